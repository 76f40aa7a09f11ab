"""Sitemaps of sites without feeds, served on loopback."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from typing import Any

import pytest
from harmless import faults_in
from hypothesis import given
from hypothesis import strategies as st
from local_site import Answer, LocalSite

from composer.errors import FormatError
from composer.sources import sitemap
from composer.sources.discovery import discover
from composer.sources.download import Download
from composer.sources.reader import read
from composer.sources.sitemap import Sitemap, read_sitemap

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
PROSE = "Come along, all of you, and bring a friend who has not been before. There is cake. " * 4


def _urlset(*entries: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {XMLNS}>{"".join(entries)}</urlset>'.encode()


def _index(*places: str) -> bytes:
    inner = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    return f"<sitemapindex {XMLNS}>{inner}</sitemapindex>".encode()


def _url(place: str, changed: str = "", more: str = "") -> str:
    return f"<url><loc>{place}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}{more}</url>"


def _serve(site: LocalSite, count: int) -> list[str]:
    """Pages of one post each; the later the number, the newer."""
    entries = []
    for number in range(1, count + 1):
        title = f"Post number {number}"
        head = f'<title>{title}</title><meta property="og:image" content="/{number}.jpg">'
        site.routes[f"/post-{number}"] = Answer(
            f"<html><head>{head}</head><body><main><h1>{title}</h1><p>{PROSE}</p></main></body></html>".encode()
        )
        entries.append(_url(f"{site.address}/post-{number}", f"2026-10-{number:02d}T09:00:00+00:00"))
    return entries


@pytest.mark.parametrize("packed", [False, True])
def test_the_newest_pages_are_read(site: LocalSite, context: Any, packed: bool) -> None:
    content = _urlset(*_serve(site, 25))
    site.routes["/sitemap.xml"] = Answer(gzip.compress(content) if packed else content, "application/xml")
    fetched = read(f"{site.address}/sitemap.xml", context)
    assert [item.title for item in fetched.items] == [f"Post number {number}" for number in range(25, 5, -1)]
    first = fetched.items[0]
    assert (first.image, first.published) == (f"{site.address}/25.jpg", datetime(2026, 10, 25, 9, tzinfo=UTC))
    assert "There is cake." in first.text
    assert fetched.problems == ()


def test_an_index_leads_to_its_sitemaps(site: LocalSite, context: Any) -> None:
    site.routes["/sitemap.xml"] = Answer(_index(f"{site.address}/pages.xml", f"{site.address}/gone.xml"), "text/xml")
    site.routes["/pages.xml"] = Answer(_urlset(*_serve(site, 2)), "text/xml")
    fetched = read(f"{site.address}/sitemap.xml", context)
    assert len(fetched.items) == 2
    assert [problem.location for problem in fetched.problems] == [f"{site.address}/gone.xml"]


def test_an_index_that_names_itself_or_goes_ever_deeper_ends(site: LocalSite, context: Any) -> None:
    site.routes["/sitemap.xml"] = Answer(_index(*(f"{site.address}/{n}.xml" for n in range(40)), f"{site.address}/sitemap.xml"))
    for number in range(40):
        site.routes[f"/{number}.xml"] = Answer(_index(f"{site.address}/sitemap.xml", f"{site.address}/deep-{number}.xml"))
        site.routes[f"/deep-{number}.xml"] = Answer(_index(f"{site.address}/deeper-{number}.xml"))
    fetched = Sitemap().fetch(f"{site.address}/sitemap.xml", context)
    assert "only the newest parts" in fetched.problems[0].message
    assert len(site.asked) == 1 + sitemap.MOST_SITEMAPS
    assert not any("deeper" in path for path, _headers in site.asked)


def test_news_sitemaps_know_titles_and_days(site: LocalSite, context: Any) -> None:
    day = "<news:publication_date>2026-11-20</news:publication_date>"
    news = f"<news:news>{day}<news:title>Boats &amp; tides</news:title></news:news>"
    listing = read_sitemap(Download(f"{site.address}/s.xml", content=_urlset(_url("/boats", more=news))))
    (page,) = listing.pages
    assert (page.location, page.title) == (f"{site.address}/boats", "Boats & tides")
    assert page.newest == datetime(2026, 11, 20, tzinfo=UTC)


def test_other_sites_files_and_overviews_are_not_read(site: LocalSite, context: Any) -> None:
    entries = [*_serve(site, 1), _url("http://127.0.0.1:9/x"), _url(f"{site.address}/a.pdf"), _url(f"{site.address}/tag/boats")]
    site.routes["/sitemap.xml"] = Answer(_urlset(*entries))
    fetched = read(f"{site.address}/sitemap.xml", context)
    assert len(fetched.items) == 1
    assert [path for path, _headers in site.asked] == ["/sitemap.xml", "/post-1"]


def test_pages_from_before_the_window_are_not_asked_for(site: LocalSite, new_context: Any) -> None:
    site.routes["/sitemap.xml"] = Answer(_urlset(*_serve(site, 9)))
    fetched = read(f"{site.address}/sitemap.xml", new_context("2026-10-08"))
    assert [item.title for item in fetched.items] == ["Post number 9", "Post number 8"]
    assert len(site.asked) == 3


def test_pages_that_fail_are_said_and_the_others_kept(site: LocalSite, context: Any) -> None:
    gone = [_url(f"{site.address}/gone-{number}") for number in range(7)]
    site.routes["/sitemap.xml"] = Answer(_urlset(*gone, *_serve(site, 2)))
    fetched = read(f"{site.address}/sitemap.xml", context)
    assert len(fetched.items) == 2
    assert [problem.message for problem in fetched.problems][-1] == "2 more pages could not be read."


def test_nothing_worth_telling_is_said(site: LocalSite, context: Any) -> None:
    site.routes["/sitemap.xml"] = Answer(_urlset())
    assert "has anything to tell" in read(f"{site.address}/sitemap.xml", context).problems[0].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<rss/>", "is not a sitemap"),
        (b"words", "is not a sitemap|is damaged"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><urlset/>', "no sitemap needs"),
        (b"\x1f\x8bnonsense", "is damaged"),
        (gzip.compress(b" " * (sitemap.MOST_UNPACKED + 10)), "far too big"),
    ],
)
def test_bad_sitemaps_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_sitemap(Download("https://example.org/sitemap.xml", content=content))


def test_the_last_resort_of_discovery(site: LocalSite, context: Any) -> None:
    site.routes["/"] = Answer(b"<html><head><title>Fernhill</title></head><body><p>Hello.</p></body></html>")
    site.routes["/sitemap_index.xml"] = Answer(_index(f"{site.address}/pages.xml"), "text/xml")
    site.routes["/pages.xml"] = Answer(_urlset(*_serve(site, 2)), "text/xml")
    (offer,) = discover(site.address, context)
    assert (offer.type, offer.location, offer.title) == ("sitemap", f"{site.address}/sitemap_index.xml", "Fernhill")
    assert len(read(offer.location, context, type=offer.type).items) == 2


def test_a_page_in_a_sitemap_comes_out_harmless(site: LocalSite, context: Any) -> None:
    site.routes["/x"] = Answer(f"<html><body><h1>X</h1><p onclick='x()'>{PROSE}<script>x()</script></p></body></html>".encode())
    site.routes["/sitemap.xml"] = Answer(_urlset(_url(f"{site.address}/x"), _url(f"{site.address}/y.css")))
    (item,) = read(f"{site.address}/sitemap.xml", context).items
    assert faults_in(item.html) == []


PIECES = st.lists(
    st.sampled_from(
        ["<url>", "</url>", "<loc>", "</loc>", "<lastmod>2026", "http://example.org/", "&amp;", "&x;", "<", "é", "]]>"]
    )
)


@given(PIECES, st.binary(max_size=30))
def test_whatever_is_sent(pieces: list[str], tail: bytes) -> None:
    for content in (b"<urlset>" + "".join(pieces).encode() + tail, b"\x1f\x8b\x08\x00" + tail, tail):
        download = Download("https://example.org/sitemap.xml", content=content)
        Sitemap.matches(download.location, download)
        try:
            listing = read_sitemap(download)
        except FormatError:
            continue
        assert all(page.location.startswith(("http", "mailto:", "tel:")) for page in listing.pages)
