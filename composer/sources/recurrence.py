"""Events to their occurrences within a window: single ones as they are, series through recurring_ical_events, bombs refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby
from typing import TYPE_CHECKING

from composer.sources.ical_text import Component
from composer.sources.ical_values import Moment, times_a_day
from composer.sources.rule_reach import strikes

if TYPE_CHECKING:
    from icalendar import Event as LibraryEvent

MOST_OCCURRENCES = 5_000
"""In one window of one calendar."""
MOST_STEPS = 400_000
"""How many candidates all rules together may make the expansion look at (about two seconds)."""


@dataclass(frozen=True)
class Event:
    """One VEVENT with its times understood.

    Attributes:
        place: which event of the file it is.
        key: its UID, or something made up that no other event has.
        ends: exclusive, as RFC 5545 has it; None where the file gives none that can be.
        instead_of: for a changed occurrence of a series, when it would have been.
        rule: a recurrence rule reduced to what makes sense.
    """

    source: Component
    place: int
    key: str
    starts: Moment
    ends: Moment | None = None
    sequence: int = 0
    instead_of: Moment | None = None
    rule: dict[str, list[str]] = field(default_factory=dict)
    more: tuple[Moment, ...] = ()
    less: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """One time an event takes place; ``nominal`` is the start by its rule, None for an event that does not recur."""

    event: Event
    starts: Moment
    ends: Moment | None
    nominal: Moment | None = None


@dataclass(frozen=True)
class Expanded:
    """Occurrences by start, and the events whose rules were not followed (too many occurrences, or beyond understanding)."""

    occurrences: tuple[Occurrence, ...]
    refused: tuple[Event, ...] = ()
    cut: bool = False


def expand(events: Sequence[Event], since: date, until: date, local: tzinfo) -> Expanded:
    """Everything that takes place in ``[since, until)``, whole days in ``local``; what only reaches into the window counts too.

    Of several events with one key and no part in a series, the highest SEQUENCE is valid (RFC 5546, 2.1.4).
    """
    window = (datetime.combine(since, time(), local), datetime.combine(until, time(), local))
    found: list[Occurrence] = []
    refused: list[Event] = []
    left = MOST_STEPS
    for _key, group in groupby(sorted(events, key=lambda event: (event.key, event.place)), key=lambda event: event.key):
        series = _valid(list(group))
        recurring = [event for event in series if event.rule or event.more]
        if not recurring:
            found += [Occurrence(event, event.starts, event.ends, event.instead_of) for event in series]
            continue
        steps = sum(_steps(event, window[1]) for event in recurring)
        if steps > left:
            refused += recurring
            found += [Occurrence(replace(event, rule={}, more=()), event.starts, event.ends) for event in recurring]
            continue
        left -= steps
        try:
            found += _expanded([_without_idle_rule(event, window[1]) for event in series], window)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, ArithmeticError):
            refused += recurring
            found += [Occurrence(event, event.starts, event.ends) for event in recurring]
    inside = [occurrence for occurrence in found if _touches(occurrence, window, local)]
    inside.sort(key=lambda occurrence: (in_zone(occurrence.starts, local), occurrence.event.place))
    return Expanded(tuple(inside[:MOST_OCCURRENCES]), tuple(refused), len(inside) > MOST_OCCURRENCES)


def in_zone(moment: Moment, local: tzinfo) -> datetime:
    """A moment to compare with: days begin at midnight, floating times are local ones."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), local)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=local)


def _valid(events: list[Event]) -> list[Event]:
    """The events of one key that count: the newest of those that say the same, side by side where their numbers do not decide."""
    valid: list[Event] = []
    masters = [event for event in events if event.instead_of is None]
    if masters:
        newest = max(event.sequence for event in masters)
        distinct = {(event.starts, event.ends): event for event in masters if event.sequence == newest}
        valid += distinct.values()
        if len(valid) > 1:  # one key for several events: no RFC allows it, calendars do it
            valid = [replace(event, key=f"{event.key}\n{event.starts}") for event in valid]
    changed: dict[Moment, Event] = {}
    for event in events:
        if event.instead_of is not None and (
            event.instead_of not in changed or event.sequence >= changed[event.instead_of].sequence
        ):
            changed[event.instead_of] = event
    return [*valid, *changed.values()]


def _without_idle_rule(event: Event, stop: datetime) -> Event:
    """The event without a rule that strikes at no time up to the window's end."""
    if not event.rule:
        return event
    first = event.starts.date() if isinstance(event.starts, datetime) else event.starts
    return event if strikes(event.rule, first, stop.date()) else replace(event, rule={})


def _touches(occurrence: Occurrence, window: tuple[datetime, datetime], local: tzinfo) -> bool:
    starts = in_zone(occurrence.starts, local)
    if starts >= window[1]:
        return False
    if occurrence.ends is None:
        ends = starts + timedelta(days=0 if isinstance(occurrence.starts, datetime) else 1)
    else:
        ends = in_zone(occurrence.ends, local)
    return starts >= window[0] or ends > window[0]


def _steps(event: Event, stop: datetime) -> int:
    """How many candidates the expansion may have to look at, from the first day to the window's end."""
    if not event.rule:
        return len(event.more)
    first = in_zone(event.starts, UTC)
    days = max((stop - first).days, 0) + 366
    steps = days * times_a_day(event.rule) + len(event.more)
    if "COUNT" in event.rule and event.rule["FREQ"][0] not in ("SECONDLY", "MINUTELY"):
        steps = min(steps, int(event.rule["COUNT"][0]) * 400)
    return steps


def _expanded(series: list[Event], window: tuple[datetime, datetime]) -> Iterator[Occurrence]:
    """The occurrences of one series, one run of the library for each event that recurs in it."""
    import recurring_ical_events
    from icalendar import Calendar

    for place, master in enumerate(event for event in series if event.instead_of is None):
        calendar = Calendar()
        calendar.add_component(_for_library(master, str(place), window[1]))
        changed = [event for event in series if event.instead_of is not None and place == 0]
        for number, event in enumerate(changed):
            calendar.add_component(_for_library(event, f"changed {number}", window[1]))
        found = recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(
            window[0] - timedelta(days=1), window[1] + timedelta(days=1)
        )
        for each in found:
            mark = str(each["X-PLACE"])
            event = changed[int(mark.split()[1])] if mark.startswith("changed") else master
            starts = each["DTSTART"].dt
            ends = each["DTEND"].dt if master.ends is not None and "DTEND" in each else None
            if mark.startswith("changed"):
                ends = event.ends
            nominal = event.instead_of if event.instead_of is not None else starts
            yield Occurrence(event, starts, ends, nominal)


def _for_library(event: Event, mark: str, stop: datetime) -> LibraryEvent:
    """The event as icalendar knows one: times and rules only, since words are ours to read."""
    from icalendar import Event as NewEvent
    from icalendar import vRecur

    made = NewEvent()
    made.add("uid", "series")
    made.add("x-place", mark)
    made.add("sequence", min(max(event.sequence, 0), 1_000_000))
    made.add("dtstart", event.starts)
    if event.ends is not None:
        made.add("dtend", event.ends)
    if event.instead_of is not None:
        made.add("recurrence-id", _like(event.instead_of, event.starts))
        return made
    if event.rule:
        rule = dict(event.rule)
        if "COUNT" not in rule and "UNTIL" not in rule:
            rule["UNTIL"] = [_stop(event.starts, stop)]
        made.add("rrule", vRecur.from_ical(";".join(f"{name}={','.join(values)}" for name, values in rule.items())))
    if event.more:
        made.add("rdate", [_like(moment, event.starts) for moment in event.more])
    if event.less:
        made.add("exdate", [_like(moment, event.starts) for moment in event.less])
    return made


def _stop(starts: Moment, stop: datetime) -> str:
    """An end for a rule that has none: shortly after the window."""
    last = stop + timedelta(days=2)
    if not isinstance(starts, datetime):
        return f"{last:%Y%m%d}"
    return f"{last.astimezone(UTC):%Y%m%dT%H%M%SZ}" if starts.tzinfo is not None else f"{last:%Y%m%dT%H%M%S}"


def _like(moment: Moment, starts: Moment) -> Moment:
    """A date in the form of its series' start: a bare day means the series' time on that day."""
    if not isinstance(starts, datetime):
        return moment.date() if isinstance(moment, datetime) else moment
    if not isinstance(moment, datetime):
        return datetime.combine(moment, starts.time(), starts.tzinfo)
    if starts.tzinfo is None:
        return moment.replace(tzinfo=None)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=starts.tzinfo)
