"""An excerpt is whole sentences, and its Markdown still means the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.picking.excerpts import excerpt, sentences, word_count


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four", ["One. ", "Two! ", "Three? ", "Four"]),
        (
            "Dr. Smith met J. K. Rowling on St. Mary’s Road. They talked.",
            ["Dr. Smith met J. K. Rowling on St. Mary’s Road. ", "They talked."],
        ),
        ("Doors open at 10 a.m. on Friday. Come early.", ["Doors open at 10 a.m. on Friday. ", "Come early."]),
        ("It costs £3.50 at no. 12. Bring change.", ["It costs £3.50 at no. 12. ", "Bring change."]),
        ("“We won!” she said. “Really?” Yes.", ["“We won!” she said. ", "“Really?” ", "Yes."]),
        ("He waited… and waited. Then he left.", ["He waited… and waited. ", "Then he left."]),
        (
            "See [our. Page](https://example.org/a.B) now. Then go.",
            ["See [our. Page](https://example.org/a.B) now. ", "Then go."],
        ),
        ("Look at https://example.org/A.B now. Good.", ["Look at https://example.org/A.B now. ", "Good."]),
        ("**First. Second.** Third. Fourth.", ["**First. Second.** Third. ", "Fourth."]),
        ("Dear {{first_name|Friend. Really}}. Hello.", ["Dear {{first_name|Friend. Really}}. ", "Hello."]),
        ("次の文です。もう一つ。", ["次の文です。", "もう一つ。"]),
        ("هل جئت؟ نعم جئت. شكرا.", ["هل جئت؟ ", "نعم جئت. ", "شكرا."]),
        ("यह एक है। यह दो है।", ["यह एक है। ", "यह दो है।"]),
        ("Was it I? It was I. So it goes.", ["Was it I? ", "It was I. ", "So it goes."]),
        ("We grew by 20%. 300 people came.", ["We grew by 20%. ", "300 people came."]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


LONG = "One sentence of exactly seven words stands. " * 20


@pytest.mark.parametrize(("words", "expected"), [(7, 1), (14, 2), (50, 8), (1, 1), (0, 1), (1_000, 20)])
def test_as_many_whole_sentences_as_fit(words: int, expected: int) -> None:
    assert excerpt(LONG, words).count(".") == expected
    assert excerpt(LONG, words).endswith(".")


@pytest.mark.parametrize(
    ("markdown", "words", "short"),
    [
        ("# The roof\n\nIt is done. More follows here.", 3, "It is done."),
        ("First paragraph.\n\nSecond paragraph here.\n\nThird.", 5, "First paragraph.\n\nSecond paragraph here."),
        ("![roof](https://example.org/r.jpg)\n\nIt is done.", 50, "It is done."),
        ("> A quotation. It goes on.", 2, "A quotation."),
        ("Three things:\n\n- tea\n- soup\n- cake", 4, "Three things:\n\n- tea\n- soup"),
        ("We did well. Here is what comes next:\n\n" + "- a very long point " * 10, 9, "We did well."),
        ("Here is what comes next:", 50, "Here is what comes next:"),
        ("word " * 100, 5, "word word word word word…"),
        ("a [link of many words](https://example.org) " + "word " * 100, 3, "a…"),
        ("One line\nbroken in two. Another sentence of some more words here.", 5, "One line\nbroken in two."),
        ("| a | b |\n|---|---|\n\nText after.", 50, "Text after."),
        ("", 50, ""),
        ("\r\n\r\nWindows lines.\r\nGo on.", 2, "Windows lines."),
    ],
)
def test_short_forms(markdown: str, words: int, short: str) -> None:
    assert excerpt(markdown, words) == short


@given(
    st.lists(
        st.sampled_from(
            [
                "Plain words here.",
                "A [link. With dots](https://example.org/x.y?a=b) inside.",
                "**Bold. And on.** Then more.",
                "*Leaning words* end!",
                "`code. here` too.",
                "Is it {{first_name|friend. yes}}?",
                "https://example.org/A.B.C",
                "no end and no mark",
                "\n\n",
                "\n- a point. Another",
                "Dr. Who",
                "日本語です。",
            ]
        ),
        max_size=12,
    ),
    st.integers(1, 40),
)
def test_nothing_that_belongs_together_is_torn(parts: list[str], words: int) -> None:
    text = " ".join(parts)
    short = excerpt(text, words)
    for opening, closing in (("[", "]"), ("(", ")"), ("{{", "}}")):
        assert short.count(opening) == short.count(closing)
    assert short.count("**") % 2 == 0
    assert short.count("`") % 2 == 0
    for link in re.findall(r"\[[^]]*\]\([^)]*\)", short):
        assert link in text


@given(st.text(), st.integers(-5, 100))
def test_any_text_has_an_excerpt(text: str, words: int) -> None:
    short = excerpt(text, words)
    assert short == short.strip()
    assert len(short) <= len(text) + 1


@given(st.text())
def test_sentences_put_together_are_the_paragraph(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_scripts_without_spaces_are_cut_too() -> None:
    assert excerpt("みんなで歌いました。" * 40, 20) == "みんなで歌いました。" * 4
    endless = excerpt("会館月曜日" * 200, 20)
    assert endless == "会館月曜日" * 8 + "…"
    assert word_count("会館 opens 月曜日") == 4
