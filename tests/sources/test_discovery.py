"""From a site's address to what it offers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from local_site import Answer, LocalSite
from wordpress_site import WordPressSite

from composer.errors import InputError, SourceError
from composer.sources.discovery import Offer, discover, look

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
    served = WordPressSite(site, speaking=False)
    offer = discover(site.address, context)[0]
    assert (offer.type, offer.location) == ("wordpress", f"{served.interface}wp/v2/posts")


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


def _items(*links: str) -> bytes:
    return "".join(f"<item><title>{link}</title><link>https://q.example/{link}</link></item>" for link in links).encode()


def _feed(title: str, *links: str) -> Answer:
    return Answer(
        b"<rss version='2.0'><channel><title>%s</title>%s</channel></rss>" % (title.encode(), _items(*links)), "text/xml"
    )


def test_the_same_posts_are_offered_once(site: LocalSite, context: Any) -> None:
    site.routes["/"] = _page(
        "".join(
            f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">' for name in ("boats", "all", "copy", "talks")
        )
        + '<link rel="alternate" type="application/rss+xml" title="Kommentar-Feed" href="/k.xml">'
    )
    site.routes["/all.xml"], site.routes["/copy.xml"] = _feed("All", "a", "b", "c"), _feed("Copy", "a", "b", "c")
    site.routes["/boats.xml"], site.routes["/talks.xml"] = _feed("Boats", "a"), _feed("Talks", "x", "y")
    site.routes["/k.xml"] = _feed("Comments", "a#1")
    found = look(site.address, context)
    assert [offer.title for offer in found.offers] == ["All", "Talks"]
    assert {offer.title: offer.same_as for offer in found.alternatives} == {
        "Boats": f"{site.address}/all.xml",
        "Copy": f"{site.address}/all.xml",
    }


def test_a_feed_of_comments_is_known_by_what_it_calls_itself(site: LocalSite, context: Any) -> None:
    site.routes["/post"] = _page('<link rel="alternate" type="application/rss+xml" href="/post/feed/">')
    site.routes["/post/feed/"] = _feed("Comments on: The roof", "a#1")
    assert discover(f"{site.address}/post", context) == []


@pytest.mark.parametrize(
    "typed", ["127.0.0.1:{port}/x.", "  <http://127.0.0.1:{port}/x>  ", "feed:http://127.0.0.1:{port}/x", "(127.0.0.1:{port}/x)"]
)
def test_addresses_as_they_are_typed(site: LocalSite, context: Any, typed: str) -> None:
    site.routes["/x"] = FEED
    assert [offer.type for offer in discover(typed.format(port=site.port), context)] == ["feed"]


def test_webcal_is_asked_for_over_https_and_then_without(site: LocalSite, context: Any) -> None:
    site.routes["/all.ics"] = CALENDAR
    (offer,) = discover(f"webcal://127.0.0.1:{site.port}/all.ics", context)
    assert (offer.type, offer.location) == ("calendar", f"{site.address}/all.ics")


def test_what_is_no_address_is_said(context: Any) -> None:
    with pytest.raises(InputError, match="“our news” is not a web address"):
        discover("our news", context)


def test_news_and_dates_behind_the_front_page(site: LocalSite, context: Any) -> None:
    site.routes["/"] = _page(body='<a href="/news">News</a><a href="/about">About us</a><a href="/diary">What’s on</a>')
    site.routes["/news"] = _page('<link rel="alternate" type="application/atom+xml" href="/news.rss">')
    site.routes["/news.rss"] = FEED
    site.routes["/diary"] = _page(body='<a href="/all.ics">Subscribe</a>')
    site.routes["/all.ics"] = CALENDAR
    assert _places(discover(site.address, context), site) == [
        ("feed", "/news.rss", "Fernhill news"),
        ("calendar", "/all.ics", "Diary"),
    ]
    assert "/about" not in [path for path, _headers in site.asked]


def test_a_page_without_anything_leads_to_the_front_page(site: LocalSite, context: Any) -> None:
    site.routes["/contact/us"] = _page(body="<p>Write to us.</p>")
    site.routes["/"] = _page('<link rel="alternate" type="application/rss+xml" href="/quiet.rss">')
    site.routes["/quiet.rss"] = FEED
    assert _places(discover(f"{site.address}/contact/us", context), site) == [("feed", "/quiet.rss", "Fernhill news")]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('<form><input type="password"></form>', "shows its visitors a sign-in form"),
        ("<h1>Coming soon</h1><p>Our new site is on its way.</p>", "being worked on"),
        ('<div id="app"></div><script src="app.js"></script>', "without running scripts"),
        ("<p>We have been mending nets on this quay since 1911, and we still do.</p>", "No news and no calendar were found"),
    ],
)
def test_why_there_is_nothing(site: LocalSite, context: Any, body: str, sentence: str) -> None:
    site.routes["/"] = _page(body=body)
    found = look(site.address, context)
    assert found.offers == ()
    assert sentence in found.notes[0]
    assert "127.0.0.1" in found.notes[0]


def test_a_site_in_the_middle_of_maintenance(site: LocalSite, context: Any) -> None:
    import gzip

    packed = gzip.compress(b"<p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p>")
    site.routes["/"] = Answer(packed, status=503, headers={"Content-Encoding": "gzip", "Retry-After": "600"})
    with pytest.raises(SourceError, match=r"is closed for maintenance\. Try again in 10 minutes"):
        discover(site.address, context)
