"""Pages and HTML files, told from everything else."""

from __future__ import annotations

from typing import Any

import pytest

from composer.sources.download import Download
from composer.sources.web_page import WebPage

PAGE = (
    "<!DOCTYPE html><html><head><meta charset='{}'><title>Café</title></head>"
    "<body><p>Für alle, die gern Tee trinken. Kommt!</p></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_the_encoding_a_page_declares(context: Any, encoding: str) -> None:
    content = PAGE.format(encoding).encode(encoding)
    (item,) = WebPage().read(Download("page.html", "text/html", content=content), context).items
    assert item.text == "Für alle, die gern Tee trinken. Kommt!"


def test_a_page_without_words_says_so(context: Any) -> None:
    fetched = WebPage().read(Download("page.html", content=b"<html><script>x</script></html>"), context)
    assert fetched.items == ()
    assert fetched.problems[0].message == "There is nothing to read on this page."


@pytest.mark.parametrize(
    ("location", "media_type", "content", "matches"),
    [
        ("https://example.org/", "text/html", b"<html>", True),
        ("https://example.org/", "", b"<!-- x --><!DOCTYPE html>", True),
        ("page.html", "text/html", b"<p>x</p>", True),
        ("fragment", "", b"<div>x</div>", True),
        ("notes.txt", "text/plain", b"<p>x</p>", False),
        ("https://example.org/feed", "application/rss+xml", b"<rss>", False),
        ("x.json", "application/json", b"{}", False),
    ],
)
def test_what_is_a_page(location: str, media_type: str, content: bytes, matches: bool) -> None:
    assert (WebPage.matches(location, Download(location, media_type, content=content)) > 0) is matches
    assert WebPage.matches(location, None) == 0
