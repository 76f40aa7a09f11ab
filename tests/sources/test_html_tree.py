"""Any markup becomes a tree that can be walked, and its words survive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.html_to_markdown import blocks_of
from composer.sources.html_tree import DEEPEST, body_of, document_of, words_in


@pytest.mark.parametrize(
    "html", ["", "   ", "<!-- x -->", "<?xml version='1.0'?>", "\x00", "<html></html>", "<frameset><frame></frameset>"]
)
def test_nothing_is_an_empty_body(html: str) -> None:
    assert words_in(body_of(html)) == ""


def test_nesting_beyond_reason_keeps_its_words() -> None:
    html = "<p>before</p>" + "<div>" * 5_000 + "deep <script>evil()</script>words" + "</div>" * 5_000
    body = body_of(html)
    assert words_in(body) == "before deep words"
    assert max(len(list(element.iterancestors())) for element in body.iter()) < DEEPEST


def test_many_paragraphs_nobody_closed_are_not_deep() -> None:
    assert len(list(body_of("<p>one" * 5_000).iter("p"))) == 5_000


def test_what_a_page_says_of_its_encoding_no_longer_counts() -> None:
    document = document_of("<html><head><meta charset='iso-8859-1'><title>Grüße</title></head><body>x</body></html>")
    title = document.find(".//title")
    assert title is not None
    assert words_in(title) == "Grüße"


@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_no_text_fails(html: str) -> None:
    assert body_of(html).tag == "body"


@pytest.mark.parametrize("odd", ["\f", "&#12;", "&#1;", "&#x2;", "&#xFFFE;", "\x01"])
def test_characters_no_page_holds_do_not_stop_its_reader(odd: str) -> None:
    html = f"<body>{odd}loose {odd}words<p title='{odd}'>a paragraph{odd}</p>{odd}and more</body>"
    assert [markdown for _element, markdown in blocks_of(html)] == ["loose words", "a paragraph", "and more"]
    assert "\f" not in (body_of(html).find("p").get("title") or "")
