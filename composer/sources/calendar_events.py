"""The events of a calendar with their times understood, read from as little of the file as will do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from composer.sources.ical_outline import CalendarText, Outline, Span
from composer.sources.ical_text import Component, read_components
from composer.sources.ical_values import Moment, duration_of, moments_of, periods_of, rule_of
from composer.sources.ical_zones import Zones, definitions_in, named_zone
from composer.sources.recurrence import Event, existing

MOST_LINES = 400_000
"""Of all events together; what comes later is left out."""
MOST_DATES = 5_000
MOST_RULES = 10
_AROUND = timedelta(days=40)


@dataclass(frozen=True)
class CalendarEvents:
    """Events that may lie in the window, those without a clear start, and how many were left out for being too many.

    ``unread``: the events among them with a rule for recurring that makes no sense.
    """

    events: tuple[Event, ...]
    broken: tuple[Component, ...]
    left_out: int
    title: str
    unread: tuple[Component, ...] = ()


@dataclass(frozen=True)
class Home:
    """What one VCALENDAR of a file says for all its events.

    Attributes:
        local: the zone in which floating times are meant. zone: the zone it calls its own; None where it names none.
        cancels: True where it was sent to call off everything in it (RFC 5546, 3.2.5).
    """

    local: tzinfo
    zone: tzinfo | None = None
    cancels: bool = False


def events_of(text: CalendarText, plan: Outline, window: tuple[date, date], home: tzinfo) -> CalendarEvents:
    """The events in ``plan``. ``home``: the zone for floating times where the calendar names none."""
    frames = [frame.read(text) for frame in plan.frames]
    definitions: dict[str, Component] = {}
    for frame in frames:
        for name, definition in definitions_in(frame).items():
            definitions.setdefault(name, definition)
    zones = Zones(definitions)
    homes = [_home(frame, zones, home) for frame in frames]
    reader = _Reader(zones, homes, window)
    events: list[Event] = []
    broken: list[Component] = []
    lines = MOST_LINES
    read = 0
    for span in plan.spans:
        if lines <= 0:
            break
        read += 1
        component = next(read_components(text.words(span.start, span.stop)).walk("VEVENT"), None)
        if component is None:
            continue
        lines -= len(component.properties)
        event = reader.event(component, span)
        if event is not None:
            events.append(event)
        elif component.first("DTSTART") is not None or component.words("SUMMARY"):
            broken.append(component)
    title = next((words for frame in frames for words in _titles(frame)), "")
    return CalendarEvents(tuple(events), tuple(broken), plan.left_out + len(plan.spans) - read, title, tuple(reader.unread))


def _titles(frame: Component) -> Iterator[str]:
    for calendar in (*frame.walk("VCALENDAR"), frame):
        for name in ("X-WR-CALNAME", "NAME"):
            if words := calendar.words(name):
                yield words


def _home(frame: Component, zones: Zones, home: tzinfo) -> Home:
    calendar = next(frame.walk("VCALENDAR"), frame)
    written = calendar.words("X-WR-TIMEZONE")
    own = (named_zone(written) or zones.get(written)) if written else None
    return Home(own or zones.only() or home, own, calendar.words("METHOD").upper() == "CANCEL")


class _Reader:
    """Reads one event at a time."""

    def __init__(self, zones: Zones, homes: list[Home], window: tuple[date, date]) -> None:
        self._zones = zones
        self._homes = homes
        self.unread: list[Component] = []
        first = max(window[0].toordinal() - _AROUND.days, 1)
        last = min(window[1].toordinal() + _AROUND.days, date.max.toordinal())
        self._first, self._last = (date.fromordinal(day).strftime("%Y%m%d").zfill(8) for day in (first, last))

    def event(self, component: Component, span: Span) -> Event | None:
        """The event; None where it has no start, or more than one."""
        lines = component.every("DTSTART")
        starts = next(iter(moments_of(lines[0], self._zones)), None) if lines else None
        if starts is None or len({line.value for line in lines}) > 1:
            return None
        ends = self._ends(component, starts)
        if isinstance(starts, datetime):
            starts = existing(starts)
            if _whole_days(component, starts, ends):
                starts, ends = starts.date(), ends.date() if isinstance(ends, datetime) else None
        instead = component.first("RECURRENCE-ID")
        sequence = component.words("SEQUENCE")
        home = self._homes[span.frame]
        instead_of = next(iter(moments_of(instead, self._zones)), None) if instead is not None else None
        series = instead_of is None
        return Event(
            source=component,
            place=span.place,
            key=component.words("UID") or f"\n{span.place}",
            starts=starts,
            ends=ends,
            sequence=int(sequence[:9]) if sequence.isdecimal() and sequence.isascii() else 0,
            stamp=(component.words("LAST-MODIFIED") or component.words("DTSTAMP"))[:16],
            instead_of=instead_of,
            onwards=instead is not None and instead.parameters.get("RANGE", "").upper() == "THISANDFUTURE",
            rules=self._rules(component, "RRULE", starts, home.local) if series else (),
            less_rules=self._rules(component, "EXRULE", starts, home.local) if series else (),
            more=self._dates(component, "RDATE") if series else (),
            less=tuple(moment for moment, _span in self._dates(component, "EXDATE")) if series else (),
            zone=home.zone,
            cancelled=home.cancels or component.words("STATUS").upper() in ("CANCELLED", "CANCELED"),
        )

    def _rules(self, component: Component, name: str, starts: Moment, local: tzinfo) -> tuple[dict[str, list[str]], ...]:
        found = [rule_of(line.value, starts, local) for line in component.every(name)[:MOST_RULES] if line.value.strip()]
        if name == "RRULE" and found and not any(found):
            self.unread.append(component)
        return tuple(rule for rule in found if rule is not None)

    def _dates(self, component: Component, name: str) -> tuple[tuple[Moment, timedelta | None], ...]:
        """The dates around the window; the first in any case, since it makes the event a series."""
        found: list[tuple[Moment, timedelta | None]] = []
        for line in component.every(name):
            if found and len(line.value) < 60 and not self._nearby(line.value):
                continue
            found += periods_of(line, self._zones, self._nearby)
            if len(found) >= MOST_DATES:
                break
        return tuple(found[:MOST_DATES])

    def _nearby(self, written: str) -> bool:
        """False for a date that is certainly some days off the window."""
        day = written.strip()[:8]
        return not (len(day) == 8 and day.isdecimal()) or self._first <= day <= self._last

    def _ends(self, component: Component, starts: Moment) -> Moment | None:
        """The end (exclusive), in the form of the start; None where it is missing, impossible or before the start."""
        line = component.first("DTEND")
        ends = next(iter(moments_of(line, self._zones)), None) if line is not None else None
        length = component.first("DURATION")
        if ends is None and length is not None and (span := duration_of(length.value)) is not None:
            try:
                ends = starts + span
            except OverflowError:
                return None
        if isinstance(starts, datetime):
            if ends is not None and not isinstance(ends, datetime):
                ends = datetime.combine(ends, time(), starts.tzinfo)
            if isinstance(ends, datetime) and (ends.tzinfo is None) != (starts.tzinfo is None):
                ends = ends.replace(tzinfo=starts.tzinfo)
            ends = existing(ends) if isinstance(ends, datetime) else None
        elif isinstance(ends, datetime):
            ends = ends.date()
        return ends if ends is not None and ends >= starts else None


def _whole_days(component: Component, starts: datetime, ends: Moment | None) -> bool:
    """True for what Outlook and Exchange say lasts all day while they write it from midnight to midnight."""
    names = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY")
    if not any(component.words(name).upper() in ("TRUE", "1") for name in names):
        return False
    return starts.time() == time() and (ends is None or (isinstance(ends, datetime) and ends.time() == time()))
