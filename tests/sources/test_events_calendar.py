"""The Events Calendar, served on loopback as a WordPress site does."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from harmless import faults_in
from hypothesis import given
from hypothesis import strategies as st
from local_site import Answer, LocalSite

from composer.clock import fixed_clock
from composer.errors import ComposerError, FormatError
from composer.sources.discovery import discover
from composer.sources.download import Download, Downloader
from composer.sources.events_calendar import EventsCalendar
from composer.sources.reader import read
from composer.sources.source import FetchContext

EVENTS = "/wp-json/tribe/events/v1/events"
MEDIA = "/wp-json/wp/v2/media"


def _event(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "status": "publish",
        "url": f"https://example.org/event/{number}/",
        "title": f"Evening {number} &#8211; tea",
        "description": '<p>Bring a <a href="/friend">friend</a>.</p><script>alert(1)</script>',
        "excerpt": "<p>Bring a friend.</p>",
        "all_day": False,
        "start_date": "2026-12-03 19:30:00",
        "end_date": "2026-12-03 21:00:00",
        "utc_start_date": "2026-12-03 19:30:00",
        "utc_end_date": "2026-12-03 21:00:00",
        "timezone": "Europe/London",
        "cost": "£5",
        "website": "https://tickets.example.org/tea",
        "image": {"url": "https://example.org/tea.jpg", "id": 900 + number},
        "categories": [{"name": "Tea &amp; cake"}],
        "venue": {"venue": "Village Hall", "address": "1 High Street", "city": "Fernhill", "zip": "FH1 1AA"},
        "organizer": [{"organizer": "Ann Other", "email": "ann@example.org"}],
        **more,
    }


def _item(context: Any, **more: Any) -> Any:
    download = Download("https://example.org/x.json", content=json.dumps({"events": [_event(1, **more)]}).encode())
    (item,) = EventsCalendar().read(download, context).items
    return item


def _serve(site: LocalSite, count: int) -> None:
    def answer(handler: Any) -> Answer:
        query = parse_qs(urlsplit(handler.path).query)
        size, page = int(query.get("per_page", ["10"])[0]), int(query.get("page", ["1"])[0])
        events = [_event(number) for number in range((page - 1) * size, min(page * size, count))]
        document = {"events": events, "total": count, "total_pages": -(-count // size)}
        return Answer(json.dumps(document).encode(), "application/json; charset=UTF-8")

    site.routes[EVENTS] = answer


def test_an_event_with_everything(context: Any) -> None:
    item = _item(context)
    assert (item.kind, item.title, item.link) == ("event", "Evening 1 – tea", "https://example.org/event/1/")
    assert item.starts == datetime(2026, 12, 3, 19, 30, tzinfo=ZoneInfo("Europe/London"))
    assert item.ends - item.starts == timedelta(minutes=90)
    assert item.place == "Village Hall, 1 High Street, Fernhill, FH1 1AA"
    assert (item.value, item.booking_link) == ("£5", "https://tickets.example.org/tea")
    assert (item.contact, item.categories, item.image) == ("ann@example.org", ("Tea & cake",), "https://example.org/tea.jpg")
    assert "https://example.org/friend" in item.html
    assert faults_in(item.html) == []


def test_whole_days_and_several_of_them(context: Any) -> None:
    item = _item(context, all_day=True, start_date="2026-12-04 00:00:00", end_date="2026-12-06 23:59:59")
    assert (item.all_day, item.starts, item.ends) == (True, datetime(2026, 12, 4), datetime(2026, 12, 6))


@pytest.mark.parametrize(("zone", "offset"), [("UTC-5", -5), ("America/New_York", -5), ("somewhere", -5)])
def test_other_zones(context: Any, zone: str, offset: int) -> None:
    item = _item(context, timezone=zone, start_date="2026-12-03 14:30:00", end_date="2026-12-03 16:00:00")
    assert item.starts.utcoffset() == timedelta(hours=offset)
    assert item.starts == datetime(2026, 12, 3, 19, 30, tzinfo=UTC)


def test_online_cancelled_and_postponed(context: Any) -> None:
    item = _item(context, virtual_url="https://meet.example.org/1", event_status="canceled", venue=[], organizer=[])
    assert (item.online_link, item.cancelled, item.place) == ("https://meet.example.org/1", True, "")
    assert _item(context, event_status="postponed").notes[0] == "The site says that it is postponed."


def test_pages_to_the_end_asking_for_the_window(site: LocalSite, new_context: Any) -> None:
    _serve(site, 120)
    fetched = read(site.address + EVENTS, new_context("2026-12-01", "2026-12-31"))
    assert len(fetched.items) == 120
    assert fetched.problems == ()
    asked = [parse_qs(urlsplit(path).query) for path, _headers in site.asked if path.startswith(EVENTS)]
    assert [query["page"][0] for query in asked] == ["1", "2", "3"]
    assert {(query["start_date"][0], query["end_date"][0], query["per_page"][0]) for query in asked} == {
        ("2026-12-01", "2026-12-30", "50")
    }


def test_more_events_than_anybody_reads(site: LocalSite, context: Any) -> None:
    _serve(site, 1200)
    fetched = read(site.address + EVENTS, context)
    assert len(fetched.items) == 1000
    assert fetched.problems[0].message == "The site holds more events; the first 1000 were read."


def test_a_page_that_fails_keeps_the_others(site: LocalSite, context: Any) -> None:
    _serve(site, 120)
    whole = site.routes[EVENTS]
    assert callable(whole)
    site.routes[EVENTS] = lambda handler: Answer(status=500) if "&page=2" in handler.path else whole(handler)
    fetched = read(site.address + EVENTS, context)
    assert len(fetched.items) == 50
    assert "fault of its own" in fetched.problems[0].message


def test_pictures_get_their_descriptions(site: LocalSite, context: Any) -> None:
    _serve(site, 2)
    site.routes[MEDIA] = Answer(json.dumps([{"id": 901, "alt_text": "A pot of tea"}]).encode(), "application/json")
    items = read(site.address + EVENTS, context).items
    assert {item.title[:9]: item.image_alt for item in items} == {"Evening 0": "", "Evening 1": "A pot of tea"}


def test_the_newer_interface(site: LocalSite, context: Any) -> None:
    event = _event(
        1,
        title={"rendered": "Newer"},
        start_date="2026-12-03T19:30:00",
        venues=[{"title": "Village Hall"}],
        venue=None,
        organizers=[{"title": "Ann Other"}],
        organizer=None,
    )
    site.routes["/wp-json/tec/v1/events"] = Answer(
        json.dumps([event]).encode(), "application/json", headers={"X-WP-TotalPages": "1"}
    )
    (item,) = read(f"{site.address}/wp-json/tec/v1/events", context).items
    assert (item.title, item.place, item.contact) == ("Newer", "Village Hall", "Ann Other")


def test_events_without_a_day_are_named(context: Any) -> None:
    content = json.dumps({"events": [_event(1, start_date="soon", utc_start_date=None), _event(2)]}).encode()
    fetched = EventsCalendar().read(Download("x.json", content=content), context)
    assert len(fetched.items) == 1
    assert fetched.problems[0].message == "The event “Evening 1 – tea” has no usable date and was left out."


def test_refusals_say_why(context: Any) -> None:
    with pytest.raises(FormatError, match=r"answers: “Only for members\.”"):
        EventsCalendar().read(Download("https://example.org/", content=b'{"message": "Only for members."}'), context)
    with pytest.raises(FormatError, match="holds no events"):
        EventsCalendar().read(Download("https://example.org/", content=b'{"a": 1}'), context)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(_event(1))), inner, max_size=8),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(sorted(_event(1))), JSON))
def test_whatever_stands_in_the_fields(fields: dict[str, Any]) -> None:
    clock = fixed_clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    context = FetchContext(clock=clock, downloader=Downloader(clock=clock))
    content = json.dumps({"events": [_event(1) | fields, fields]}).encode()
    try:
        fetched = EventsCalendar().read(Download("https://example.org/x", content=content), context)
    except ComposerError:
        return
    assert all(faults_in(item.html) == [] for item in fetched.items)


def _wordpress(site: LocalSite, page: str = "") -> None:
    link = {"Link": f'<{site.address}/wp-json/>; rel="https://api.w.org/"'}
    head = (
        f'<html><head><title>Fernhill</title>{page}</head><body><a href="/?post_type=tribe_events&ical=1">iCal</a></body></html>'
    )
    site.routes["/"] = Answer(head.encode(), headers=link)
    index = {"name": "Fernhill", "namespaces": ["wp/v2", "tribe/events/v1", "tec/v1"]}
    site.routes["/wp-json/"] = Answer(json.dumps(index).encode(), "application/json")
    post = [{"title": {"rendered": "x"}, "slug": "x", "link": f"{site.address}/x"}]
    site.routes["/wp-json/wp/v2/posts"] = Answer(json.dumps(post).encode(), "application/json")
    calendar = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:x\nDTSTART:20261203\nEND:VEVENT\nEND:VCALENDAR"
    for place in ("/events/?ical=1", "/?post_type=tribe_events&ical=1"):
        site.routes[place] = Answer(calendar, "text/calendar")
    _serve(site, 3)


def test_a_site_offers_posts_and_events_once_each(site: LocalSite, context: Any) -> None:
    _wordpress(site, '<link rel="alternate" type="application/rss+xml" href="/feed/">')
    offers = discover(site.address, context)
    assert [(offer.type, offer.location.removeprefix(site.address), offer.title) for offer in offers] == [
        ("wordpress", "/wp-json/wp/v2/posts", "Fernhill"),
        ("events_calendar", EVENTS, "Events of Fernhill"),
    ]
    assert len(read(offers[1].location, context, type=offers[1].type).items) == 3


def test_a_site_that_hides_its_posts_offers_feed_and_events(site: LocalSite, context: Any) -> None:
    _wordpress(site, '<link rel="alternate" type="application/rss+xml" href="/feed/">')
    site.routes["/wp-json/wp/v2/posts"] = Answer(status=401)
    rss = b"<rss version='2.0'><channel><title>News</title><item><title>One</title><link>http://example.org/1</link></item></channel></rss>"
    site.routes["/feed/"] = Answer(rss, "application/rss+xml")
    assert [offer.type for offer in discover(site.address, context)] == ["feed", "events_calendar"]


def test_a_closed_calendar_leaves_the_file(site: LocalSite, context: Any) -> None:
    _wordpress(site)
    site.routes[EVENTS] = Answer(status=401)
    assert [offer.type for offer in discover(site.address, context)] == ["wordpress", "calendar"]
