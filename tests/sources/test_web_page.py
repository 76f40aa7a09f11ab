"""Pages and HTML files, told from everything else."""

from __future__ import annotations

import random
from typing import Any

import pytest

from composer.errors import FormatError
from composer.sources.choosing import choose
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


_PATTERNS = (
    *(
        "<",
        "[",
        "&",
        "!",
        "...",
        "[a](",
        "![",
        "[gallery ",
        "<a href='#fn1'>1</a>",
        "<script type=application/ld+json>",
        "<p>",
        "&#",
    ),
    *(
        "<h2>a</h2><p>b</p>",
        "<article><h2>a</h2><p>b</p></article>",
        "Continue reading ",
        "<p style='mso-list:l0 level9 lfo1'>x</p>",
    ),
)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("pattern", _PATTERNS)
def test_what_repeats_itself_very_often_is_read_in_time(context: Any, pattern: str) -> None:
    """Each of these took minutes once; a hundred thousand characters show it as well as a million do."""
    content = (pattern * (120_000 // len(pattern))).encode()
    fetched = WebPage().read(Download("https://example.org/x", media_type="text/html", content=content), context)
    assert len(fetched.items) <= 2_000


def test_random_bytes_are_no_page(context: Any) -> None:
    content = random.Random(1).randbytes(400_000)
    download = Download("/home/me/page.html", media_type="text/html", content=content)
    with pytest.raises(FormatError, match="is no page"):
        choose(download).read(download, context)
