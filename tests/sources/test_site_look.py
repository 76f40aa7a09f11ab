"""A site's name, colour, icon and pages elsewhere; nothing that it does not say itself."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import Answer, LocalSite
from PIL import Image

from composer.errors import SourceError
from composer.sources.download import Downloader
from composer.sources.site_look import SiteLook, colour_in, read_site_look


def _png(size: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (size, size), "#0F6B57").save(made, "PNG")
    return made.getvalue()


PAGE = b"""<!doctype html><html><head><title>Home | Mill Friends</title>
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#111111">
<meta name="theme-color" content="#0f6b57">
<link rel="icon" href="/tab.png" sizes="16x16">
<link rel="apple-touch-icon" href="/touch.png">
<link rel="icon" href="/gone.png" sizes="512x512">
<link rel="mask-icon" href="/mask.svg"></head><body>
<a href="https://www.facebook.com/millfriends">F</a>
<a href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a>
<a href="https://twitter.com/intent/tweet?text=x">T</a><a href="//youtube.com/@mill">Y</a>
<a href="https://instagram.com/">I</a></body></html>"""


def _read(site: LocalSite, page: bytes = PAGE, **more: Answer) -> SiteLook:
    site.routes = {"/": Answer(page), "/touch.png": Answer(_png(180), "image/png"), "/tab.png": Answer(_png(16), "image/png")}
    site.routes |= {f"/{name.replace('_', '.')}": answer for name, answer in more.items()}
    return read_site_look(f"{site.address}/", Downloader(timeout=5, allow_private=frozenset({f"127.0.0.1:{site.port}"})))


def test_what_a_site_says(site: LocalSite) -> None:
    look = _read(site)
    assert (look.name, look.colour) == ("Mill Friends", "#0F6B57")
    assert look.icon == _png(180)
    assert look.icon_from.endswith("/touch.png")
    assert look.pages == ("https://www.facebook.com/millfriends", "http://youtube.com/@mill")


def test_a_manifest_says_the_colour_where_the_page_does_not(site: LocalSite) -> None:
    page = b'<!doctype html><meta property="og:site_name" content="The Mill"><link rel="manifest" href="/app.json">'
    look = _read(site, page, app_json=Answer(b'{"theme_color": "rgb(15, 107, 87)"}', "application/json"))
    assert (look.name, look.colour, look.icon) == ("The Mill", "#0F6B57", b"")


def test_a_page_that_says_nothing(site: LocalSite) -> None:
    assert not _read(site, b"<!doctype html><p>Hello")


def test_no_page_and_no_address(site: LocalSite) -> None:
    site.routes = {"/": Answer(b"%PDF", "application/pdf")}
    downloader = Downloader(timeout=5, allow_private=frozenset({f"127.0.0.1:{site.port}"}))
    with pytest.raises(SourceError, match="no web page"):
        read_site_look(f"{site.address}/", downloader)
    with pytest.raises(SourceError, match="no web address"):
        read_site_look("our website", downloader)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#ABC", "#AABBCC"),
        ("#0f6b57ff", "#0F6B57"),
        ("rgb(1 2 3)", "#010203"),
        ("rgb(1,2,300)", ""),
        ("#fff", ""),
        ("teal", ""),
        ("", ""),
    ],
)
def test_colours_as_sites_write_them(written: str, read: str) -> None:
    assert colour_in(written) == read


@given(st.text())
def test_any_text_is_a_colour_or_none(text: str) -> None:
    found = colour_in(text)
    assert found == "" or len(found) == 7
