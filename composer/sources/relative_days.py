"""Days that are named from where the writer stands (``by 5pm on Monday``, ``this Saturday``, ``tomorrow at 3pm``), and days in
figures without a year (``Sat 5/12``, ``RSVP by 1/12``), which are dates only beside a weekday or a word for a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_WHOLE = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_HOUR = r"(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{1,2}[:.]\d\d|noon|midday|midnight)"
_NO_DATE_AFTER = rf"(?!\w)(?![’']s)(?!,?\s+(?:the\s+)?(?:\d{{1,2}}(?!\d|[:.]\d|\s?[ap]\.?m)|{_MONTH}))"
_RELATIVE = re.compile(
    rf"\b(?:(?:by|before|until|till|no\s+later\s+than)\s+(?:{_HOUR}\s*,?\s+)?(?:on\s+)?(?:this\s+)?"
    rf"|this\s+(?:coming\s+)?)(?P<weekday>{_WHOLE}){_NO_DATE_AFTER}"
    rf"|\b(?P<tomorrow>tomorrow)(?=,?\s+(?:at|from|between)\s+{_HOUR})",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY})\.?,?\s+|\b(?:rsvp|book|reply|apply|respond|return|register|order|deadline|closes|(?:closing\s+|the\s+)date)"
    r"(?:\s+(?:is|by|on|before))*\s*[:–-]?\s+)"
    r"(?P<date>(?P<day>3[01]|[12]\d|0?[1-9])(?P<mark>[/.])(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<year>\d\d)(?!\d))?)"
    r"(?![\d/%]|[.,:]\d|\s*[ap]\.?m\b|\s+(?:of|off|in|price|hours?|days?|miles?|terms?|time)\b)",
    re.IGNORECASE,
)
_HINT = re.compile(r"(?<!\d)\d{1,2}(?:/|\.(?=\d{1,2}\.))\d")
"""Without this nowhere in a text, there is no day in figures in it. It is looked for much faster."""


class NamedDay(NamedTuple):
    """Where it stands, and the day; ``year`` is None where it is not known, ``weekday`` (0 Monday) where one is written."""

    place: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None


def relative_days(text: str, published: date | None) -> Iterator[NamedDay]:
    """Days named from the day of publication: the first such weekday from that day on. None where nobody knows that day."""
    low = text.lower()
    if published is None or not any(word in low for word in ("nday", "sday", "iday", "rday", "tomorrow")):
        return
    for match in _RELATIVE.finditer(text):
        if match["tomorrow"]:
            day = _later(published, 1)
            place = match.start("tomorrow")
        else:
            day = _later(published, (_number(match["weekday"]) - published.weekday()) % 7)
            place = match.start("weekday")
        if day is not None:
            yield NamedDay(place, match.end(), day.day, day.month, day.year, None)


def days_in_figures(text: str) -> Iterator[NamedDay]:
    """``Sat 5/12``, ``Sun 6.12.26``, ``RSVP by 1/12``. With a point only beside a weekday, where it is no time of day."""
    if _HINT.search(text) is None:
        return
    for match in _FIGURES.finditer(text):
        weekday = match["weekday"]
        sure = match["year"] or text[match.end() : match.end() + 1] == "."
        in_full = len(match["day"]) == len(match["month"]) == 2
        if match["mark"] == "." and not (sure and (weekday or in_full)):
            continue
        year = 2000 + int(match["year"]) if match["year"] else None
        place = match.start() if weekday else match.start("date")
        yield NamedDay(place, match.end(), int(match["day"]), int(match["month"]), year, _number(weekday) if weekday else None)


def _number(weekday: str) -> int:
    return _WEEKDAYS.index(weekday[:3].lower())


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
