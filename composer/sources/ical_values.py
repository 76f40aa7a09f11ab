"""Values in iCalendar properties: days and moments, spans, recurrence rules; None where they make no sense."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from composer.sources.ical_text import Property

if TYPE_CHECKING:
    from composer.sources.ical_zones import Zones

Moment = date | datetime
"""A day, or a moment with or without a zone (``datetime`` is a ``date`` as well: ask for it first)."""

_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)
_FREQUENCIES = frozenset({"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_RANGES = {
    "BYSECOND": (0, 60),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (-366, 366),
}
_WEEKDAY = re.compile(r"[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)")


MOST_LISTED = 5_000
"""How many of the dates of one line are kept."""
LONGEST_LIST = 2_000_000


def moments_of(line: Property, zones: Zones, wanted: Callable[[str], bool] | None = None) -> list[Moment]:
    """Every day or moment in the value (RDATE and EXDATE hold several); of a period, its start. Impossible ones are left out."""
    return [moment for moment, _span in periods_of(line, zones, wanted)]


def periods_of(
    line: Property, zones: Zones, wanted: Callable[[str], bool] | None = None
) -> list[tuple[Moment, timedelta | None]]:
    """As :func:`moments_of`, with the span of what is a period (RFC 5545, 3.3.9), else None.

    ``wanted``: says of what is written whether it is worth reading; the first always is.
    """
    zone = zones.get(line.parameters["TZID"]) if line.parameters.get("TZID") else None
    found: list[tuple[Moment, timedelta | None]] = []
    for place, part in enumerate(line.value[:LONGEST_LIST].split(",")):
        if place and wanted is not None and not wanted(part):
            continue
        if len(found) >= MOST_LISTED:
            break
        written, _slash, end = part.partition("/")
        moment = moment_of(written, zone)
        if moment is None:
            continue
        if zone is not None and not isinstance(moment, datetime):
            # A day in a zone is forbidden, and old calendars mean its midnight.
            moment = datetime.combine(moment, time(), zone)
        found.append((moment, _span_to(moment, end, zone) if end else None))
    return found


def _span_to(moment: Moment, written: str, zone: tzinfo | None) -> timedelta | None:
    """How long a period lasts: its second half is a span or a moment."""
    span = duration_of(written)
    ends = moment_of(written, zone) if span is None else None
    if isinstance(ends, datetime) and isinstance(moment, datetime) and (ends.tzinfo is None) == (moment.tzinfo is None):
        span = ends - moment if ends > moment else None
    return span if isinstance(moment, datetime) else None


def moment_of(written: str, zone: tzinfo | None) -> Moment | None:
    """A day for eight figures, whatever VALUE says; where a time follows, a moment: in UTC with Z, else in ``zone`` (or none)."""
    match = _MOMENT.fullmatch(written.strip())
    if match is None:
        return None
    year, month, day = (int(match[number]) for number in (1, 2, 3))
    try:
        if match[4] is None:
            return date(year, month, day)
        hour, minute, second = int(match[4]), int(match[5]), min(int(match[6] or 0), 59)
        next_day = hour == 24 and minute == second == 0
        moment = datetime.combine(date(year, month, day), time(0 if next_day else hour, minute, second))
        moment += timedelta(days=next_day)
    except (ValueError, OverflowError):
        return None
    if not match[7]:
        return moment.replace(tzinfo=zone)
    if match[7].upper() == "Z":
        return moment.replace(tzinfo=UTC)
    return datetime.fromisoformat(f"{moment.isoformat()}{match[7]}")


def duration_of(written: str) -> timedelta | None:
    """A span of time (RFC 5545, 3.3.6); None for a negative one, which no event can have."""
    match = _DURATION.fullmatch(written.strip())
    if match is None or not any(match[number] for number in range(2, 7)) or match[1] == "-":
        return None
    weeks, days, hours, minutes, seconds = (int(match[number] or 0) for number in range(2, 7))
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return span if span < timedelta(days=3660) else None


def rule_of(written: str, start: Moment, local: tzinfo) -> dict[str, list[str]] | None:
    """A recurrence rule (RFC 5545, 3.3.10) reduced to parts that make sense; None where there is no rule in it.

    ``local``: the zone in which floating times are meant, for an UNTIL in UTC beside a floating start.
    """
    parts: dict[str, list[str]] = {}
    for piece in written.upper().replace(" ", "").removeprefix("RRULE:").split(";"):
        name, _equals, value = piece.partition("=")
        if name in _RANGES:
            low, high = _RANGES[name]
            numbers = [part for part in value.split(",") if re.fullmatch(r"[+-]?\d{1,3}", part) and low <= int(part) <= high]
            kept = [part for part in numbers if int(part) or low == 0]
            if kept:
                parts[name] = kept[:400]
        elif name == "BYDAY":
            days = [day for day in value.split(",") if _WEEKDAY.fullmatch(day)]
            if days:
                parts[name] = days[:60]
        elif (name == "FREQ" and value in _FREQUENCIES) or (name == "WKST" and re.fullmatch("MO|TU|WE|TH|FR|SA|SU", value)):
            parts[name] = [value]
        elif name in ("INTERVAL", "COUNT") and value.isdecimal() and int(value[:9]) > 0:
            parts[name] = [str(int(value[:9]))]
        elif name == "UNTIL" and (until := moment_of(value, None) or moment_of(value[:8], None)) is not None:
            parts[name] = [_until(until, start, local)]
        elif name in ("COUNT", "UNTIL") and value:  # it ends, and nobody knows when
            return None
    return parts if "FREQ" in parts else None


def _until(until: Moment, start: Moment, local: tzinfo) -> str:
    """UNTIL in the form its start asks for: a day for days, UTC for moments with a zone, floating for floating ones."""
    if not isinstance(start, datetime):
        if isinstance(until, datetime) and until.tzinfo is not None and until.time() != time():
            until = until.astimezone(local)  # the last minute of a day here, written in UTC
        day = until.date() if isinstance(until, datetime) else until
        return f"{day:%Y%m%d}"
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    if start.tzinfo is None:
        floating = until.astimezone(local).replace(tzinfo=None) if until.tzinfo is not None else until
        return f"{floating:%Y%m%dT%H%M%S}"
    aware = until if until.tzinfo is not None else until.replace(tzinfo=start.tzinfo)
    return f"{aware.astimezone(UTC):%Y%m%dT%H%M%SZ}"
