"""What can be asked of the shelf, and what counts as new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, Connection, and_, false, func, not_, or_, select

from composer.database.search import matching
from composer.database.tables import item_categories, items, ledger
from composer.library.item import Item, Kind
from composer.library.ledger import last_sent

HOME_ZONE = ZoneInfo("Europe/London")
LOOK_AHEAD = timedelta(weeks=8)
"""Events further away than this are not offered as new yet."""
AFTER_SENDING = timedelta(weeks=4)
"""How long after an issue goes out its readers are told of what happens."""
CLOSING_SOON = timedelta(days=14)
"""A tender that closes within this is one to hurry for."""
DATED: tuple[Kind, ...] = ("event", "awareness")
"""Kinds that count by the day they happen, not by the day they were published."""


@dataclass(frozen=True)
class ShelfQuery:
    """What to look for; every condition narrows, empty ones do not count.

    Attributes:
        text: words, each the beginning of a word of the item.
        kinds, sources, categories, authors: any of these. A story two sources tell counts for both.
        new_for_list: name of a list: only what its people have not had. Posts published or first seen since the last issue to it
            (``since`` overrides), events from now to eight weeks ahead (``until`` overrides), tenders still open, and awareness
            days until four weeks after ``planned``.
        older_for_list: name of a list: only what is not new for it.
        planned: when the issue in hand is to go out; None: not known.
        since, until: for posts the moment of publication or of first being seen, for events the days they happen.
        happening: events and days that take place in ``[from, until)``.
        closing: tenders and other offers that close in ``[from, until)``.
        not_sent_to: name of a list whose people have not had it.
        changed_since_sent: only what says something else now than when it last went out.
        upcoming_only: only events and days that are not over.
        include_sent: False leaves out what went to any list.
    """

    text: str = ""
    kinds: frozenset[str] = field(default_factory=frozenset)
    sources: frozenset[str] = field(default_factory=frozenset)
    categories: frozenset[str] = field(default_factory=frozenset)
    authors: frozenset[str] = field(default_factory=frozenset)
    new_for_list: str = ""
    older_for_list: str = ""
    planned: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    happening: tuple[datetime, datetime] | None = None
    closing: tuple[datetime, datetime] | None = None
    not_sent_to: str = ""
    changed_since_sent: bool = False
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
    # By its length: asked for the text itself, SQLite would go through the index of that and sort everything.
    wanted: list[ColumnElement[bool]] = [items.c.hidden.is_(False), func.length(items.c.told_by) == 0]
    if query.text.strip():
        found = matching(connection, items.c.id, query.text)
        if found is None:
            return None
        wanted.append(found)
    if query.kinds:
        wanted.append(items.c.kind.in_(sorted(query.kinds)))
    wanted += _origin(query)
    if query.upcoming_only:
        wanted.append(items.c.ends >= now)
    if not query.include_sent:
        wanted.append(_not_in_ledger())
    if query.not_sent_to:
        wanted.append(_not_in_ledger(ledger.c.list == query.not_sent_to))
    if query.changed_since_sent:
        wanted.append(_changed_since_sent())
    if query.happening is not None:
        wanted += [items.c.starts < query.happening[1], items.c.ends >= query.happening[0]]
    if query.closing is not None:
        wanted += [items.c.deadline >= query.closing[0], items.c.deadline < query.closing[1]]
    if query.older_for_list:
        wanted.append(not_(is_new(connection, query, query.older_for_list, now)))
    if query.new_for_list:
        wanted += _new(connection, query, query.new_for_list, now)
        return wanted
    since, until = query.since, query.until
    if since is not None:
        wanted.append(or_(items.c.starts.is_(None), items.c.ends >= since))
        wanted.append(or_(items.c.starts.is_not(None), items.c.published >= since, items.c.first_seen >= since))
    if until is not None:
        wanted.append(or_(items.c.starts <= until, and_(items.c.starts.is_(None), items.c.sort_moment <= until)))
    return wanted


def is_new(connection: Connection, query: ShelfQuery, list_name: str, now: datetime) -> ColumnElement[bool]:
    """Whether a row is new for the people of a list (never null)."""
    return func.coalesce(and_(*_new(connection, query, list_name, now)), false())


def _new(connection: Connection, query: ShelfQuery, list_name: str, now: datetime) -> list[ColumnElement[bool]]:
    """What is new for the people of a list."""
    since = query.since or last_sent(connection, list_name)
    events = query.until or max(now, query.planned or now) + LOOK_AHEAD
    days = query.until or (max(now, query.planned) + AFTER_SENDING if query.planned is not None else events)
    wanted = [
        _not_in_ledger(ledger.c.list == list_name),
        or_(items.c.deadline.is_(None), items.c.deadline >= now),
        or_(
            items.c.starts.is_(None),
            and_(items.c.ends >= now, items.c.starts <= events, or_(items.c.kind != "awareness", items.c.starts <= days)),
        ),
    ]
    if since is not None:
        wanted.append(or_(items.c.starts.is_not(None), items.c.published >= since, items.c.first_seen >= since))
    if query.until is not None:
        wanted.append(or_(items.c.starts.is_not(None), items.c.sort_moment <= query.until))
    return wanted


def _origin(query: ShelfQuery) -> list[ColumnElement[bool]]:
    """Where it comes from, who wrote it, and what it is filed under; what another source says of the same story counts too."""
    wanted: list[ColumnElement[bool]] = []
    others = items.alias("others")
    if query.sources:
        names = sorted(query.sources)
        told = select(others.c.told_by).where(others.c.source.in_(names), others.c.told_by != "")
        wanted.append(or_(items.c.source.in_(names), items.c.id.in_(told)))
    if query.authors:
        names = sorted(query.authors)
        told = select(others.c.told_by).where(others.c.author.in_(names), others.c.told_by != "")
        wanted.append(or_(items.c.author.in_(names), items.c.id.in_(told)))
    if query.categories:
        filed = select(item_categories.c.item).where(item_categories.c.category.in_(sorted(query.categories)))
        told = select(others.c.told_by).where(others.c.id.in_(filed), others.c.told_by != "")
        wanted.append(or_(items.c.id.in_(filed), items.c.id.in_(told)))
    return wanted


def _not_in_ledger(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Neither the item went out nor another that tells the same story."""
    others = items.alias("others")
    told = select(others.c.told_by).join(ledger, ledger.c.item == others.c.id).where(others.c.told_by != "", *which)
    return and_(items.c.id.not_in(select(ledger.c.item).where(*which)), items.c.id.not_in(told))


def _changed_since_sent() -> ColumnElement[bool]:
    later = ledger.alias("later")
    last = select(func.max(later.c.at)).where(later.c.item == ledger.c.item).scalar_subquery()
    then = select(ledger.c.item).where(
        ledger.c.item == items.c.id, ledger.c.content_hash != items.c.content_hash, ledger.c.at == last
    )
    return and_(items.c.id.in_(select(ledger.c.item)), then.exists())


def groups(now: datetime) -> Iterator[tuple[tuple[ColumnElement[bool], ...], tuple[ColumnElement[Any], ...]]]:
    """Posts, what is to come, open tenders, what is over: the condition of each group and its order, each along an index."""
    tender = and_(items.c.kind == "tender", items.c.deadline.is_not(None))
    yield (items.c.starts.is_(None), not_(tender)), (items.c.sort_moment.desc(), items.c.id)
    yield (items.c.ends >= now,), (items.c.starts, items.c.id)
    yield (items.c.deadline >= now, items.c.kind == "tender", items.c.starts.is_(None)), (items.c.deadline, items.c.id)
    yield (items.c.ends < now,), (items.c.starts.desc(), items.c.id)
    yield (items.c.deadline < now, items.c.kind == "tender", items.c.starts.is_(None)), (items.c.deadline.desc(), items.c.id)


def _zone(name: str, otherwise: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):  # calendars invent names of zones
        return otherwise


def _placed(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _end_of_day(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(23, 59, 59), moment.tzinfo)
