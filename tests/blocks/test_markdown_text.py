"""Markdown as the words of the text part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.markdown_text import words_of


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("", ""),
        ("Plain words.", "Plain words."),
        ("**Bold**, *leaning*, _also_, `code` and ***both***.", "Bold, leaning, also, code and both."),
        ("# A heading\n\nText", "A heading\n\nText"),
        ("Read [the story](https://example.org/a).", "Read the story: https://example.org/a."),
        ("[https://example.org](https://example.org)", "https://example.org"),
        ("[](https://example.org)", "https://example.org"),
        ("[words]()", "words"),
        ('[the story](<https://example.org/a b> "title")', "the story: https://example.org/a b"),
        ("![A roof](cid:1)", "A roof: cid:1"),
        ("<https://example.org> and <mailto:anna@example.org>", "https://example.org and mailto:anna@example.org"),
        ("2 \\* 3 \\[sic\\] \\_", "2 * 3 [sic] _"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("- one\n- two", "- one\n- two"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("line  \nnext", "line\nnext"),
        ("Dear {{first_name|friend}},", "Dear {{first_name|friend}},"),
        ("a\x000\x00b", "a0b"),
        ("[a \\[b\\]](https://example.org)", "a [b]: https://example.org"),
    ],
)
def test_words(markdown: str, words: str) -> None:
    assert words_of(markdown) == words


@given(st.text())
def test_any_text_has_words(markdown: str) -> None:
    words = words_of(markdown)
    assert words == words.strip()
    assert "\x00" not in words


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N")), min_size=1).map(str))
def test_plain_letters_stay(text: str) -> None:
    assert words_of(text) == text
