"""The moments a kind asks for, taken from the dates found in an item's text: when it happens, when it closes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from composer.library.item import FoundDate, Item


def with_moments(item: Item, zone: ZoneInfo) -> Item:
    """The item with the moments its kind asks for, taken from its dates: start and end, or the closing moment.

    What is set stays.
    """
    if item.kind in ("event", "awareness") and item.starts is None:
        best = _when(item)
        return happening(item, best, zone) if best is not None else item
    if item.kind == "tender" and item.deadline is None:
        closing = next((found for found in item.dates if found.role == "closes" and found.starts is not None), None)
        return closing_on(item, closing, zone) if closing is not None else item
    return item


def happening(item: Item, found: FoundDate, zone: ZoneInfo) -> Item:
    """The item happening at a date of its text: timed where a time of day stands beside it (an awareness day never is), else on
    whole days. Unchanged where the year of the date is unknown."""
    if found.starts is None:
        return item
    last = found.ends or found.starts
    if found.time and item.kind != "awareness":
        starts = datetime.combine(found.starts, time.fromisoformat(found.time), zone)
        ends = None
        if found.until:
            ends = datetime.combine(last, time.fromisoformat(found.until), zone)
            ends = ends if ends > starts else ends + timedelta(days=1)
        elif last > found.starts:
            ends = datetime.combine(last, time(), zone)
        return replace(item, starts=starts, ends=ends, all_day=False, zone=str(zone))
    first = datetime.combine(found.starts, time())
    return replace(item, starts=first, ends=datetime.combine(last, time()), all_day=True)


def closing_on(item: Item, found: FoundDate, zone: ZoneInfo) -> Item:
    """The item closing at a date of its text; midnight where no time is given. Unchanged where the year is unknown."""
    if found.starts is None:
        return item
    day = found.ends or found.starts
    return replace(item, deadline=datetime.combine(day, time.fromisoformat(found.time or "00:00"), zone))


def _when(item: Item) -> FoundDate | None:
    """The date that says when the item is: one in the title counts most, then one with a time, then the first."""
    usable = [found for found in item.dates if found.starts is not None and found.day and found.role == "when"]
    in_title = [found for found in usable if found.words and found.words in item.title]
    timed = [found for found in usable if found.time] if item.kind == "event" else []
    return next(iter([*in_title, *timed, *usable]), None)
