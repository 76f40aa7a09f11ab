"""What can be asked of the shelf, and what counts as new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from composer.database.search import matching
from composer.database.tables import items, ledger
from composer.library.item import Item, Kind
from composer.library.ledger import last_sent

HOME_ZONE = ZoneInfo("Europe/London")
LOOK_AHEAD = timedelta(weeks=8)
"""Events further away than this are not offered as new yet."""
DATED: tuple[Kind, ...] = ("event", "awareness")
"""Kinds that count by the day they happen, not by the day they were published."""


@dataclass(frozen=True)
class ShelfQuery:
    """What to look for; every condition narrows, empty ones do not count.

    Attributes:
        text: words, each the beginning of a word of the item.
        kinds, sources: any of these.
        new_for_list: name of a list: only what its people have not had. Posts published or first seen since the last issue to it
            (``since`` overrides), events and days from now to eight weeks ahead (``until`` overrides), tenders still open.
        since, until: for posts the moment of publication or of first being seen, for events the days they happen.
        upcoming_only: only events and days that are not over.
        include_sent: False leaves out what went to any list.
    """

    text: str = ""
    kinds: frozenset[str] = field(default_factory=frozenset)
    sources: frozenset[str] = field(default_factory=frozenset)
    new_for_list: str = ""
    since: datetime | None = None
    until: datetime | None = None
    upcoming_only: bool = False
    include_sent: bool = True
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True)
class Moments:
    """When an item counts, with offsets: start and end of an event or a day (None for a post), and the close of a tender."""

    starts: datetime | None
    ends: datetime | None
    deadline: datetime | None


def moments_of(item: Item, zone: ZoneInfo) -> Moments:
    """The moments an item counts by; ``zone`` is where times without one are meant.

    An all-day event is over at the end of its last day, and so is a timed one without an end; a tender of which only the day is
    known closes at the end of that day.
    """
    zone = _zone(item.zone, zone)
    starts = ends = None
    if item.kind in DATED and item.starts is not None:
        starts = _placed(item.starts, zone)
        last = _placed(item.ends, zone) if item.ends is not None else starts
        ends = _end_of_day(last) if item.all_day or item.ends is None else max(last, starts)
    deadline = None
    if item.deadline is not None:
        deadline = _placed(item.deadline, zone)
        if deadline.time() == time(0):
            deadline = _end_of_day(deadline)
    return Moments(starts, ends, deadline)


def conditions(connection: Connection, query: ShelfQuery, now: datetime) -> list[ColumnElement[bool]] | None:
    """What a row must be; None where nothing can suit (words were asked for, but none that can be looked for)."""
    wanted: list[ColumnElement[bool]] = [items.c.hidden.is_(False)]
    if query.text.strip():
        found = matching(connection, items.c.id, query.text)
        if found is None:
            return None
        wanted.append(found)
    if query.kinds:
        wanted.append(items.c.kind.in_(sorted(query.kinds)))
    if query.sources:
        wanted.append(items.c.source.in_(sorted(query.sources)))
    if query.upcoming_only:
        wanted.append(items.c.ends >= now)
    if not query.include_sent:
        wanted.append(items.c.id.not_in(select(ledger.c.item)))
    since, until = query.since, query.until
    if query.new_for_list:
        since = since or last_sent(connection, query.new_for_list)
        until_events = until or now + LOOK_AHEAD
        wanted.append(items.c.id.not_in(select(ledger.c.item).where(ledger.c.list == query.new_for_list)))
        wanted.append(or_(items.c.deadline.is_(None), items.c.deadline >= now))
        wanted.append(or_(items.c.starts.is_(None), and_(items.c.ends >= now, items.c.starts <= until_events)))
    elif since is not None:
        wanted.append(or_(items.c.starts.is_(None), items.c.ends >= since))
    if since is not None:
        wanted.append(or_(items.c.starts.is_not(None), items.c.published >= since, items.c.first_seen >= since))
    if until is not None:
        wanted.append(or_(items.c.starts <= until, and_(items.c.starts.is_(None), items.c.sort_moment <= until)))
    return wanted


def groups(now: datetime) -> Iterator[tuple[tuple[ColumnElement[bool], ...], tuple[ColumnElement[Any], ...]]]:
    """Posts, what is to come, what is over: the condition of each group and the order in it. Each order follows an index."""
    yield (items.c.starts.is_(None),), (items.c.sort_moment.desc(), items.c.id)
    yield (items.c.ends >= now,), (items.c.starts, items.c.id)
    yield (items.c.ends < now,), (items.c.starts.desc(), items.c.id)


def _zone(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):  # calendars invent names of zones
        return otherwise


def _placed(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _end_of_day(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(23, 59, 59), moment.tzinfo)
