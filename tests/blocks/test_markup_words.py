"""Words and links out of anybody's HTML, however broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.markup_words import links_in_markup, words_in_markup


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One</p><p>two <b>three</b></p>", "One\ntwo three"),
        ("a<br>b", "a\nb"),
        ("<ul><li>x<li>y</ul>", "x\ny"),
        ("<a href='mailto:anna@e.org'>Anna</a>, helpline", "Anna: anna@e.org , helpline"),
        ("<style>p {color: red}</style><script>alert(1)</script><p>kept</p>", "kept"),
        ("<img src=x alt='A roof'> above", "A roof above"),
        ("<?xml version='1.0' encoding='latin-1'?><p>Zoë</p>", "Zoë"),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_words(markup: str, words: str) -> None:
    assert words_in_markup(markup) == words


def test_links_with_their_words_or_the_picture_they_are() -> None:
    markup = (
        "<a href=' https://e.org/a '>Read <b>on</b></a><a href='https://e.org/b'><img src=x alt='The roof'></a><a name=x>no</a>"
    )
    assert list(links_in_markup(markup)) == [("https://e.org/a", "Read on"), ("https://e.org/b", "The roof")]


def test_deep_nesting_is_no_fault() -> None:
    assert words_in_markup("<div>" * 200 + "in") == "in"
    assert words_in_markup("<p>before</p>" + "<div>" * 20_000 + "in").startswith("before")


@given(st.text(alphabet=st.sampled_from("<>/a='b&;!-\x00p \n")) | st.text())
def test_any_text_is_read(markup: str) -> None:
    assert isinstance(words_in_markup(markup), str)
    assert all(address for address, _words in links_in_markup(markup))
