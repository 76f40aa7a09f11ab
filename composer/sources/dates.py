"""Dates and deadlines found in running text, as people in Britain write them.

Found: ``12 June 2017``, ``Monday 5th of June``, ``12-16 June``, ``28 June to 3 July``, ``3, 10 and 17 May``, ``week commencing
6 March``, ``July 5, 2017``, ``05/07/2017``, ``2017-07-05``, ``February 2014``, ``March to May 2017``, ``throughout May``, ``the
last Friday in November``, ``next Tuesday``; with a time of day before or after (``noon on Friday 7 July``, ``5 July at 5.30pm``,
``half past two``). Where no year is written it is taken from what is near: the day of publication, other dates in the text, the
weekday.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from composer.library.item import FoundDate
from composer.sources import date_words as words
from composer.sources.missing_years import reference_day, with_year
from composer.sources.relative_days import days_in_figures, relative_days
from composer.sources.written_days import LONGEST_TEXT, WrittenDay, day_or_none, written_days

MOST_DATES = 200
# It begins with a set of characters, which re then looks for quickly; the counts keep a line of dots from taking long.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)\s*|(?<=[.!?])(?<!\bDr.)(?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bSt.)(?<!\bNo.)(?<!\bProf.)(?<!\be\.g.)(?<!\bi\.e.)"
    r"(?<!\b[ap]\.m.)[.!?]{0,9}[\"”’')\]]{0,9}\s+(?=[^\sa-z]))"
)


def find_dates(
    text: str, *, published: date | None, today: date, year: int | None = None, most: int = MOST_DATES
) -> tuple[FoundDate, ...]:
    """Every date in ``text``, in the order of the text, each once.

    Args:
        published: when the text appeared, if known; the best hint for a missing year.
        today: the next best.
        year: a year the whole page points to, where nothing better is known.
    """
    text = text[:LONGEST_TEXT]
    spelt = list(written_days(text))
    written = _joined(sorted([*spelt, *_named(text, spelt, published)], key=lambda found: found.place), text)[:most]
    if not written:
        return ()
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text) + 1]
    full = [found for found in written if found.year is not None and found.day]
    dates: list[FoundDate] = []
    for number, found in enumerate(written):
        start = ends[bisect_right(ends, found.place) - 1]
        stop = ends[bisect_right(ends, max(found.end - 1, found.place))]
        before = text[max(start, written[number - 1].end if number else 0) : found.place]
        following = next((other.place for other in written[number + 1 : number + 13] if other.place >= found.end), stop)
        after = text[found.end : min(stop, following)]
        sentence = " ".join(text[start:stop].split())
        near = text[max(start, found.place - 1_000) : min(stop, found.end + 1_000)]
        closes = words.is_deadline(_with_label(text, start, before)[-1_000:], after[:1_000], near)
        dated = with_year(
            found, reference_day(found, full, published, year, today), year if published is None and not full else None
        )
        if dated is None:
            continue
        time, until = _time(found, before, after, text[found.end :][:60], closes)
        made = _found(found, dated, text, (time, until), closes, sentence)
        if made is not None and not any(_same(made, other) for other in dates):
            dates.append(made)
    return tuple(dates)


def _named(text: str, spelt: Sequence[WrittenDay], published: date | None) -> Iterator[WrittenDay]:
    """Days named from the day of publication, and days in figures without a year, where no other date stands."""
    taken = bytearray(len(text))
    for other in spelt:
        taken[other.place : other.end] = b"\x01" * (other.end - other.place)
    for found in (*relative_days(text, published), *days_in_figures(text)):
        if taken.find(1, found.place, found.end) < 0:
            yield WrittenDay(found.place, found.end, found.day, found.month, found.year, weekday=found.weekday)


def _joined(written: Sequence[WrittenDay], text: str) -> list[WrittenDay]:
    """Two whole dates in figures with nothing but a dash or “to” between them are one span."""
    joined: list[WrittenDay] = []
    for found in written:
        first = joined[-1] if joined else None
        if (
            first is not None
            and first.year is not None
            and found.year is not None
            and first.day
            and found.day
            and not (first.last_day or found.last_day or first.days_beside)
            and (first.year, first.month, first.day) < (found.year, found.month, found.day)
            and words.BETWEEN_DAYS.fullmatch(text, first.end, found.place)
        ):
            joined[-1] = replace(
                first, end=found.end, last_day=found.day, last_month=found.month, last_year=found.year, last_weekday=found.weekday
            )
        else:
            joined.append(found)
    return joined


def _same(one: FoundDate, other: FoundDate) -> bool:
    return (one.starts, one.ends, one.time, one.role, one.day, one.month) == (
        other.starts, other.ends, other.time, other.role, other.day, other.month,
    )  # fmt: skip


def _time(found: WrittenDay, before: str, after: str, below: str, closes: bool) -> tuple[str, str]:
    """The time of day beside a date and when it ends, as ``HH:MM``; empty where there is none. Midnight closes the day it ends.

    Looked for right before and right after the date, on a line of its own below it, then within the same sentence.
    """
    if words.END_OF_DAY.search(before):
        return "23:59", ""
    if words.BEGIN_OF_DAY.search(before):
        return "00:00", ""
    match = words.TIME_BEFORE.search(before[-60:]) or words.TIME_AFTER.search(after[:60]) or words.TIME_BELOW.search(below)
    if match is None and not closes:
        match = words.TIME_NEAR.search(after[:120]) or words.TIME_NEAR.search(before[-80:])
    if match is None:
        return found.time, ""
    time = words.time_of_day(match["clock"], match["until"] or match.string[match.end("clock") :][:12])
    if found.time:  # Friday 3 July 6pm to Sunday 5 July 2pm
        return found.time, words.time_of_day(match["until"]) if match["until"] else time
    until = words.time_of_day(match["until"]) if match["until"] and not closes else ""
    return ("23:59" if time == "00:00" and closes else time), until


def _with_label(text: str, start: int, before: str) -> str:
    """What stands before a date, together with the short label on the line above where the date begins its own line."""
    if before.strip() or start == 0:
        return before
    label = text[:start].rstrip().rpartition("\n")[2].strip()
    return f"{label} " if len(label) <= 60 and not label.endswith((".", "!", "?")) else before


def _found(
    found: WrittenDay, dated: WrittenDay, text: str, hours: tuple[str, str], closes: bool, sentence: str
) -> FoundDate | None:
    """The date as the shelf keeps it; None where no calendar has such a day."""
    assert dated.year is not None
    if not dated.day:
        starts: date | None = date(dated.year, dated.month, 1)
        last_year, last_month = dated.last_year or dated.year, dated.last_month or dated.month
        ends: date | None = date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    elif dated.whole_month:
        starts = ends = date(dated.year, dated.month, calendar.monthrange(dated.year, dated.month)[1])
    else:
        starts = day_or_none(dated.year, dated.month, dated.day)
        if dated.last_day:
            ends = day_or_none(dated.last_year or dated.year, dated.last_month, dated.last_day)
        elif starts is not None:
            starts, ends = _with_days_beside(starts, dated.days_beside)
        else:
            ends = None
    if starts is None or ends is None or ends < starts:
        return None
    wrong = ""
    written = ends if dated.days_beside < 0 else starts
    for weekday, day in ((dated.weekday, written), (dated.last_weekday, ends)):
        if weekday is not None and day.weekday() != weekday and not wrong:
            wrong = words.WEEKDAY_NAMES[weekday]
    return FoundDate(
        starts=starts,
        ends=ends,
        day=dated.day,
        month=dated.month,
        time=hours[0],
        until=hours[1] if hours[0] else "",
        role="closes" if closes else "when",
        words=" ".join(text[found.place : found.end].split()).rstrip("."),
        sentence=sentence[:500],
        wrong_weekday=wrong,
        year_guessed=found.year is None,
    )


def _with_days_beside(day: date, days: int) -> tuple[date, date]:
    """First and last day of the stretch a day begins (or ends, with ``days`` below zero)."""
    try:
        other = day + timedelta(days=days)
    except OverflowError:
        return day, day
    return min(day, other), max(day, other)
