"""Events that come again, as schema.org's Schedule says it: every Tuesday at seven, save over Christmas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from composer.sources.cell_moments import day_in_cell, times_in_cell
from composer.sources.event_making import wall_moment
from composer.sources.json_reading import text_of
from composer.sources.linked_data import LinkedData
from composer.sources.rule_moments import Steps, TooManyStepsError, rule_moments

MOST_OCCURRENCES = 400
MOST_STEPS = 50_000
_REPEATED = re.compile(r"P(\d{1,3})([DWMY])", re.IGNORECASE)
_BY_LETTER = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
_BY_WORD = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "yearly": "YEARLY", "annually": "YEARLY"}
_DAY = re.compile(r"(?:.*[/#:])?([+-]?\d)?(mo|tu|we|th|fr|sa|su)(?:[a-z]*day)?", re.IGNORECASE)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T24:00(?::00)?(Z|[+-]\d\d:?\d\d)?")
_LASTS = re.compile(r"P(?:(\d{1,2})D)?(?:T(?:(\d{1,2})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?", re.IGNORECASE)


def written_moment(words: str) -> datetime | None:
    """A day or moment in ISO 8601, also with figures missing their naught, or in words (``1 December 2026 7pm``)."""
    mended = re.sub(
        r"^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", lambda found: f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}", words
    )
    if (moment := wall_moment(mended)) is not None:
        return moment
    if late := _MIDNIGHT.fullmatch(mended):  # the end of a day (ISO 8601-1:2019, 4.3.8)
        moment = wall_moment(f"{late[1]}T00:00{late[2] or ''}")
        return moment + timedelta(days=1) if moment is not None else None
    found = day_in_cell(words)
    return datetime.combine(found.day, found.time or time()) if found is not None else None


def length_of(words: str) -> timedelta | None:
    """A duration in ISO 8601 (``PT1H30M``); None where it is none, or lasts no time at all."""
    found = _LASTS.fullmatch(words.strip())
    if found is None:
        return None
    lasts = timedelta(days=int(found[1] or 0), hours=int(found[2] or 0), minutes=int(found[3] or 0))
    return lasts or None


def occurrences(
    data: LinkedData, schedule: dict[str, Any], since: date, until: date
) -> Iterator[tuple[datetime, datetime | None, bool]]:
    """When a schedule strikes within ``[since, until)``: start, end and whether whole days are meant, in their order.

    What is not understood of it strikes never; at most :data:`MOST_OCCURRENCES`.
    """
    begins = written_moment(data.words(schedule, "startDate"))
    if begins is None:
        return
    opens, closes = _clock(data.words(schedule, "startTime")), _clock(data.words(schedule, "endTime"))
    timed = opens is not None or begins.time() != time()
    start = datetime.combine(begins.date(), opens or begins.time(), begins.tzinfo)
    ends = written_moment(data.words(schedule, "endDate"))
    last = datetime.combine(ends.date(), time.max) if ends is not None else None
    rule = _rule(data, schedule)
    left_out = {
        moment.date() for words in _all_words(data, schedule, "exceptDate") if (moment := written_moment(words)) is not None
    }
    span = datetime.combine(since, time()), datetime.combine(until, time()) - timedelta(seconds=1)
    wall = start.replace(tzinfo=None)
    try:
        strikes = rule_moments(rule, wall, last, span, Steps(MOST_STEPS)) if rule else iter([wall])
        for number, strike in enumerate(strikes):
            if number >= MOST_OCCURRENCES:
                return
            if span[0] <= strike <= span[1] and strike.date() not in left_out:
                yield strike.replace(tzinfo=start.tzinfo), _end(data, schedule, strike, closes, start), not timed
    except (TooManyStepsError, ValueError, OverflowError):
        return


def _rule(data: LinkedData, schedule: dict[str, Any]) -> dict[str, list[str]]:
    """The rule in RFC 5545's terms; empty where it strikes once."""
    written = data.words(schedule, "repeatFrequency").strip()
    found = _REPEATED.fullmatch(written)
    frequency = _BY_LETTER[found[2].upper()] if found else _BY_WORD.get(written.lower().rpartition("/")[2], "")
    if not frequency or (found and not int(found[1])):
        return {}
    rule = {"FREQ": [frequency], "INTERVAL": [str(int(found[1])) if found else "1"]}
    days = [
        f"{day[1] or ''}{day[2].upper()}"
        for words in _all_words(data, schedule, "byDay")
        if (day := _DAY.fullmatch(words.strip()))
    ]
    if days and frequency != "DAILY":
        rule["BYDAY"] = days
    for name, part, most in (("byMonthDay", "BYMONTHDAY", 31), ("byMonth", "BYMONTH", 12)):
        numbers = [words for words in _all_words(data, schedule, name) if words.isdecimal() and 1 <= int(words) <= most]
        if numbers:
            rule[part] = numbers
    count = data.words(schedule, "repeatCount")
    if count.isdecimal() and 0 < int(count) < 10_000:
        rule["COUNT"] = [count]
    return rule


def _end(data: LinkedData, schedule: dict[str, Any], strike: datetime, closes: time | None, start: datetime) -> datetime | None:
    if closes is not None:
        end = datetime.combine(strike.date(), closes)
        return (end if end > strike else end + timedelta(days=1)).replace(tzinfo=start.tzinfo)
    lasts = length_of(data.words(schedule, "duration"))
    return (strike + lasts).replace(tzinfo=start.tzinfo) if lasts else None


def _clock(words: str) -> time | None:
    """A time of day, with or without an offset or a day before it."""
    bare = re.sub(r"(?:Z|[+-]\d\d:?\d\d)$", "", words.strip().rpartition("T")[2])
    return times_in_cell(bare)[0] if bare else None


def _all_words(data: LinkedData, thing: dict[str, Any], name: str) -> list[str]:
    return [
        words for value in data.every(thing, name) if (words := text_of(value) or (str(value) if isinstance(value, int) else ""))
    ]
