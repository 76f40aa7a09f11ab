"""Text and pages come apart into what a reader sees."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.passages import passages_of_html, passages_of_text

LONG = (
    "The hall was full before the doors had been open for ten minutes, and nobody wanted to leave when the music stopped at last."
)


def _words(text: str) -> list[str]:
    return [passage.words for passage in passages_of_text(text)]


def test_paragraphs_are_set_apart_by_empty_lines() -> None:
    passages = passages_of_text("One\n\n\n\nTwo\nthree")
    assert [(passage.words, passage.gap) for passage in passages] == [("One", 0), ("Two\nthree", 3)]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n", "\u2028"])
def test_every_line_ending_is_one(ending: str) -> None:
    assert _words(f"One{ending}{ending}Two") == ["One", "Two"]


def test_lines_broken_at_a_width_are_joined() -> None:
    wrapped = "\n".join(textwrap.wrap(LONG + " " + LONG, 72))
    assert _words(f"{wrapped}\n\nEnd") == [f"{LONG} {LONG}", "End"]


def test_without_empty_lines_every_line_is_a_paragraph() -> None:
    lines = ["A title without a stop", LONG, "Another title", LONG, "Third title", LONG]
    assert _words("\n".join(lines)) == lines


def test_an_address_keeps_its_lines() -> None:
    assert _words("Fernhill Alliance\n1 High Street\nBrackwater") == ["Fernhill Alliance\n1 High Street\nBrackwater"]


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "·", "1.", "2)", "(a)", ">"])
def test_list_entries_stand_for_themselves(mark: str) -> None:
    passages = passages_of_text(f"{mark} one\n{mark} two")
    assert [(passage.words, passage.bullet) for passage in passages] == [("one", True), ("two", True)]
    assert [passage.markdown for passage in passages] == ["- one", "- two"]


def test_a_title_right_above_its_text() -> None:
    assert _words("Hall reopens\n" + LONG + "\n" + LONG) == ["Hall reopens", LONG, LONG]


def test_markdown_headings_are_seen() -> None:
    levels = [
        (passage.words, passage.level)
        for passage in passages_of_text("# One\n\nText\n\n## Two ##\n\nThree\n=====\n\nFour\n-----\nText")
    ]
    assert levels == [("One", 1), ("Text", 0), ("Two", 2), ("Three", 1), ("Four", 2), ("Text", 0)]


def test_what_has_no_width_goes() -> None:
    assert _words("\ufeffOne\u200b two\u00a0three\x00") == ["One two three"]


def test_html_comes_apart_with_links_and_levels() -> None:
    passages = passages_of_html(
        '<div><h2><a href="https://example.org/1">One</a></h2><p>Text <b>bold</b></p></div><ul><li>a</li><li>b</li></ul>tail'
    )
    assert [(p.words, p.level, p.bullet, p.link) for p in passages] == [
        ("One", 2, False, "https://example.org/1"),
        ("Text bold", 0, False, ""),
        ("a\nb", 0, True, ""),
        ("tail", 0, False, ""),
    ]
    assert passages[1].markdown == "Text **bold**"
    assert passages[1].html == "<p>Text <b>bold</b></p>"


@given(st.text(max_size=300))
def test_no_word_is_lost(text: str) -> None:
    def letters(words: str) -> list[str]:
        return [character for character in words if character.isalpha()]

    assert letters("".join(_words(text))) == letters(text) or any(
        mark in text for mark in "•‣▪▫◦●○■□✓✔➢➤»·>*+-–—o.)#=\u200b\u2060"
    )
