"""Days and times as people write them, in British English or the language of the window, to values and back."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from composer.blocks.dates_in_words import month_name
from composer.i18n import _
from composer.rendering.wording import short_month

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?$")
_WORDS = re.compile(r"^(?:[^\W\d_]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er)?\.?\s+(?:of\s+)?([^\W\d_]{3,12})\.?,?(?:\s+(\d{4}))?$")
_TIME = re.compile(r"^(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|h)?$")


def read_day(text: str, today: date) -> date | None:
    """The day somebody means: ``13 Dec``, ``Sunday 13th December 2026``, ``13/12/2026``, ``2026-12-13``, ``tomorrow``.

    Without a year it is the next such day from ``today`` on. None where it is no day.
    """
    words = " ".join(text.casefold().split())
    if words in ("today", _("today").casefold()):
        return today
    if words in ("tomorrow", _("tomorrow").casefold()):
        return today + timedelta(days=1)
    if found := _ISO.match(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(words):
        year = found[3]
        if year is None:
            return _next(int(found[2]), int(found[1]), today)
        return _day(int(year) if len(year) == 4 else 2000 + int(year), int(found[2]), int(found[1]))
    if (found := _WORDS.match(words)) and (month := _month(found[2])):
        return _day(int(found[3]), month, int(found[1])) if found[3] else _next(month, int(found[1]), today)
    return None


def read_time(text: str) -> time | None:
    """The time of day somebody means: ``18:30``, ``6.30 pm``, ``7pm``. None where it is none."""
    found = _TIME.match(text.strip().casefold())
    if not found or (found[2] is None and found[3] is None):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_words(day: date) -> str:
    """The day as the field shows it: ``Sun 13 Dec 2026``."""
    days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    shown = _("{day} {month} {year}").format(day=day.day, month=short_month(day), year=day.year)
    return _("{weekday} {day}").format(weekday=days[day.weekday()], day=shown)


def _month(word: str) -> int:
    """1 to 12 for the name of a month or its beginning, 0 for none. What could be two months (``jui``) is none."""
    spoken = [month_name(month).casefold() for month in range(1, 13)]
    short = [short_month(date(2026, month, 1)).casefold().rstrip(".") for month in range(1, 13)]
    if word in short:
        return short.index(word) + 1
    meant = [month for month, name in enumerate(spoken, 1) if name.startswith(word)]
    if len(meant) == 1:
        return meant[0]
    return _MONTHS.index(word[:3]) + 1 if not meant and word[:3] in _MONTHS else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + 5):  # 29 February may be four years away
        found = _day(year, month, day)
        if found is not None and found >= today:
            return found
    return None
