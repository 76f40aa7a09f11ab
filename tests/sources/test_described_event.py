"""What schema.org says of an event, to what an item needs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from composer.sources.described_event import picture_of, raw_event
from composer.sources.event_making import RawEvent
from composer.sources.linked_data import LinkedData

STARTS = datetime(2026, 12, 3, 19, 30, tzinfo=UTC)


def _raw(context: Any, thing: dict[str, Any], data: LinkedData | None = None) -> RawEvent:
    thing = {"@type": "Event", "name": "Evening of song", "startDate": "2026-12-03T19:30:00Z", **thing}
    return raw_event(thing, data or LinkedData((thing,)), STARTS, "https://example.org/page", context)


@pytest.mark.parametrize(
    ("location", "place", "online"),
    [
        ("Village Hall", "Village Hall", ""),
        ({"@type": "Place", "name": "Village Hall", "address": "1 High Street"}, "Village Hall, 1 High Street", ""),
        ({"@type": "Place", "address": {"addressLocality": "Fernhill"}}, "Fernhill", ""),
        ([{"@type": "VirtualLocation", "url": "https://example.org/live"}, {"name": "Hall"}], "Hall", "https://example.org/live"),
        ({"@type": ["VirtualLocation"], "url": "https://example.org/live"}, "", "https://example.org/live"),
        ("https://example.org/room", "", "https://example.org/room"),
        ({"@type": "Place", "name": "Online", "url": "https://zoom.us/j/123"}, "Online", "https://zoom.us/j/123"),
        (None, "", ""),
        ([], "", ""),
        (7, "", ""),
    ],
)
def test_places(context: Any, location: Any, place: str, online: str) -> None:
    raw = _raw(context, {"location": location})
    assert (raw.place, raw.online_link) == (place, online)


def test_references_are_followed(context: Any) -> None:
    hall = {"@id": "#hall", "@type": "Place", "name": "Village Hall"}
    raw = _raw(context, {"location": {"@id": "#hall"}}, LinkedData((hall,), {"#hall": hall}))
    assert raw.place == "Village Hall"


@pytest.mark.parametrize(
    ("status", "cancelled", "notes"),
    [
        ("https://schema.org/EventCancelled", True, 0),
        ("EventCanceled", True, 0),
        ({"@id": "http://schema.org/EventCancelled"}, True, 0),
        (["https://schema.org/EventRescheduled", "https://schema.org/EventMovedOnline"], False, 2),
        ("https://schema.org/EventScheduled", False, 0),
        (None, False, 0),
    ],
)
def test_status(context: Any, status: Any, cancelled: bool, notes: int) -> None:
    raw = _raw(context, {"eventStatus": status})
    assert (raw.cancelled, len(raw.notes)) == (cancelled, notes)


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("/a.jpg", "/a.jpg"),
        (["/a.jpg", "/b.jpg"], "/a.jpg"),
        ({"@type": "ImageObject", "contentUrl": "/a.jpg"}, "/a.jpg"),
        ([{"@type": "ImageObject"}, {"url": "/b.jpg"}], "/b.jpg"),
        ({}, ""),
    ],
)
def test_pictures(image: Any, address: str) -> None:
    assert picture_of({"image": image}, LinkedData())[0] == address
