"""The year of a day that is written without one: from the day of publication, other dates in the text, the weekday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from composer.sources.written_days import LONGEST_TEXT, WrittenDay, day_or_none, on_its_day, written_days


def reference_day(found: WrittenDay, full: Sequence[WrittenDay], published: date | None, year: int | None, today: date) -> date:
    """The day a date without a year is thought to be near to."""
    if published is not None:
        return published
    for near in sorted(full, key=lambda other: abs(other.place - found.place)):
        day = day_or_none(near.year, near.month, near.day)
        if day is not None:
            return day
    return date(year, 7, 1) if year is not None else today


def with_year(found: WrittenDay, reference: date, exact: int | None) -> WrittenDay | None:
    """The date with a year: as written, else the occurrence nearest to ``reference`` (rather after it than before), or in the
    year ``exact``. A weekday that fits another year near by decides, unless the date is close: then it is a slip of the pen."""
    if found.year is not None:
        return on_its_day(found)
    if found.nth:
        return _nth_near(found, reference, exact)
    if exact is not None:
        near = [exact, exact - 1, exact + 1]
    else:
        distance = {
            year: abs((day - reference).days - 60)
            for year in range(reference.year - 4, reference.year + 5)
            if (day := _day_in(year, found)) is not None
        }
        near = sorted(distance, key=lambda year: distance[year])
    candidates = [year for year in near if _day_in(year, found) is not None]
    if not candidates:
        return None
    chosen = candidates[0]
    day = _day_in(chosen, found)
    close = exact is None and day is not None and -45 <= (day - reference).days <= 100
    if found.weekday is not None and not close:
        fitting = [year for year in candidates[:3] if _weekday(year, found) == found.weekday]
        if exact is None:
            days = {year: _day_in(year, found) or reference for year in fitting}
            fitting = [year for year in fitting if -550 <= (days[year] - reference).days <= 400]
        chosen = fitting[0] if fitting else chosen
    turns = found.last_month and (found.month, found.day) > (found.last_month, found.last_day)
    last_year = chosen + 1 if turns else chosen
    return replace(found, year=chosen, last_year=last_year)


def _nth_near(found: WrittenDay, reference: date, exact: int | None) -> WrittenDay:
    """The last Friday in November of the year in which it is nearest, rather after ``reference`` than before."""
    years = range(max(reference.year - 1, 1), min(reference.year + 2, 9999)) if exact is None else (exact,)
    in_years = [on_its_day(replace(found, year=year)) for year in years]
    return min(in_years, key=lambda one: abs((date(one.year or 1, one.month, one.day) - reference).days - 60))


def _day_in(year: int, found: WrittenDay) -> date | None:
    """The day in that year, a whole month's first; None where no calendar has it."""
    return day_or_none(year, found.month, found.day or 1)


def _weekday(year: int, found: WrittenDay) -> int | None:
    day = day_or_none(year, found.month, found.day)
    return day.weekday() if day is not None else None


def likeliest_year(texts: Sequence[str], today: date) -> int | None:
    """The year a page of several posts most likely belongs to, from the years written on it and the weekdays that fit; None where
    nothing points anywhere."""
    votes: dict[int, float] = {}
    checked: list[WrittenDay] = []
    for text in texts:
        for found in written_days(text[:LONGEST_TEXT]):
            if found.year is not None and found.day:
                votes[found.year] = votes.get(found.year, 0) + 2
            elif found.year is None and found.weekday is not None:
                checked.append(found)
        for year in re.findall(r"(?<![\d/£$€,.-])(?:19|20)\d\d(?![\d%])", text):
            votes[int(year)] = votes.get(int(year), 0) + 0.25
    for found in checked:
        for year in votes:
            votes[year] += 1.5 if _weekday(year, found) == found.weekday else -1
    if not votes:
        return None
    best = max(votes, key=lambda year: (votes[year], -abs(year - today.year)))
    return best if votes[best] >= 1 else None
