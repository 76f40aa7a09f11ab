"""Days that move with today, so that the sample never looks stale. Counted from Monday of the present week: weekdays stay put."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from composer.blocks.dates_in_words import day_in_words, month_name, when_in_words
from composer.document.brand import Brand
from composer.document.letter_words import letter_words

ZONE = ZoneInfo("Europe/London")
_MARK = re.compile(r"\[\[(day|date|span) ([+-]\d+)(?: ([+-]\d+))?\]\]")


def monday_of(now: datetime) -> date:
    """Monday of the week ``now`` lies in, as seen in the organisation's own zone."""
    today = now.astimezone(ZONE).date()
    return today - timedelta(days=today.weekday())


def moment(monday: date, days: int, clock_time: str = "00:00") -> datetime:
    """The moment ``days`` after ``monday`` at ``HH:MM`` wall time, with the organisation's offset."""
    return datetime.combine(monday + timedelta(days=days), time.fromisoformat(clock_time), ZONE)


def in_words(text: str, monday: date) -> str:
    """``text`` with its marks as dates: ``[[day +3]]`` with weekday and year, ``[[date +3]]`` without, ``[[span +3 +5]]``."""

    def written(match: re.Match[str]) -> str:
        form, first, last = match.group(1), moment(monday, int(match.group(2))), match.group(3)
        if form == "day":
            return day_in_words(first)
        if form == "date" or last is None:
            return f"{first.day} {month_name(first.month)}"
        end = moment(monday, int(last))
        words = when_in_words(first, end, all_day=True)
        return words.removesuffix(f" {end.year}") if first.year == end.year else words

    with letter_words(Brand()):  # the made-up charity writes British English, whatever the window speaks
        return _MARK.sub(written, text)
