"""A button in the text part is its words and its address."""

from __future__ import annotations

import pytest

from composer.blocks.button import Button


@pytest.mark.parametrize(
    ("words", "link", "text"),
    [
        ("Give a warm meal", "https://example.org/give", "Give a warm meal: https://example.org/give"),
        ("Give a warm meal", "", "Give a warm meal"),
        ("", "https://example.org/give", "https://example.org/give"),
        (" ", "", ""),
    ],
)
def test_text_part(words: str, link: str, text: str) -> None:
    assert Button(label_text=words, link=link).plain_text() == text


def test_it_goes_by_its_words() -> None:
    assert Button(label_text="Give a warm meal").title() == "Give a warm meal"
    assert Button().title() == "Button"
