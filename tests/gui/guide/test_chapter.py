"""What stands in the guide is found by its words, wherever and however they are written."""

from __future__ import annotations

import pytest

from composer.gui.guide.chapter import Chapter, Head, Steps, Words, bare, find, folded

SOUP = Chapter("soup", "Soup", "How it is made", "heart", (Head("Peel"), Steps(("Wash the **leeks**", "Press [[Ctrl+S]]"))))
BREAD = Chapter(
    "bread", "Bread", "How it is baked", "heart", (Words("Café crumbs and leeks do not go together."), Words("Wash up."))
)


def test_nothing_typed_shows_every_chapter_with_what_it_is_about() -> None:
    assert [(found.chapter.id, found.sentence) for found in find((SOUP, BREAD), "  ")] == [
        ("soup", "How it is made"),
        ("bread", "How it is baked"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("leeks", ["soup", "bread"]),
        ("LEEKS wash", ["soup", "bread"]),  # said in one breath in the soup, apart in the bread
        ("crumbs cafe", ["bread"]),
        ("ctrl+s", ["soup"]),
        ("thing", []),
        ("…", ["soup", "bread"]),
    ],
)
def test_chapters_are_found_by_all_the_words(typed: str, found: list[str]) -> None:
    assert [one.chapter.id for one in find((SOUP, BREAD), typed)] == found


def test_the_sentence_that_was_found_is_shown_without_marks() -> None:
    assert find((SOUP,), "leeks")[0].sentence == "Wash the leeks"
    assert bare("**a** [[b]]") == "a b"
    assert folded("Ärger") == "arger"
