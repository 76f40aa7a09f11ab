"""JSON-LD as sites really write it."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.linked_data import linked_data, types_of


def _page(*blocks: str) -> str:
    return "<html><head>" + "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "Event", "name": "Tea"}',
        '[{"@type": ["Thing", "Event"], "name": "Tea"}]',
        '{"@graph": [{"@type": "http://schema.org/Event", "name": "Tea"}]}',
        '{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "Event", "name": "Tea"}}]}',
        '{"@type": "Event", "name": "Tea", "description": "one\n\ttwo\x01"}',
        '{"@type": "Event", // what it is\n "name": "Tea", /* the end: */ "url": "http://example.org/a//b",\n}',
        '<!-- {"@type": "Event", "name": "Tea"} -->',
        '//<![CDATA[\n{"@type": "Event", "name": "Tea"}\n//]]>',
        '{"@type": "Event", "name": "Tea"};',
        "{&quot;@type&quot;: &quot;Event&quot;, &quot;name&quot;: &quot;Tea&quot;}",
    ],
)
def test_every_way_of_writing_it(block: str) -> None:
    data = linked_data(_page(block))
    events = [thing for thing in data.objects if "Event" in types_of(thing)]
    assert [data.words(thing, "name") for thing in events] == ["Tea"]
    assert data.unreadable == 0


def test_what_looks_like_a_comment_in_a_string_stays() -> None:
    (thing,) = linked_data(_page('{"@type": "Event", // here\n "url": "http://example.org/a//b /* c */,]"}')).objects
    assert thing["url"] == "http://example.org/a//b /* c */,]"


def test_a_broken_block_leaves_the_others() -> None:
    data = linked_data(_page("{nonsense", '{"@type": "Event"}'))
    assert (len(data.objects), data.unreadable) == (1, 1)


def test_references_are_followed() -> None:
    graph = {
        "@graph": [{"@type": "Event", "organizer": {"@id": "#us"}}, {"@type": "Organization", "@id": "#us", "name": "Fernhill"}]
    }
    data = linked_data(_page(json.dumps(graph)))
    assert data.words(data.objects[0], "organizer") == "Fernhill"


def test_other_scripts_are_left_alone() -> None:
    page = '<script>var a = {"@type": "Event"}</script><script type=application/ld+json>{"@type": "Event"}</script>'
    assert len(linked_data(page).objects) == 1


@pytest.mark.parametrize(
    "piece", ["/*", '\\"', "{", '[{"@graph":', "<script type='application/ld+json'>", ", ", '"', "//", "<!--"]
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    started = time.process_time()
    linked_data(_page("{" + piece * 100_000))
    assert time.process_time() - started < 2


def test_words_of_odd_values() -> None:
    data = linked_data(_page('{"@type": "Event", "name": {"@value": "Tea"}, "url": [null, "x"], "location": {"name": 3}}'))
    thing = data.objects[0]
    assert [data.words(thing, name) for name in ("name", "url", "location", "image")] == ["Tea", "x", "3", ""]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "item", "name", "itemListElement"]), inner, max_size=6)
    ),
)


@given(VALUES, st.text())
def test_whatever_stands_there(value: Any, words: str) -> None:
    data = linked_data(_page(json.dumps(value), words))
    for thing in data.objects:
        types_of(thing)
        assert isinstance(data.words(thing, "name", "@graph"), str)


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "http://schema.org/Event", "http://schema.org/name": "Fair"}',
        '[{"@type": ["https://schema.org/Event"], "https://schema.org/name": [{"@value": "Fair"}]}]',
        '{"@context": {"s": "https://schema.org/"}, "@type": "s:Event", "s:name": "Fair"}',
        '{"@context": {"schema": "http://schema.org"}, "@type": "schema:Event", "schema:name": "Fair"}',
    ],
)
def test_names_with_their_vocabulary_before_them(block: str) -> None:
    data = linked_data(f'<script type="application/ld+json">{block}</script>')
    (event,) = data.objects
    assert types_of(event) == {"Event"}
    assert data.words(event, "name") == "Fair"


def test_a_backslash_too_many_is_forgiven() -> None:
    data = linked_data('<script type="application/ld+json">{"@type": "Event", "name": "Fish \\& chips"}</script>')
    assert data.words(data.objects[0], "name") == "Fish & chips"
