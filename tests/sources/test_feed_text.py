"""Where a feed begins in what a server sends, and what is mended in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.download import Download
from composer.sources.feed_text import feed_begins, feed_text, looks_like_feed, mended

AT = "https://example.org/feed"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<rss>", 0),
        (" \n<?xml version='1.0'?><!-- a --><!DOCTYPE rss [<!ENTITY a '>'>]><?x y?><rss>", 72),
        ("<atom:feed>", 0),
        ("<!-- never ends <rss version='2.0'>", -1),
        ("<!DOCTYPE rss [ <rss version='2.0'>", -1),
        ("Warning <rss version='2.0'>", 8),
        ("Warning <?xml version='1.0'?><rss>", 29),
        ("Words about <rss> and <feed>", -1),
        ("<html><rss version='2.0'>", -1),
        ("", -1),
    ],
)
def test_where_a_feed_begins(text: str, place: int) -> None:
    assert feed_begins(text) == place


def test_letters_in_two_bytes_are_not_cut_where_the_opening_ends() -> None:
    content = b"<rss version='2.0'><channel><title>" + "é".encode() * 30_000
    assert looks_like_feed(Download(AT, content=content))
    assert looks_like_feed(Download(AT, content=b"x" + content)) is True
    assert looks_like_feed(Download(AT, content=b"no mark at all")) is False


def test_the_text_begins_with_its_first_element() -> None:
    content = "<?xml version='1.0' encoding='iso-8859-1'?>\n<rss>Café</rss>".encode("latin-1")
    assert feed_text(Download(AT, content=content)) == "<rss>Café</rss>"


def test_what_is_sound_stays_the_very_same() -> None:
    text = "<rss><![CDATA[Fish & chips]]>&amp;&#8217;&#x1F600;<!-- a --></rss>"
    assert mended(text) is text


@given(
    st.lists(st.sampled_from([*"&<>;# ax", "<![CDATA[", "]]>", "amp;", "<rss>", "</rss>", "&#0;", "\x00", "nbsp;"])).map("".join)
)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mended(text)
    assert mended(once) == once
