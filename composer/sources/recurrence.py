"""Events to their occurrences within a window: rules, dates added and taken away, changed occurrences; bombs are refused.

The rules of RFC 5545: a recurrence set is the start, the rules and RDATE together, less EXDATE and EXRULE (3.8.5); a component
with RECURRENCE-ID stands for one of them, or with RANGE=THISANDFUTURE for all from there on (3.8.4.4).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby

from composer.sources.ical_text import Component
from composer.sources.ical_values import Moment, moment_of
from composer.sources.rule_moments import Steps, TooManyStepsError, rule_moments

MOST_OCCURRENCES = 5_000
"""In one window of one calendar, and of one series."""
MOST_STEPS = 200_000
"""How many days and moments all rules together may make the expansion look at (about a second)."""
MOST_STEPS_OF_ONE = 50_000
_SLACK = timedelta(days=2)
_EARLIEST, _LATEST = datetime.combine(date.min, time.min), datetime.combine(date.max, time.min)

Rule = dict[str, list[str]]
Span = timedelta | None


@dataclass(frozen=True)
class Event:
    """One VEVENT with its times understood.

    Attributes:
        place: which event of the file it is.
        key: its UID, or something made up that no other event has.
        ends: exclusive, as RFC 5545 has it; None where the file gives none that can be.
        stamp: when it was last changed, as the file has it; of two with one SEQUENCE the later counts.
        instead_of: for a changed occurrence of a series, when it would have been; ``onwards``: it and all later ones.
        rules, less_rules: recurrence rules and exception rules, reduced to what makes sense.
        zone: the zone its calendar calls its own. cancelled: it does not take place.
        more: dates added, with the span of those that have one of their own; less: dates taken away.
    """

    source: Component
    place: int
    key: str
    starts: Moment
    ends: Moment | None = None
    sequence: int = 0
    stamp: str = ""
    instead_of: Moment | None = None
    onwards: bool = False
    rules: tuple[Rule, ...] = ()
    less_rules: tuple[Rule, ...] = ()
    more: tuple[tuple[Moment, Span], ...] = ()
    less: tuple[Moment, ...] = ()
    zone: tzinfo | None = None
    cancelled: bool = False

    @property
    def recurs(self) -> bool:
        """True for the beginning of a series."""
        return self.instead_of is None and bool(self.rules or self.more)


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
    steps = Steps(MOST_STEPS)
    for _key, group in groupby(sorted(events, key=lambda event: (event.key, event.place)), key=lambda event: event.key):
        series = _valid(list(group))
        if not any(event.recurs for event in series):
            found += [Occurrence(event, event.starts, event.ends, event.instead_of) for event in series]
            continue
        changed = [event for event in series if event.instead_of is not None]
        for number, master in enumerate(event for event in series if event.instead_of is None):
            try:
                found += _Series(master, changed if number == 0 else [], window, local).occurrences(steps)
            except TooManyStepsError:
                refused.append(master)
                found.append(Occurrence(master, master.starts, master.ends))
            except OverflowError:  # at the edges of time
                refused.append(master)
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
    if len(events) == 1:
        return events
    valid: list[Event] = []
    masters = [event for event in events if event.instead_of is None]
    if masters:
        newest = max(event.sequence for event in masters)
        in_turn = sorted((event for event in masters if event.sequence == newest), key=lambda event: event.stamp)
        distinct = {(event.starts, event.ends): event for event in in_turn}
        valid += distinct.values()
        if len(valid) > 1:  # one key for several events: no RFC allows it, calendars do it
            valid = [replace(event, key=f"{event.key}\n{event.starts}") for event in valid]
    changed: dict[Moment, Event] = {}
    for event in events:
        if event.instead_of is not None and (
            event.instead_of not in changed
            or (event.sequence, event.stamp) >= (changed[event.instead_of].sequence, changed[event.instead_of].stamp)
        ):
            changed[event.instead_of] = event
    return [*valid, *changed.values()]


def _touches(occurrence: Occurrence, window: tuple[datetime, datetime], local: tzinfo) -> bool:
    starts = in_zone(occurrence.starts, local)
    if starts >= window[1]:
        return False
    if starts >= window[0]:
        return True
    if occurrence.ends is None:
        return not isinstance(occurrence.starts, datetime) and starts + timedelta(days=1) > window[0]
    return in_zone(occurrence.ends, local) > window[0]


class _Series:
    """One recurring event with its changed occurrences."""

    def __init__(self, master: Event, changed: Sequence[Event], window: tuple[datetime, datetime], local: tzinfo) -> None:
        self._master = master
        self._starts = master.starts
        self._local = local
        self._onwards = sorted(
            ((self._mark(event.instead_of), event) for event in changed if event.onwards and event.instead_of),
            key=lambda pair: pair[0],
        )
        self._changed = {self._mark(event.instead_of): event for event in changed if event.instead_of}
        spans = [_length(event) for event in (master, *changed)] + [span or timedelta() for _moment, span in master.more]
        moves = [_moved(event) for _at, event in self._onwards]
        reach = max(spans, default=timedelta()) + max((abs(move) for move in moves), default=timedelta())
        self._span = (_earlier(_wall(window[0]), reach + _SLACK), _later(_wall(window[1]), reach + _SLACK))

    def occurrences(self, steps: Steps) -> Iterator[Occurrence]:
        """Those that may touch the window.

        Raises:
            TooManyStepsError: its rules ask for too much.
        """
        own = Steps(min(MOST_STEPS_OF_ONE, steps.left))
        allowed = own.left
        try:
            found = self._moments(own)
            taken = {_number(moment) for rule in self._master.less_rules for moment in self._strikes(rule, own)}
        finally:
            steps.left -= allowed - own.left
        taken.update(self._mark(moment) for moment in self._master.less)
        whole_days = {moment for moment in self._master.less if not isinstance(moment, datetime)}
        used: set[int] = set()
        for mark, (nominal, span) in sorted(found.items()):
            if mark in taken or (isinstance(nominal, datetime) and nominal.date() in whole_days):
                continue
            event = self._changed.get(mark)
            if event is None:
                yield self._regular(mark, nominal, span)
            else:
                used.add(event.place)
                yield Occurrence(event, event.starts, event.ends, nominal)
        for mark, event in self._changed.items():  # moved here from outside, or standing for nothing there is
            if event.place not in used and mark not in taken:
                nominal = _like(event.instead_of or event.starts, self._starts, self._local)
                yield Occurrence(event, event.starts, event.ends, nominal)

    def _mark(self, moment: Moment) -> int:
        return _number(_like(moment, self._starts, self._local))

    def _moments(self, steps: Steps) -> dict[int, tuple[Moment, Span]]:
        """The recurrence set around the window by mark, before anything is taken away."""
        found: dict[int, tuple[Moment, Span]] = {_number(self._starts): (self._starts, None)}
        for rule in self._master.rules:
            for moment in self._strikes(rule, steps):
                found.setdefault(_number(moment), (moment, None))
        for added, span in self._master.more:
            like = _like(added, self._starts, self._local)
            found[_number(like)] = (like, span)
        return found

    def _strikes(self, rule: Rule, steps: Steps) -> Iterator[Moment]:
        starts = self._starts
        until = moment_of(rule["UNTIL"][0], None) if "UNTIL" in rule else None
        zone = starts.tzinfo if isinstance(starts, datetime) else None
        if isinstance(until, datetime) and until.tzinfo is not None and zone is not None:
            until = until.astimezone(zone)
        last = _wall(until) if until is not None else None
        for number, moment in enumerate(rule_moments(rule, _wall(starts), last, self._span, steps)):
            steps.take(2)
            if number >= MOST_OCCURRENCES:
                raise TooManyStepsError
            yield existing(moment.replace(tzinfo=zone)) if isinstance(starts, datetime) else moment.date()

    def _regular(self, mark: int, nominal: Moment, span: Span) -> Occurrence:
        """An occurrence nobody changed by itself; the newest change from some day on counts."""
        place = bisect_right(self._onwards, mark, key=lambda pair: pair[0])
        event = self._onwards[place - 1][1] if place else self._master
        starts = nominal + _moved(event) if place else nominal
        if span is not None:
            return Occurrence(event, starts, starts + span, nominal)
        return Occurrence(event, starts, _end_of(event, starts), nominal)


def existing(moment: datetime) -> datetime:
    """The moment as a clock shows it: a time that a change of clocks leaves out has the offset before it (RFC 5545, 3.3.5)."""
    if moment.tzinfo is None or moment.tzinfo is UTC:
        return moment
    try:
        shown = moment.astimezone(UTC).astimezone(moment.tzinfo)
    except OverflowError:
        return moment
    return moment if shown.replace(tzinfo=None) == moment.replace(tzinfo=None) else shown


def _end_of(event: Event, starts: Moment) -> Moment | None:
    """The end of an occurrence of ``event`` that begins at ``starts``: as long as the event itself."""
    if event.ends is None:
        return None
    if not isinstance(event.ends, datetime) or not isinstance(event.starts, datetime) or not isinstance(starts, datetime):
        return starts + (_wall(event.ends) - _wall(event.starts))
    if event.ends.tzinfo is event.starts.tzinfo:
        return existing(starts + (event.ends - event.starts))  # by the clock on the wall: from seven to nine on every day
    return (starts.astimezone(UTC) + (event.ends - event.starts)).astimezone(event.ends.tzinfo)


def _length(event: Event) -> timedelta:
    return max(_wall(event.ends) - _wall(event.starts), timedelta()) if event.ends is not None else timedelta(days=1)


def _moved(event: Event) -> timedelta:
    """How far a changed occurrence lies from where it would have been, by the clock on the wall."""
    if event.instead_of is None:
        return timedelta()
    if not isinstance(event.starts, datetime) or not isinstance(event.instead_of, datetime):
        return timedelta(days=(_wall(event.starts).date() - _wall(event.instead_of).date()).days)
    return _wall(event.starts) - _wall(_like(event.instead_of, event.starts, UTC))


def _wall(moment: Moment) -> datetime:
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else datetime.combine(moment, time())


def _earlier(moment: datetime, span: timedelta) -> datetime:
    return moment - span if moment - _EARLIEST > span else _EARLIEST


def _later(moment: datetime, span: timedelta) -> datetime:
    return moment + span if _LATEST - moment > span else _LATEST


def _number(moment: Moment) -> int:
    """A number by which the moments of one series are ordered and compared: seconds, of true moments in UTC."""
    if not isinstance(moment, datetime):
        return moment.toordinal() * 86_400
    seconds = moment.toordinal() * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second
    offset = moment.utcoffset()
    return seconds if offset is None else seconds - int(offset.total_seconds())


def _like(moment: Moment, starts: Moment, local: tzinfo) -> Moment:
    """A date in the form of its series' start: a bare day means the series' time on that day."""
    if not isinstance(starts, datetime):
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo is UTC and moment.time() != time() and (at_home := moment.astimezone(local)).time() == time():
            return at_home.date()  # midnight here, written in UTC
        return moment.date()
    if not isinstance(moment, datetime):
        return existing(datetime.combine(moment, starts.time(), starts.tzinfo))
    if starts.tzinfo is None:
        return moment.astimezone(local).replace(tzinfo=None) if moment.tzinfo is not None else moment
    return existing(moment.astimezone(starts.tzinfo) if moment.tzinfo is not None else moment.replace(tzinfo=starts.tzinfo))
