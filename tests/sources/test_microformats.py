"""Events and posts marked with classes become what JSON-LD would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.sources.microformats import microformats

EVENT = """
<div class="h-event card"><h2 class="p-name">Evening of song</h2><a class="u-url" href="/song">more</a>
<time class="dt-start" datetime="2026-12-03 19:30">Thursday</time>–<time class="dt-end" datetime="2026-12-03 21:00">nine</time>
<div class="p-location h-card"><b class="p-name">Village Hall</b>, <span class="p-locality">Fernhill</span></div>
<p class="p-summary">Songs and <b>tea</b>.</p><img class="u-photo" src="/a.jpg"></div>
"""
OLD = """
<div class="vevent"><a class="url summary" href="/fair">Winter fair</a>
<span class="dtstart"><span class="value">2026-12-05</span>, from <span class="value">10:00am</span></span>
<abbr class="dtend" title="2026-12-05T16:00">four</abbr> at <span class="location">The green</span>
<div class="description"><p>Stalls.</p></div></div>
"""
ENTRY = """
<article class="h-entry"><h1 class="p-name">We moved</h1><a class="u-url" href="/moved"><time class="dt-published"
datetime="2026-11-01T09:00:00+00:00">1 November</time></a><a class="p-author h-card" href="/ann">Ann Lee</a>
<a class="p-category" href="/t/news">News</a><a class="p-category" href="/t/us">Us</a>
<div class="e-content"><p>We moved house.</p></div>
</article>
"""


def test_an_event() -> None:
    assert microformats(EVENT) == [
        {
            "@type": "Event",
            "name": "Evening of song",
            "url": "/song",
            "startDate": "2026-12-03 19:30",
            "endDate": "2026-12-03 21:00",
            "location": "Village Hall, Fernhill",
            "description": "Songs and <b>tea</b>.",
            "image": "/a.jpg",
        }
    ]


def test_an_event_in_the_older_names() -> None:
    assert microformats(OLD) == [
        {
            "@type": "Event",
            "name": "Winter fair",
            "url": "/fair",
            "startDate": "2026-12-05T10:00",
            "endDate": "2026-12-05T16:00",
            "location": "The green",
            "description": "<p>Stalls.</p>",
        }
    ]


def test_a_post() -> None:
    assert microformats(ENTRY) == [
        {
            "@type": "BlogPosting",
            "headline": "We moved",
            "url": "/moved",
            "datePublished": "2026-11-01T09:00:00+00:00",
            "author": "Ann Lee",
            "articleSection": ["News", "Us"],
            "articleBody": "<p>We moved house.</p>",
        }
    ]


def test_dates_in_pieces() -> None:
    def start(inside: str) -> str:
        page = f'<p class="h-event"><b class="p-name">x</b><span class="dt-start">{inside}</span></p>'
        return str(microformats(page)[0].get("startDate", ""))

    assert start('<b class="value">2026-12-03</b> <b class="value">7:30pm</b>') == "2026-12-03T19:30"
    assert start('<b class="value">19:30</b> on <b class="value">2026-12-03</b>') == "2026-12-03T19:30"
    assert start('<b class="value-title" title="2026-12-03T19:30Z"> </b>Thursday') == "2026-12-03T19:30Z"
    assert start('<b class="value">2026-12-03</b> <b class="value">late</b>') == "2026-12-03"
    assert start("3 December 2026, 7pm") == "3 December 2026, 7pm"


def test_what_belongs_to_another_stays_with_it() -> None:
    (feed_event, inner) = microformats(
        '<div class="h-event"><b class="p-name">Week</b><div class="p-x h-event"><b class="p-name">Day</b>'
        '<time class="dt-start" datetime="2026-12-03"></time></div></div>'
    )
    assert feed_event == {"@type": "Event", "name": "Week"}
    assert inner["startDate"] == "2026-12-03"


def test_other_pages_have_none() -> None:
    assert microformats("<p class='event hentry'>x</p>") == []
    assert microformats("an h-event is a class") == []


@given(st.lists(st.sampled_from((EVENT + OLD + ENTRY).split("<")), max_size=40))
def test_no_page_fails(pieces: list[str]) -> None:
    for thing in microformats('<p class="h-event">' + "<".join(pieces)):
        assert thing["@type"] in ("Event", "BlogPosting")
