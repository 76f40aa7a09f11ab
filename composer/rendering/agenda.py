"""Dates as an agenda shows them: events by day or by week, and what closes soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

import msgspec

from composer.blocks.dates_in_words import day_in_words, month_name
from composer.blocks.events import EventEntry, Events
from composer.blocks.tender import Tender
from composer.document.issue import Issue
from composer.i18n import _
from composer.rendering.wording import Plate, plate_of


class Group(msgspec.Struct, frozen=True):
    """Events that stand together: the words above them (empty where there are none), and each with its calendar leaf."""

    words: str
    events: tuple[tuple[EventEntry, Plate | None], ...]


class Closing(msgspec.Struct, frozen=True):
    """Something with a closing date: where it stands (a block's id), its title, and when it closes, in words."""

    block_id: str
    title: str
    closes: str


def grouped(block: Events, how: str = "") -> tuple[Group, ...]:
    """The events of a block in the order of their dates, by ``day``, by ``week`` or (anything else) in one group.

    What has no date comes last, without words above it.
    """
    dated = sorted((event for event in block.entries if event.starts is not None), key=_starts)
    rest = [event for event in block.entries if event.starts is None]
    words = {"day": _day, "week": _week}.get(how)
    if words is None:
        return (_group("", (*dated, *rest)),) if block.entries else ()
    named = [(words(_starts(event)), event) for event in dated]
    found = [_group(key, [event for _key, event in run]) for key, run in groupby(named, key=itemgetter(0))]
    return (*found, _group("", rest)) if rest else tuple(found)


def closing(issue: Issue) -> tuple[Closing, ...]:
    """Everything in the issue that closes on a day, the first to close first."""
    tenders = [block for block in issue.blocks if isinstance(block, Tender) and block.closes is not None]
    tenders.sort(key=lambda tender: str(tender.closes))
    return tuple(Closing(tender.id, tender.title(), tender.closes_in_words()) for tender in tenders)


def _starts(event: EventEntry) -> datetime:
    assert event.starts is not None
    # Wall times of different zones cannot be compared; their days can.
    return event.starts.replace(tzinfo=None)


def _group(words: str, events: Sequence[EventEntry]) -> Group:
    return Group(words, tuple((event, plate_of(event)) for event in events))


def _day(moment: datetime) -> str:
    return day_in_words(moment)


def _week(moment: datetime) -> str:
    first = moment - timedelta(days=moment.weekday())
    last = first + timedelta(days=6)
    if first.month == last.month:
        return _("{first} to {last} {month}").format(first=first.day, last=last.day, month=month_name(last.month))
    return _("{first} {first_month} to {last} {month}").format(
        first=first.day, first_month=month_name(first.month), last=last.day, month=month_name(last.month)
    )
