"""A time zone that a calendar defines itself (VTIMEZONE, RFC 5545, 3.6.5)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import islice

from composer.sources.ical_text import Component
from composer.sources.ical_values import moment_of, rule_of
from composer.sources.rule_moments import Steps, TooManyStepsError, rule_moments

FIRST_YEAR, LAST_YEAR = 1960, 2100
"""Between these the changes of the clocks are followed."""
MOST_CHANGES = 1_000
MOST_STEPS = 20_000
"""How many days one rule of a zone may make anybody look at."""
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2}):?(\d{2})?")


@dataclass(frozen=True, order=True)
class _Change:
    """A change of the clocks: the moment in UTC without a zone, the offset before and after, and what the time is called then."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str


class CalendarZone(tzinfo):
    """The zone; what falls into a gap or an overlap of the clocks is read as PEP 495 has it."""

    def __init__(self, name: str, changes: Sequence[_Change]) -> None:
        self.name = name
        self._changes = sorted(changes)
        self._at = [change.at for change in self._changes]
        self._walls = (
            [change.at + max(change.before, change.after) for change in self._changes],
            [change.at + min(change.before, change.after) for change in self._changes],
        )

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return self._offset(self._place(dt))

    def dst(self, dt: datetime | None) -> timedelta:
        """Nothing: which of the offsets is summer's changes no moment."""
        return timedelta()

    def tzname(self, dt: datetime | None) -> str:
        place = self._place(dt)
        return (self._changes[place - 1].name if place else "") or timezone(self._offset(place)).tzname(None)

    def fromutc(self, dt: datetime) -> datetime:
        bare = dt.replace(tzinfo=None)
        place = bisect_right(self._at, bare)
        wall = bare + self._offset(place)
        change = self._changes[place - 1] if place else None
        again = change is not None and change.after < change.before and bare - change.at < change.before - change.after
        return wall.replace(tzinfo=self, fold=int(again))

    def _place(self, dt: datetime | None) -> int:
        if dt is None:
            return len(self._changes)
        return bisect_right(self._walls[dt.fold], dt.replace(tzinfo=None, fold=0))

    def _offset(self, place: int) -> timedelta:
        return self._changes[place - 1].after if place else self._changes[0].before


def zone_from(component: Component, steps: Steps | None = None) -> CalendarZone | None:
    """The zone a VTIMEZONE defines; None where the definition makes no sense, or takes more looking than ``steps`` has left."""
    steps = steps if steps is not None else Steps(6 * MOST_STEPS)
    changes: list[_Change] = []
    for part in component.inside:
        if part.name not in ("STANDARD", "DAYLIGHT"):
            continue
        start = moment_of(part.words("DTSTART"), None)
        before, after = _offset_of(part.words("TZOFFSETFROM")), _offset_of(part.words("TZOFFSETTO"))
        if not isinstance(start, datetime) or before is None or after is None:
            return None
        onsets = _onsets(part, start.replace(tzinfo=None), steps)
        if onsets is None:
            return None
        name = part.words("TZNAME")[:60]
        changes += [_Change(_less(onset, before), before, after, name) for onset in onsets]
        if len(changes) > MOST_CHANGES:
            return None
    return CalendarZone(component.words("TZID"), changes) if changes else None


def _onsets(part: Component, start: datetime, steps: Steps) -> list[datetime] | None:
    """When an observance begins, by the clock before; None where its rule is none, or changes the clocks within a day."""
    onsets = {start}
    for line in part.every("RDATE")[:500]:
        moments = [moment_of(written, None) for written in line.value.split(",")[:500]]
        onsets |= {moment.replace(tzinfo=None) for moment in moments if isinstance(moment, datetime)}
    for line in part.every("RRULE")[:3]:
        rule = rule_of(line.value, start, UTC)
        if rule is None or rule["FREQ"][0] in ("HOURLY", "MINUTELY", "SECONDLY"):
            return None
        until = moment_of(rule["UNTIL"][0], None) if "UNTIL" in rule else None
        last = until.replace(tzinfo=None) if isinstance(until, datetime) else None
        span = (start.replace(year=FIRST_YEAR, month=1, day=1), start.replace(year=LAST_YEAR, month=12, day=31))
        own = Steps(min(MOST_STEPS, steps.left))
        allowed = own.left
        try:
            onsets.update(islice(rule_moments(rule, start, last, span, own), MOST_CHANGES + 1))
        except TooManyStepsError:
            return None
        finally:
            steps.left -= allowed - own.left
    return sorted(onsets)


def _less(onset: datetime, offset: timedelta) -> datetime:
    try:
        return onset - offset
    except OverflowError:
        return onset


def _offset_of(written: str) -> timedelta | None:
    match = _OFFSET.fullmatch(written.strip())
    if match is None:
        return None
    span = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    if span >= timedelta(hours=24):
        return None
    return span if match[1] == "+" else -span
