"""From a site's address to what it offers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from local_site import Answer, LocalSite

from composer.errors import SourceError
from composer.sources.discovery import Offer, discover

FEED = Answer(
    b"<rss version='2.0'><channel><title>Fernhill news</title><item><title>One</title></item></channel></rss>",
    "application/rss+xml",
)
EVENT = b"BEGIN:VEVENT\nUID:%d\nSUMMARY:Tea\nDTSTART:20261205T100000Z\nEND:VEVENT\n"
CALENDAR = Answer(b"BEGIN:VCALENDAR\nX-WR-CALNAME:Diary\n" + EVENT % 1 + EVENT % 2 + b"END:VCALENDAR", "text/calendar")


def _page(head: str = "", body: str = "") -> Answer:
    return Answer(f"<html><head><title>Fernhill Alliance</title>{head}</head><body>{body}</body></html>".encode())


def _places(offers: list[Offer], site: LocalSite) -> list[tuple[str, str, str]]:
    return [(offer.type, offer.location.removeprefix(site.address), offer.title) for offer in offers]


def test_feeds_a_page_names(site: LocalSite, context: Any) -> None:
    site.routes["/"] = _page(
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">'
        '<link rel="alternate" type="application/atom+xml" href="/gone.atom">'
        '<link rel="alternate" type="application/rss+xml" href="/news.rss">'
    )
    site.routes["/news.rss"] = FEED
    assert _places(discover(site.address, context), site) == [("feed", "/news.rss", "Fernhill news")]


def test_usual_places(site: LocalSite, context: Any) -> None:
    site.routes["/about"] = _page()
    site.routes["/feed/"] = FEED
    site.routes["/events/?ical=1"] = CALENDAR
    found = _places(discover(f"{site.address}/about", context), site)
    assert found == [("feed", "/feed/", "Fernhill news"), ("calendar", "/events/?ical=1", "Diary")]


def test_calendars_a_page_links_to(site: LocalSite, context: Any) -> None:
    site.routes["/"] = _page(
        body=f'<a href="webcal://127.0.0.1:{site.port}/all.ics">Subscribe</a><a href="/one.ics">One event</a>'
    )
    site.routes["/one.ics"] = Answer(b"BEGIN:VCALENDAR\n" + EVENT % 1 + b"END:VCALENDAR", "text/calendar")
    # webcal is asked for over https; a site on loopback has none, so the plain address stands beside it
    site.routes["/"] = _page(body='<a href="/all.ics">Subscribe</a><a href="/one.ics">One event</a>')
    site.routes["/all.ics"] = CALENDAR
    assert _places(discover(site.address, context), site) == [("calendar", "/all.ics", "Diary")]


def _wordpress(site: LocalSite, root: str, posts: str) -> None:
    site.routes[root] = Answer(
        json.dumps({"name": "Fernhill &amp; friends", "namespaces": ["wp/v2"]}).encode(), "application/json"
    )
    site.routes[posts] = Answer(json.dumps([{"title": {"rendered": "x"}, "slug": "x"}]).encode(), "application/json")


def test_wordpress_by_its_header_instead_of_its_feed(site: LocalSite, context: Any) -> None:
    link = {"Link": f'<{site.address}/wp-json/>; rel="https://api.w.org/", <{site.address}/x>; rel=shortlink'}
    site.routes["/"] = Answer(_page('<link rel="alternate" type="application/rss+xml" href="/feed/">').body, headers=link)
    site.routes["/feed/"] = FEED
    _wordpress(site, "/wp-json/", "/wp-json/wp/v2/posts")
    assert _places(discover(site.address, context), site) == [("wordpress", "/wp-json/wp/v2/posts", "Fernhill & friends")]


def test_wordpress_without_speaking_addresses(site: LocalSite, context: Any) -> None:
    site.routes["/"] = _page('<link rel="https://api.w.org/" href="/index.php?rest_route=/">')
    _wordpress(site, "/index.php?rest_route=/", "/index.php?rest_route=/wp/v2/posts&per_page=1")
    (offer,) = discover(site.address, context)
    assert (offer.type, offer.location) == ("wordpress", f"{site.address}/index.php?rest_route=/wp/v2/posts")


def test_a_closed_interface_leaves_the_feed(site: LocalSite, context: Any) -> None:
    site.routes["/"] = _page(
        '<meta name="generator" content="WordPress 6.8"><link rel="alternate" type="application/rss+xml" href="/feed/">'
    )
    site.routes["/wp-json/"] = Answer(json.dumps({"namespaces": ["wp/v2"]}).encode(), "application/json")
    site.routes["/wp-json/wp/v2/posts"] = Answer(status=401)
    site.routes["/feed/"] = FEED
    assert [offer.type for offer in discover(site.address, context)] == ["feed"]


def test_the_address_of_a_feed_or_calendar_itself(site: LocalSite, context: Any) -> None:
    site.routes["/x"], site.routes["/y"] = FEED, CALENDAR
    assert _places(discover(f"{site.address}/x", context), site) == [("feed", "/x", "Fernhill news")]
    assert _places(discover(f"{site.address}/y", context), site) == [("calendar", "/y", "Diary")]


def test_a_news_page_without_a_feed_is_a_source_itself(site: LocalSite, context: Any) -> None:
    prose = "Come along, all of you, and bring a friend who has not been before. There is cake."
    site.routes["/news"] = _page(
        body="".join(f'<article><h2><a href="/n/{n}">News number {n}</a></h2><p>{prose}</p></article>' for n in (1, 2))
    )
    assert [offer.type for offer in discover(f"{site.address}/news", context)] == ["web_page"]


def test_nothing_to_offer(site: LocalSite, context: Any) -> None:
    site.routes["/"] = _page(body="<p>Hello.</p>")
    assert discover(site.address, context) == []


def test_a_page_leads_nobody_into_a_private_network(site: LocalSite, context: Any) -> None:
    inside = LocalSite().start()
    try:
        inside.routes["/feed"] = FEED
        site.routes["/"] = _page(f'<link rel="alternate" type="application/rss+xml" href="{inside.address}/feed">')
        assert discover(site.address, context) == []
        assert inside.asked == []
    finally:
        inside.stop()


def test_an_address_that_cannot_be_read(context: Any) -> None:
    with pytest.raises(SourceError, match="was not found"):
        discover("https://nowhere.invalid/", context)
