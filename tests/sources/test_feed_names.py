"""Elements are known by their name space, whatever prefix the feed uses."""

from __future__ import annotations

import pytest
from lxml import etree

from composer.sources.feed_names import UnsureError, is_aside, named


def _named(xml: str) -> str:
    return named(etree.fromstring(xml))


@pytest.mark.parametrize(
    ("xml", "name"),
    [
        ("<pubDate/>", "pubdate"),
        ("<entry xmlns='http://www.w3.org/2005/Atom'/>", "entry"),
        ("<a:link xmlns:a='http://www.w3.org/2005/Atom'/>", "link"),
        ("<x:encoded xmlns:x='http://purl.org/rss/1.0/modules/content/'/>", "content:encoded"),
        ("<x:Author xmlns:x='http://www.itunes.com/DTDs/Podcast-1.0.dtd'/>", "itunes:author"),
        ("<own:thing xmlns:own='https://example.org/own'/>", "own:thing"),
    ],
)
def test_names(xml: str, name: str) -> None:
    assert _named(xml) == name


@pytest.mark.parametrize(
    "xml",
    ["<a xmlns='https://example.org/own'/>", "<dc:date xmlns:dc='https://example.org/own'/>", "<title:x xmlns:title='u:1'/>"],
)
def test_a_name_that_could_mean_more_is_refused(xml: str) -> None:
    with pytest.raises(UnsureError):
        _named(xml)


def test_what_plays_no_part() -> None:
    assert is_aside("own:thing")
    assert not is_aside("dc:title")
    assert not is_aside("title")
