"""Days that are named from where the writer stands, and days in figures without a year.

Named: ``by 5pm on Monday``, ``this Saturday``, ``next Tuesday``, ``a week on Friday``, ``tomorrow at 3pm``. In figures: ``Sat
5/12``, ``RSVP by 1/12``, which are dates only beside a weekday or a word for a deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from composer.sources.spoken_times import SPOKEN

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_WHOLE = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_HOUR = rf"(?:{SPOKEN}|\d{{1,2}}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{{1,2}}[:.]\d\d|noon|midday|midnight)"
_NO_DATE_AFTER = rf"(?!\w)(?![’']s)(?!,?\s+(?:the\s+)?(?:\d{{1,2}}(?!\d|[:.]\d|\s?[ap]\.?m)|{_MONTH}))"
_PART = r"(?:\s+(?:morning|lunchtime|afternoon|evening|night))?"
_RELATIVE = re.compile(
    rf"\b(?:(?:by|before|until|till|no\s+later\s+than)\s+(?:{_HOUR}\s*,?\s+)?(?:on\s+)?(?:this\s+)?"
    rf"|(?:deadline|closes|closing\s+date)(?:\s+(?:is|on))*\s*[:–-]?\s+(?:{_HOUR}\s*,?\s+)?(?:on\s+)?"
    rf"|this\s+(?:coming\s+)?)(?P<weekday>{_WHOLE})(?!\s+(?:week|fortnight)\b){_NO_DATE_AFTER}"
    rf"|(?<!\bthe\s)(?<!\bthe\sday\s)\b(?P<next>next)\s+(?P<next_weekday>{_WHOLE}){_NO_DATE_AFTER}"
    rf"|\b(?:(?P<later>a\s+week|a\s+fortnight|two\s+weeks)\s+(?:on|this)\s+(?P<later_weekday>{_WHOLE})(?!\s+ago)"
    rf"|(?P<from_weekday>{_WHOLE})\s+(?P<then>week|fortnight)(?!\s+(?:ago|before|of|after)\b)(?=\s*[,.;!)]|\s+(?:at|from|in)\b|\s*$)){_NO_DATE_AFTER}"
    rf"|\b(?P<tomorrow>tomorrow|today|tonight)(?={_PART},?\s+(?:\(?\w+\)?\s+)?(?:at|from|between)\s+{_HOUR})",
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
    if published is None or not any(word in low for word in ("nday", "sday", "iday", "rday", "tomorrow", "today", "tonight")):
        return
    for match in _RELATIVE.finditer(text):
        day, group = _named_day(match, published)
        if day is not None:
            yield NamedDay(match.start(group), match.end(), day.day, day.month, day.year, None)


def _named_day(match: re.Match[str], published: date) -> tuple[date | None, str]:
    """The day meant, and the group it begins with. The next Tuesday is the one of the week to come, weeks beginning on Monday."""
    if word := match["tomorrow"]:
        return _later(published, int(word.lower() == "tomorrow")), "tomorrow"
    if match["next"]:
        return _later(published, 7 - published.weekday() + _number(match["next_weekday"])), "next"
    if match["weekday"]:
        return _later(published, (_number(match["weekday"]) - published.weekday()) % 7), "weekday"
    weekday = match["later_weekday"] or match["from_weekday"]
    ahead = (_number(weekday) - published.weekday() - 1) % 7 + 1
    weeks = 1 if (match["later"] or match["then"]).lower().endswith("week") else 2
    return _later(published, ahead + 7 * weeks), "later" if match["later"] else "from_weekday"


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
