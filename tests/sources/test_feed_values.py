"""Texts and addresses of feeds come out as feedparser would give them."""

from __future__ import annotations

import pytest
from lxml import etree

from composer.sources.feed_names import UnsureError
from composer.sources.feed_values import joined, looks_like_html, mended, value_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [("plain", "plain"), ("Caf\u00c3\u00a9", "Café"), ("\x93Hi\x94", "“Hi”"), ("Café – tea", "Café – tea")],
)
def test_letters_that_suffered_on_the_way_are_mended(written: str, meant: str) -> None:
    assert mended(written) == meant


def test_addresses_are_made_whole() -> None:
    assert joined("https://example.org/a/", "b") == "https://example.org/a/b"
    assert joined("https://example.org/", "http:////example.com/x") == "http://example.com/x"
    assert joined("https://example.org/", "http://[") == ""


def test_a_text_of_markup_is_written_out_without_the_div_around_it() -> None:
    element = etree.fromstring(
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Tea &amp; <b title='\"'>cake</b></div></content>"
    )
    assert value_of(element, "text/plain", "atom10") == ('Tea &amp; <b title="&quot;">cake</b>', "application/xhtml+xml")
    assert value_of(element, "text/plain", "rss")[0].startswith("<div>")


@pytest.mark.parametrize("xml", ["<content type='image/png'>x</content>", "<content><p/></content>", "<content mode='base64'/>"])
def test_what_is_no_text_is_refused(xml: str) -> None:
    with pytest.raises(UnsureError):
        value_of(etree.fromstring(xml), "text/plain", "rss")


def test_html_in_plain_text_is_noticed_where_it_is_plain_to_see() -> None:
    assert looks_like_html("<p>Hi</p>")
    assert not looks_like_html("2 < 3 & 4")
    with pytest.raises(UnsureError):
        looks_like_html("</odd>")
