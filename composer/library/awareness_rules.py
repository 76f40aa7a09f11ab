"""When a recurring day or week falls, as people say it: "4 February", "first Monday in May", "week containing 1 August".

The grammar, in any case, with short or long names of months and weekdays::

    day     = NUMBER MONTH | NTH WEEKDAY (in|of) MONTH | last day of MONTH | Easter Sunday
            | NUMBER (day|days|week|weeks) (before|after) day | WEEKDAY (before|after) day
    rule    = day | day for NUMBER (days|weeks) | week (containing|starting) day | day to day | NUMBER to NUMBER MONTH
            | [all of] MONTH

Weeks run from Monday to Sunday (ISO 8601). Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from composer.errors import InputError
from composer.i18n import _

LONGEST = 200
LONGEST_SPAN = 92
"""Days: nothing here lasts longer than a quarter of a year."""
_YEARS_TO_LOOK = 12
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "last": -1,
}  # fmt: skip
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "a": 1,
}  # fmt: skip

Day = Callable[[int], date | None]
"""The day in a year; None where it has none (29 February, a fifth Monday)."""


@dataclass(frozen=True)
class Rule:
    """A rule that was understood.

    Attributes:
        words: as it was written, tidied.
    """

    words: str
    _span: Callable[[int], tuple[date, date] | None]

    def in_year(self, year: int) -> tuple[date, date] | None:
        """First and last day (both included) of the occurrence that begins in ``year``; None where there is none."""
        if not 1900 <= year <= 9_000:
            return None
        try:
            return self._span(year)
        except (ValueError, OverflowError):
            return None

    def from_day(self, day: date) -> Iterator[tuple[date, date]]:
        """Occurrences that are not over on ``day``, in their order; for at most a dozen years."""
        found = (self.in_year(year) for year in range(day.year - 1, day.year + _YEARS_TO_LOOK))
        yield from sorted(span for span in found if span is not None and span[1] >= day)


def read_rule(text: str) -> Rule:
    """Understand a rule.

    Raises:
        InputError: it is none; the sentence shows how one is written.
    """
    words = " ".join(text.split())
    if not words:
        raise InputError(_("There is no rule yet."), _hint())
    plain = words.casefold().replace(",", " ").replace("’", "'")
    plain = re.sub(r"\s+", " ", plain).strip(" .")
    span = _span(plain) if len(words) <= LONGEST else None
    if span is None:
        raise InputError(_("“{rule}” is not understood.").format(rule=words[:60]), _hint())
    rule = Rule(words, span)
    try:
        probe = [found for found in (span(year) for year in range(2024, 2036)) if found is not None]
    except (ValueError, OverflowError):
        probe = []
    if not probe:
        raise InputError(_("There is never such a day: “{rule}”.").format(rule=words[:60]), _hint())
    if any(not 0 <= (last - first).days < LONGEST_SPAN for first, last in probe):
        raise InputError(_("That is longer than a quarter of a year."), _("Choose a shorter time."))
    return rule


def _hint() -> str:
    return _("Write it like “4 February”, “first Monday in May”, “week containing 1 August” or “1 to 7 June”.")


# -- spans ----------------------------------------------------------------------------------------------------------------------


def _span(text: str) -> Callable[[int], tuple[date, date] | None] | None:
    month = _month(re.sub(r"^(?:all|the whole|whole) of ", "", text))
    if month:
        return lambda year: (date(year, month, 1), _last_of(year, month))
    if found := re.fullmatch(r"(?:the )?week (containing|with|of|starting|beginning|from)(?: on)? (.+)", text):
        day = _day(found[2])
        return None if day is None else _weekly(day, whole=found[1] in ("containing", "with", "of"))
    if found := re.fullmatch(r"(.+?) for (\w+) (day|week)s?", text):
        day, number = _day(found[1]), _number(found[2])
        if day is None or not number:
            return None
        return _lasting(day, number * (7 if found[3] == "week" else 1))
    if found := re.fullmatch(r"(?:from )?(.+?) ?(?: to | until |-|–) ?(.+)", text):
        last = _day(found[2])
        first = _day(found[1])
        if first is None and last is not None and (named := re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)? (\w+)", found[2])):
            first = _day(f"{found[1]} {named[1]}")
        return _between(first, last) if first is not None and last is not None else None
    day = _day(text)
    return None if day is None else _lasting(day, 1)


def _weekly(day: Day, *, whole: bool) -> Callable[[int], tuple[date, date] | None]:
    return lambda year: _week(day(year), whole)


def _lasting(day: Day, length: int) -> Callable[[int], tuple[date, date] | None]:
    return lambda year: _long(day(year), length)


def _between(first: Day, last: Day) -> Callable[[int], tuple[date, date] | None]:
    def span(year: int) -> tuple[date, date] | None:
        begins, ends = first(year), last(year)
        if begins is None or ends is None:
            return None
        if ends < begins:
            ends = last(year + 1)
        return None if ends is None else (begins, ends)

    return span


def _week(day: date | None, whole: bool) -> tuple[date, date] | None:
    if day is None:
        return None
    monday = day - timedelta(days=day.weekday()) if whole else day
    return monday, monday + timedelta(days=6)


def _long(day: date | None, length: int) -> tuple[date, date] | None:
    return None if day is None else (day, day + timedelta(days=length - 1))


# -- days -----------------------------------------------------------------------------------------------------------------------


def _day(text: str, depth: int = 0) -> Day | None:
    text = text.strip().removeprefix("the ").removeprefix("on ")
    if depth > 3:
        return None
    if text in ("easter", "easter sunday"):
        return easter
    if (found := re.fullmatch(r"last day (?:of|in) (\w+)", text)) and (month := _month(found[1])):
        return lambda year: _last_of(year, month)
    if (found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?(\w+)", text)) and (month := _month(found[2])):
        number = int(found[1])
        return lambda year: _of_month(year, month, number)
    if (found := re.fullmatch(r"(\w+) (\d{1,2})(?:st|nd|rd|th)?", text)) and (month := _month(found[1])):
        number = int(found[2])
        return lambda year: _of_month(year, month, number)
    if found := re.fullmatch(r"(\w+) (\w+) (?:in|of) (\w+)", text):
        nth, weekday, month = _NTH.get(found[1], 0), _weekday(found[2]), _month(found[3])
        if nth and weekday >= 0 and month:
            return lambda year: _nth(year, month, weekday, nth)
    if found := re.fullmatch(r"(\w+) (day|week)s? (before|after) (.+)", text):
        base, count = _day(found[4], depth + 1), _number(found[1])
        if base is None or not count:
            return None
        return _moved(base, timedelta(days=count * (7 if found[2] == "week" else 1) * (1 if found[3] == "after" else -1)))
    if (found := re.fullmatch(r"(\w+) (before|after) (.+)", text)) and (weekday := _weekday(found[1])) >= 0:
        base = _day(found[3], depth + 1)
        return None if base is None else _beside(base, weekday, after=found[2] == "after")
    return None


def _moved(base: Day, apart: timedelta) -> Day:
    return lambda year: _apart(base(year), apart)


def _beside(base: Day, weekday: int, *, after: bool) -> Day:
    return lambda year: _nearest(base(year), weekday, after=after)


def easter(year: int) -> date:
    """Easter Sunday (Western churches)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _apart(day: date | None, apart: timedelta) -> date | None:
    return None if day is None else day + apart


def _nearest(day: date | None, weekday: int, *, after: bool) -> date | None:
    if day is None:
        return None
    if after:
        return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def _of_month(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _nth(year: int, month: int, weekday: int, nth: int) -> date | None:
    last = calendar.monthrange(year, month)[1]
    days = [day for day in range(1, last + 1) if date(year, month, day).weekday() == weekday]
    if nth < 0:
        return date(year, month, days[-1])
    return date(year, month, days[nth - 1]) if nth <= len(days) else None


def _month(word: str) -> int:
    if word == "sept":
        return 9
    return next((at for at, name in enumerate(_MONTHS, 1) if word in (name, name[:3])), 0)


def _weekday(word: str) -> int:
    return next((at for at, name in enumerate(_WEEKDAYS) if word in (name, name[:3], f"{name}s")), -1)


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 3 else _NUMBERS.get(word, 0)
