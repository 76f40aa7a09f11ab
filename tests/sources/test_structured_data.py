"""Pages that describe themselves, over HTTP and as files."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from harmless import faults_in
from hypothesis import given
from hypothesis import strategies as st
from local_site import Answer, LocalSite

from composer.clock import fixed_clock
from composer.sources.discovery import discover
from composer.sources.download import Download, Downloader
from composer.sources.reader import choose, read
from composer.sources.source import FetchContext
from composer.sources.structured_data import StructuredData

PROSE = "<p>" + "Come along, all of you, and bring a friend who has not been before. There is cake. " * 4 + "</p>"
EVENT: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "MusicEvent",
    "name": "Evening of song",
    "startDate": "2026-12-03T19:30:00+00:00",
    "endDate": "2026-12-03T21:00:00+00:00",
    "url": "https://example.org/song",
    "description": "Songs.\n\nAnd <b>tea</b>.<script>x</script>",
    "location": {
        "@type": "Place",
        "name": "Village Hall",
        "address": {"streetAddress": "1 High Street", "addressLocality": "Fernhill", "postalCode": "FH1 1AA"},
    },
    "offers": {"@type": "Offer", "price": "5.00", "priceCurrency": "GBP", "url": "https://tickets.example.org/song"},
    "image": [{"@type": "ImageObject", "url": "/song.jpg", "caption": "A choir"}],
    "organizer": {"@type": "Organization", "name": "Fernhill Singers"},
}


def _page(*things: Any, body: str = "", title: str = "Fernhill") -> bytes:
    texts = [json.dumps(thing).replace("</", "<\\/") for thing in things]
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return f"<!doctype html><html><head><title>{title}</title>{scripts}</head><body>{body}</body></html>".encode()


def _read(context: Any, *things: Any, body: str = "") -> Any:
    return StructuredData().read(Download("https://example.org/page", content=_page(*things, body=body)), context)


def test_an_event_with_everything(site: LocalSite, context: Any) -> None:
    site.routes["/song"] = Answer(_page(EVENT, body=f"<main><h1>Evening of song</h1>{PROSE}</main>"))
    (item,) = read(f"{site.address}/song", context).items
    assert (item.kind, item.title, item.link) == ("event", "Evening of song", "https://example.org/song")
    assert (item.starts, item.ends) == (datetime(2026, 12, 3, 19, 30, tzinfo=UTC), datetime(2026, 12, 3, 21, tzinfo=UTC))
    assert item.place == "Village Hall, 1 High Street, Fernhill, FH1 1AA"
    assert (item.value, item.booking_link, item.contact) == ("£5", "https://tickets.example.org/song", "Fernhill Singers")
    assert (item.image, item.image_alt) == ("https://example.org/song.jpg", "A choir")
    assert item.kind_reason == "The page itself describes it as an event."
    assert faults_in(item.html) == []


@pytest.mark.parametrize(
    ("starts", "ends", "last"),
    [
        ("2026-12-03", "2026-12-05", 5),
        ("2026-12-03", None, 3),
        ("2026-12-3", "", 3),
        ("2026-12-03T00:00:00+00:00", "2026-12-04T23:59:59+00:00", 4),
    ],
)
def test_whole_days(context: Any, starts: str, ends: str | None, last: int) -> None:
    (item,) = _read(context, EVENT | {"startDate": starts, "endDate": ends}).items
    assert (item.all_day, item.starts, item.ends) == (True, datetime(2026, 12, 3), datetime(2026, 12, last))


def test_times_without_an_offset_stay_as_the_page_gives_them(context: Any) -> None:
    (item,) = _read(context, EVENT | {"startDate": "2026-12-03T19:30", "endDate": "2026-12-03T21:00"}).items
    assert (item.starts, item.zone) == (datetime(2026, 12, 3, 19, 30), "")
    assert item.ends - item.starts == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("offers", "cost"),
    [
        ({"price": 0}, "free"),
        ({"lowPrice": 5, "highPrice": 10, "priceCurrency": "EUR"}, "from €5"),
        ({"price": "12,50", "priceCurrency": "CHF"}, "12.50 CHF"),
        ({"price": "ask"}, ""),
        (None, ""),
    ],
)
def test_prices(context: Any, offers: Any, cost: str) -> None:
    assert _read(context, EVENT | {"offers": offers}).items[0].value == cost


def test_cancelled_postponed_and_online(context: Any) -> None:
    place = [{"@type": "VirtualLocation", "url": "https://meet.example.org/1"}]
    (item,) = _read(context, EVENT | {"eventStatus": "https://schema.org/EventCancelled", "location": place}).items
    assert (item.cancelled, item.online_link, item.place) == (True, "https://meet.example.org/1", "")
    assert "postponed" in _read(context, EVENT | {"eventStatus": "EventPostponed"}).items[0].notes[0]


def test_moved_to_another_day_or_online(context: Any) -> None:
    moved = EVENT | {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": "2026-11-30T19:30:00+00:00"}
    assert _read(context, moved).items[0].notes[0] == "The page says that it was moved from 2026-11-30."
    place = [EVENT["location"], {"@type": "VirtualLocation", "url": "https://meet.example.org/1"}]
    (item,) = _read(context, EVENT | {"eventStatus": ["EventScheduled", "EventMovedOnline"], "location": place}).items
    assert item.notes[0] == "The page says that it was moved online."
    assert (item.online_link, item.place[:12], item.cancelled) == ("https://meet.example.org/1", "Village Hall", False)


def test_moments_that_a_machine_wrote_are_shown_as_clocks_at_home_do(context: Any) -> None:
    (item,) = _read(context, EVENT | {"startDate": "2027-06-03T18:30:00Z", "endDate": ""}).items
    assert (item.starts, item.zone) == (datetime(2027, 6, 3, 18, 30, tzinfo=UTC), "Europe/London")


def test_where_places_are_booked(context: Any) -> None:
    nested = {
        "@type": "AggregateOffer",
        "offers": [{"url": "https://example.org/song"}, {"url": "https://tickets.example.org/2"}],
    }
    assert _read(context, EVENT | {"offers": nested}).items[0].booking_link == "https://tickets.example.org/2"
    told = EVENT | {"offers": None, "description": "Book at https://www.eventbrite.co.uk/e/song-1 or by post."}
    assert _read(context, told).items[0].booking_link == "https://www.eventbrite.co.uk/e/song-1"


@pytest.mark.parametrize(
    "page",
    [
        """<div vocab="http://schema.org/" typeof="Event"><h2 property="name">Winter fair</h2><a property="url" href="/fair">x</a>
        <meta property="startDate" content="2026-12-05T10:00"><meta property="endDate" content="2026-12-05T16:00">
        <span property="location" typeof="Place"><b property="name">The green</b></span></div>""",
        """<div class="h-event"><h2 class="p-name">Winter fair</h2><a class="u-url" href="/fair">x</a><time class="dt-start"
        datetime="2026-12-05T10:00">x</time><time class="dt-end" datetime="2026-12-05T16:00">x</time>
        <b class="p-location">The green</b></div>""",
        """<div class="vevent"><a class="summary url" href="/fair">Winter fair</a><abbr class="dtstart" title="2026-12-05T10:00">1
        </abbr><abbr class="dtend" title="2026-12-05T16:00">4</abbr><i class="location">The green</i></div>""",
    ],
)
def test_events_in_other_markup(context: Any, page: str) -> None:
    (item,) = _read(context, body=page).items
    assert (item.kind, item.title, item.link, item.place) == ("event", "Winter fair", "https://example.org/fair", "The green")
    assert (item.starts, item.ends) == (datetime(2026, 12, 5, 10), datetime(2026, 12, 5, 16))


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ({"endDate": "2026-12-04"}, datetime(2026, 12, 4, 23, 59, tzinfo=UTC)),
        ({"endDate": "2026-12-03"}, None),
        ({"endDate": None, "duration": "PT1H30M"}, datetime(2026, 12, 3, 21, tzinfo=UTC)),
        ({"endDate": None, "duration": "P1D"}, datetime(2026, 12, 4, 19, 30, tzinfo=UTC)),
        ({"endDate": None, "duration": "P0D"}, None),
        ({"endDate": "2026-12-03T18:00:00+00:00"}, None),
    ],
)
def test_an_end_in_other_words(context: Any, told: dict[str, Any], ends: datetime | None) -> None:
    (item,) = _read(context, EVENT | told).items
    assert (item.starts, item.ends, item.all_day) == (datetime(2026, 12, 3, 19, 30, tzinfo=UTC), ends, False)


def test_events_in_microdata(site: LocalSite, context: Any) -> None:
    body = """<main><h1>What is on</h1><div itemscope itemtype="https://schema.org/Event"><h2 itemprop="name">Evening of song</h2>
    <time itemprop="startDate" datetime="2026-12-03T19:30:00+00:00">Thursday</time>
    <p itemprop="location">Village Hall</p></div></main>"""
    site.routes["/song"] = Answer(_page(body=body))
    (item,) = read(f"{site.address}/song", context).items
    assert (item.kind, item.title, item.place) == ("event", "Evening of song", "Village Hall")


def test_lists_of_events_and_dates_of_a_series(context: Any) -> None:
    series = {
        "@type": "EventSeries",
        "name": "Songs",
        "subEvent": [EVENT | {"startDate": f"2026-12-{day}"} for day in ("03", "10")],
    }
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": EVENT | {"name": "Other"}}]}
    fetched = _read(context, series, listed)
    assert [item.title for item in fetched.items] == ["Evening of song", "Evening of song", "Other"]
    assert len({item.id for item in fetched.items}) == 3
    assert fetched.problems == ()


def test_events_without_a_day_or_long_past_are_said(context: Any) -> None:
    fetched = _read(context, EVENT | {"startDate": "soon"}, body=PROSE)
    assert [problem.message for problem in fetched.problems] == [
        "The event “Evening of song” has no usable date and was left out."
    ]
    past = _read(context, EVENT | {"startDate": "2019-12-03", "endDate": None})
    assert past.items == ()
    assert past.problems[0].message == "The page names 1 event, but none from 2026-10-23 on."


def test_a_post_keeps_the_words_of_its_page(context: Any) -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "The boats are back",
        "author": [{"@type": "Person", "name": "Ann Other"}],
        "datePublished": "2026-11-20T10:00:00+00:00",
        "articleSection": "Harbour",
        "articleBody": "The boats are back.",
    }
    body = f"<main><h1>The boats are back</h1>{PROSE}<p>More <a href='/here'>here</a>.</p></main>"
    (item,) = _read(context, {"@graph": [article]}, body=body).items
    assert (item.title, item.author, item.categories) == ("The boats are back", "Ann Other", ("Harbour",))
    assert item.published == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert "https://example.org/here" in item.html


def test_posts_that_only_the_data_names(context: Any) -> None:
    articles = [
        {"@type": "BlogPosting", "headline": f"Post {n}", "url": f"/post-{n}", "articleBody": f"Words of post {n}."}
        for n in (1, 2)
    ]
    items = _read(context, {"@type": "Blog", "blogPost": articles}).items
    assert [(item.title, item.link, item.text) for item in items] == [
        ("Post 1", "https://example.org/post-1", "Words of post 1."),
        ("Post 2", "https://example.org/post-2", "Words of post 2."),
    ]


def test_an_event_beside_several_posts_of_a_page(context: Any) -> None:
    body = "".join(f'<article><h2><a href="/n/{n}">News number {n}</a></h2>{PROSE}</article>' for n in (1, 2))
    assert [item.title for item in _read(context, EVENT, body=body).items] == [
        "Evening of song",
        "News number 1",
        "News number 2",
    ]


def test_pages_with_other_data_stay_web_pages(context: Any) -> None:
    page = Download("https://example.org/", content=_page({"@type": "Organization", "name": "Fernhill"}, body=PROSE))
    assert choose(page).type == "web_page"
    assert "no events" in _read(context, {"@type": "Organization"}).problems[0].message


def test_real_pages_with_broken_data_have_no_events_and_say_so(shared_samples: Path, context: Any) -> None:
    for path in sorted((shared_samples / "events").glob("jsonld-broken-*.html")):
        for type_ in ("", "structured_data"):
            fetched = read(str(path), context, type=type_)
            assert [item for item in fetched.items if item.kind == "event"] == []
            assert fetched.problems, path.name


def test_a_page_of_events_is_offered_where_there_is_no_calendar(site: LocalSite, context: Any) -> None:
    site.routes["/"] = Answer(_page(EVENT, body=PROSE))
    assert [(offer.type, offer.location) for offer in discover(site.address, context)] == [("structured_data", site.address)]


def test_data_on_the_front_page_hides_no_feed(site: LocalSite, context: Any) -> None:
    site.routes["/"] = Answer(_page(EVENT, {"@type": "NewsArticle", "headline": "x"}, body=PROSE))
    rss = b"<rss version='2.0'><channel><title>News</title><item><title>One</title><link>http://example.org/1</link></item></channel></rss>"
    site.routes["/feed/"] = Answer(rss, "application/rss+xml")
    assert [offer.type for offer in discover(site.address, context)] == ["feed", "structured_data"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["2026-12-03", "https://example.org/x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@type", "name", "url", "address", "price"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from([*EVENT, "articleBody", "headline", "author"]), VALUES), st.sampled_from(["Event", "Article"])
)
def test_whatever_stands_in_the_data(fields: dict[str, Any], type_: str) -> None:
    clock = fixed_clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    context = FetchContext(clock=clock, downloader=Downloader(clock=clock))
    fetched = _read(context, EVENT | fields | {"@type": type_})
    assert all(faults_in(item.html) == [] for item in fetched.items)
