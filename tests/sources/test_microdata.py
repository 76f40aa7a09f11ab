"""Events in microdata become what JSON-LD would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.sources.microdata import has_events, microdata_events

PAGE = """
<ul><li itemscope itemtype="https://schema.org/MusicEvent"><a itemprop="url" href="/song"><b itemprop="name">Evening of song</b>
</a><time itemprop="startDate" datetime="2026-12-03T19:30">Thursday</time><meta itemprop="endDate" content="2026-12-03T21:00">
<div itemprop="location" itemscope itemtype="https://schema.org/Place"><span itemprop="name">Village  Hall</span>
<span itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><i itemprop="addressLocality">Fernhill</i></span>
</div>
<img itemprop="image" src="/a.jpg"><img itemprop="image" src="/b.jpg">
<p itemprop="superEvent" itemscope itemtype="http://schema.org/Festival"><span itemprop="name">Week of song</span></p>
</li><li itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ann</span></li></ul>
"""


def test_an_event_with_what_is_nested_in_it() -> None:
    (event,) = microdata_events(PAGE)
    assert event == {
        "@type": "MusicEvent",
        "url": "/song",
        "name": "Evening of song",
        "startDate": "2026-12-03T19:30",
        "endDate": "2026-12-03T21:00",
        "location": {
            "@type": "Place",
            "name": "Village Hall",
            "address": {"@type": "PostalAddress", "addressLocality": "Fernhill"},
        },
        "image": ["/a.jpg", "/b.jpg"],
        "superEvent": {"@type": "Festival", "name": "Week of song"},
    }


def test_other_pages_have_none() -> None:
    assert not has_events("<p itemscope itemtype='https://schema.org/Person'>")
    assert microdata_events("<p>itemtype schema.org/Event</p>") == []


def test_events_inside_pages_and_lists_stand_for_themselves() -> None:
    page = f'<main itemscope itemtype="https://schema.org/WebPage"><div itemprop="mainEntity">{PAGE}</div></main>'
    assert [event["name"] for event in microdata_events(page)] == ["Evening of song"]


def test_depth_and_number_are_limited() -> None:
    nested = '<div itemprop="x" itemscope itemtype="https://schema.org/Event">' * 150
    assert len(microdata_events(nested)) <= 150
    many = '<p itemscope itemtype="https://schema.org/Event"><b itemprop="name">x</b></p>' * 1_000
    assert len(microdata_events(many)) == 300


@given(st.lists(st.sampled_from(PAGE.split("<")), max_size=30))
def test_no_page_fails(pieces: list[str]) -> None:
    for event in microdata_events('<p itemscope itemtype="https://schema.org/Event">' + "<".join(pieces)):
        assert event["@type"]
