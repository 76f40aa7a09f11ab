"""Days and times as people type them into a cell of a table, British style; and the numbers spreadsheets keep days as."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time

from composer.sources.dates import find_dates

_EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets, counted so that every day since March 1900 is right ([MS-OI29500], 18.17.4.1)."""
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 109_574
"""1950 and 2199: what may be a day among bare numbers."""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.+))?")
_NUMBERS = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?:,?\s+(.+))?", re.IGNORECASE
)
_SHORT_NAMED = re.compile(r"(\d{1,2})[-/ ]([a-z]{3,9})[-/ ](\d{2})(?:,?\s+(.+))?", re.IGNORECASE)
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)(?:T(\d{4,6})Z?)?")
_SERIAL = re.compile(r"(\d{5,6})(\.\d+)?")
_CLOCK = re.compile(
    r"(?<![\d/.])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d(?:\.\d+)?)?\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?P<hour24>\d{1,2})[:.](?P<minute24>\d\d)(?::\d\d(?:\.\d+)?)?(?:\s*(?:hrs?|h)\b)?(?![\d/])"
    r"|(?P<bare>\d{3,4})\s*h(?:ou)?rs?\b|(?P<word>noon|midday|midnight))",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"(?<![\d/.:-])(\d{1,2})(?:[:.](\d\d))?\s*(?:[-–—]|to|until)\s*(?=\d{1,2}(?:[:.]\d\d)?\s*([ap])\.?\s?m\b)", re.IGNORECASE
)
_FRACTION = re.compile(r"0?\.\d+")
_MONTHS = {name[:3].lower(): at for at, name in enumerate(calendar.month_name) if name}
LONGEST = 300


@dataclass(frozen=True)
class CellMoment:
    """What a cell says: a day, a last day where it names a span, a time and an end where it names them."""

    day: date
    last_day: date | None = None
    time: clock_time | None = None
    end_time: clock_time | None = None


def day_in_cell(cell: str, *, american: bool = False, today: date | None = None) -> CellMoment | None:
    """The day (and time) a cell holds, or None.

    Args:
        american: the month stands first in ``12/25/2026`` (see :func:`day_order`).
        today: lets days without a year count, as the next such day; None: they do not.
    """
    text = " ".join(cell.split())
    if not text or len(text) > LONGEST or not any(character.isdigit() for character in text):
        return None
    if found := _SERIAL.fullmatch(text):
        return _serial(int(found[1]), float(found[2] or 0))
    if found := _COMPACT.fullmatch(text):
        clock = found[4] or ""
        return _made(int(found[1]), int(found[2]), int(found[3]), f"{clock[:2]}:{clock[2:4]}" if clock else "")
    if found := _ISO.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]), found[4] or "")
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if (american and first <= 12) or (second > 12 and first <= 12) else (first, second)
        return _made(_whole_year(found[3]), month, day, found[4] or "")
    if (found := _SHORT_NAMED.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        return _made(_whole_year(found[3]), _MONTHS[found[2][:3].lower()], int(found[1]), found[4] or "")
    dates = find_dates(text, published=None, today=today or date(2000, 1, 1), most=3)
    usable = [
        found for found in dates if found.starts is not None and found.day and (today is not None or not found.year_guessed)
    ]
    if not usable or usable[0].starts is None:
        return None
    starts, ends = times_in_cell(text)
    if starts is None and usable[0].time:
        starts = clock_time.fromisoformat(usable[0].time)
    last = usable[0].ends or next(
        (other.starts for other in usable[1:] if other.starts and other.starts > usable[0].starts), None
    )
    return CellMoment(usable[0].starts, last, starts, ends)


def _made(year: int, month: int, day: int, rest: str) -> CellMoment | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    if not 1950 <= year <= 2199:
        return None
    starts, ends = times_in_cell(rest)
    return CellMoment(found, None, None if starts == clock_time() and ends is None else starts, ends)


def _serial(days: int, part: float) -> CellMoment | None:
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return None
    moment = datetime.combine(_EPOCH, clock_time()) + timedelta(days=days, minutes=round(part * 1440))
    return CellMoment(moment.date(), None, moment.time() if part else None)


def _whole_year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else 2000 + year if year < 80 else 1900 + year


def times_in_cell(cell: str) -> tuple[clock_time | None, clock_time | None]:
    """When it starts and ends, by a cell such as ``6.30pm``, ``10:00–11:30``, ``2 to 4pm``, ``noon``, or a spreadsheet's 0.75."""
    text = " ".join(cell[:LONGEST].split())
    if _FRACTION.fullmatch(text):
        minutes = round(float(text) * 1440) % 1440
        return clock_time(minutes // 60, minutes % 60), None
    found = [made for match in _CLOCK.finditer(text) if (made := _clock(match)) is not None][:2]
    span = _FROM_TO.search(text)
    if span is not None and found:
        hour, minute = int(span[1]), int(span[2] or 0)
        end = found[-1]
        afternoon = span[3].lower() == "p" and hour < 12
        for shifted in (hour + 12 if afternoon else hour % 12 if span[3].lower() == "a" else hour, hour):
            if shifted < 24 and minute < 60 and clock_time(shifted, minute) < end:
                return clock_time(shifted, minute), end
    if len(found) == 2 and re.search(r"[-–—]|\bto\b|\buntil\b|\btill\b|\bfinish|\bends?\b", text):
        return found[0], found[1]
    return (found[0] if found else None), None


def _clock(match: re.Match[str]) -> clock_time | None:
    word = (match["word"] or "").lower()
    if word:
        return clock_time() if word == "midnight" else clock_time(12)
    if match["bare"]:
        hour, minute = int(match["bare"][:-2]), int(match["bare"][-2:])
    elif match["hour"]:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    else:
        hour, minute = int(match["hour24"]), int(match["minute24"])
    return clock_time(hour, minute) if hour < 24 and minute < 60 else None


def is_time_cell(cell: str) -> bool:
    """True where a cell holds a time of day and hardly anything else."""
    text = cell.strip()
    return len(text) <= 40 and times_in_cell(text)[0] is not None and day_in_cell(text) is None


def day_order(cells: Iterable[str]) -> str:
    """How the numbered days of a column are to be read: ``day_first``, ``month_first``, ``either`` where nothing tells, or empty
    where there are none. A number that passes 12 is a day; both do somewhere: British, as the rest of the program."""
    firsts, seconds, numbered = 0, 0, 0
    for cell in cells:
        found = _NUMBERS.fullmatch(" ".join(cell[:LONGEST].split()))
        if found is not None:
            firsts += int(found[1]) > 12
            seconds += int(found[2]) > 12
            numbered += found[1] != found[2]
    if firsts:
        return "day_first"
    return "month_first" if seconds else "either" if numbered else ""
