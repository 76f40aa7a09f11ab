"""What a person narrows the shelf to, in the terms of the day it is used: "the last four weeks", not two fixed moments.

Filters can be kept under a name and used again in any month.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from composer.library.shelf_query import AFTER_SENDING, CLOSING_SOON, ShelfQuery

Period = Literal["", "week", "month", "quarter", "year", "between"]
DAYS: Mapping[Period, int] = MappingProxyType({"week": 7, "month": 28, "quarter": 91, "year": 365})
"""How many days back a period reaches."""


class ShelfFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Every part narrows; what is empty or False does not count.

    Attributes:
        text: words, each the beginning of a word of the item.
        kinds, sources (ids), categories, authors: any of these.
        period: how far back, reckoned from the day of use; ``between``: from ``first`` to ``last``, both included, either open.
        not_sent: not yet in an issue sent to this newsletter's usual list.
        changed: says something else now than when it was sent.
        closing: closes within a fortnight.
        happening: takes place in the four weeks after the planned send date.
    """

    text: str = ""
    kinds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    period: Period = ""
    first: date | None = None
    last: date | None = None
    not_sent: bool = False
    changed: bool = False
    closing: bool = False
    happening: bool = False

    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return self == ShelfFilter()

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each thing that narrows, as (field, value), in a steady order; the words are not among them."""
        found = [(name, value) for name in ("kinds", "sources", "categories", "authors") for value in sorted(getattr(self, name))]
        if self.period:
            found.append(("period", self.period))
        found += [(name, "") for name in ("not_sent", "changed", "closing", "happening") if getattr(self, name)]
        return tuple(found)

    def without(self, name: str, value: str = "") -> ShelfFilter:
        """The same without one of its :meth:`parts`."""
        if name in ("kinds", "sources", "categories", "authors"):
            return msgspec.structs.replace(self, **{name: getattr(self, name) - {value}})
        if name == "period":
            return msgspec.structs.replace(self, period="", first=None, last=None)
        return msgspec.structs.replace(self, **{name: False})

    def with_(self, name: str, value: str) -> ShelfFilter:
        """The same with one more kind, source, category or author."""
        return msgspec.structs.replace(self, **{name: getattr(self, name) | {value}})

    def query(self, now: datetime, zone: ZoneInfo, *, list_name: str = "", planned: date | None = None) -> ShelfQuery:
        """What to ask the shelf today.

        Args:
            list_name: the newsletter's usual list; without one nothing counts as sent to it.
            planned: the day the issue is to go out; None: today.
        """
        today = now.astimezone(zone).date()
        since = until = None
        if self.period in DAYS:
            since = _start(today - timedelta(days=DAYS[self.period]), zone)
        elif self.period == "between":
            since = _start(self.first, zone) if self.first is not None else None
            until = _start(self.last + timedelta(days=1), zone) - timedelta(seconds=1) if self.last is not None else None
        goes_out = _start(planned, zone) if planned is not None else None
        from_then = max(now, goes_out) if goes_out is not None else now
        return ShelfQuery(
            text=self.text,
            kinds=self.kinds,
            sources=self.sources,
            categories=self.categories,
            authors=self.authors,
            since=since,
            until=until,
            planned=goes_out,
            not_sent_to=list_name if self.not_sent else "",
            changed_since_sent=self.changed,
            closing=(now, now + CLOSING_SOON) if self.closing else None,
            happening=(from_then, from_then + AFTER_SENDING) if self.happening else None,
        )


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
