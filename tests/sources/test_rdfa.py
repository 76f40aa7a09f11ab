"""Events in RDFa Lite become what JSON-LD would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.sources.rdfa import rdfa_events

PAGE = """
<main vocab="https://schema.org/"><article typeof="MusicEvent" resource="/song"><h2 property="name">Evening of <i>song</i></h2>
<span property="startDate" content="2026-12-03T19:30">Thursday</span>
<time property="endDate" datetime="2026-12-03T21:00">9</time>
<div property="location" typeof="Place"><span property="name">Village Hall</span>
<p property="address" typeof="PostalAddress"><i property="addressLocality">Fernhill</i></p></div>
<img property="image" src="/a.jpg" alt="">
<a property="offers" typeof="Offer" href="/tickets"><b property="price" content="5">five</b></a>
</article><p typeof="Person"><b property="name">Ann</b></p></main>
"""


def test_an_event_with_what_is_nested_in_it() -> None:
    (event,) = rdfa_events(PAGE)
    assert event == {
        "@type": "MusicEvent",
        "@id": "/song",
        "url": "/song",
        "name": "Evening of song",
        "startDate": "2026-12-03T19:30",
        "endDate": "2026-12-03T21:00",
        "location": {
            "@type": "Place",
            "name": "Village Hall",
            "address": {"@type": "PostalAddress", "addressLocality": "Fernhill"},
        },
        "image": "/a.jpg",
        "offers": {"@type": "Offer", "url": "/tickets", "price": "5"},
    }


def test_a_prefix_instead_of_a_vocabulary() -> None:
    page = (
        '<html prefix="schema: http://schema.org/"><body><div typeof="schema:Event sioc:Item" about="/e">'
        '<h1 property="schema:name">Fair'
        '</h1><span property="schema:startDate" content="2026-12-05T10:00"></span></div></body></html>'
    )
    (event,) = rdfa_events(page)
    assert (event["@type"], event["name"], event["url"]) == ("Event", "Fair", "/e")


def test_other_pages_have_none() -> None:
    assert rdfa_events("<p typeof='Event'>no vocabulary</p>") == []
    assert rdfa_events('<p vocab="https://schema.org/" typeof="Person">x</p>') == []
    assert rdfa_events("<p>schema.org typeof=Event</p>") == []


def test_depth_and_number_are_limited() -> None:
    start = '<div vocab="https://schema.org/">'
    assert len(rdfa_events(start + '<div property="x" typeof="Event">' * 150)) <= 150
    assert len(rdfa_events(start + '<p typeof="Event"><b property="name">x</b></p>' * 1_000)) == 300


@given(st.lists(st.sampled_from(PAGE.split("<")), max_size=30))
def test_no_page_fails(pieces: list[str]) -> None:
    for event in rdfa_events('<p vocab="https://schema.org/" typeof="Event">' + "<".join(pieces)):
        assert event["@type"]
