"""The days and spans of days written in a text, with what is written of them and nothing guessed: a year only where one stands.

The patterns are in :mod:`composer.sources.date_words`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from composer.sources import date_words as words
from composer.sources.date_places import date_places

LONGEST_TEXT = 100_000


@dataclass(frozen=True)
class WrittenDay:
    """A date as it stands in the text.

    Attributes:
        year: None where none is written; likewise ``last_year``.
        day: 0 for a whole month, or for the months from ``month`` to ``last_month``.
        nth: 1 to 4, or -1 for the last: the day is that ``weekday`` of the month, and ``day`` only known with the year.
        days_beside: how many days belong to it beside itself; below zero for days before it.
    """

    place: int
    end: int
    day: int
    month: int
    year: int | None = None
    last_day: int = 0
    last_month: int = 0
    last_year: int | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    days_beside: int = 0
    nth: int = 0
    time: str = ""
    whole_month: bool = False


def day_or_none(year: int | None, month: int, day: int) -> date | None:
    """That day; None where no calendar has it."""
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def written_days(text: str) -> Iterator[WrittenDay]:
    """Every date as written; a longer form takes its words before a shorter one can."""
    places = date_places(text)
    if not places:
        return
    taken = bytearray(len(text))
    forms = (
        (words.NUMBERED, _from_numbers),
        (words.MONTH_BETWEEN, _from_day),
        (words.SPAN, _from_span),
        (words.SEVERAL, _from_several),
        (words.SPAN_MONTH_FIRST, _from_span),
        (words.ONE_DAY, _from_day),
        (words.MONTH_FIRST, _from_month_first),
        (words.NTH_WEEKDAY, _from_nth_weekday),
        (words.DAY_IN_WORDS, _from_day_in_words),
        (words.END_OF_MONTH, _from_end_of_month),
        (words.MONTHS_SPAN, _from_months),
        (words.WHOLE_MONTH, _from_whole_month),
        (words.MONTH_YEAR, _from_month),
    )
    for pattern, read in forms:
        free: list[tuple[int, int]] = []
        for match in (match for start, end in places for match in pattern.finditer(text, start, end)):
            if taken.find(1, match.start(), match.end()) >= 0 or _inside_address(text, match.start()):
                continue
            found = list(read(match, text))
            if found:
                free.append(match.span())
                yield from found
        for start, end in free:
            taken[start:end] = b"\x01" * (end - start)


def _inside_address(text: str, place: int) -> bool:
    word = text[max(place - 200, 0) : place].split()
    return bool(word) and not text[place - 1].isspace() and re.search(r"https?:|www\.|@", word[-1]) is not None


def _month(match: re.Match[str], name: str) -> int:
    """The month in a named group; 0 where ``may`` is the verb, which no year follows."""
    written = match[name]
    if written == "may" and not match.groupdict().get(name.replace("month", "year")):
        return 0
    return words.month_number(written)


def _day(written: str) -> int:
    figures = re.match(r"\d+", written)
    assert figures is not None
    return int(figures.group())


def _from_span(match: re.Match[str], text: str) -> Iterator[WrittenDay]:
    groups = match.groupdict()
    first, last = _day(groups["day1"]), _day(groups["day2"])
    last_month = _month(match, "month2") if groups["month2"] else _month(match, "month1")
    month = _month(match, "month1") if groups["month1"] else last_month
    if not month or not last_month or (not groups["month1"] and first >= last):
        return
    between = text[match.end("day1") : match.start("day2")]
    if match.re is words.SPAN_MONTH_FIRST and words.AFTER_A_DAY.search(text[: match.start()][-20:]):
        return  # 12 Dec 7-9pm
    if re.search(r"\band\b", between) and not re.search(r"\bbetween\s+(?:\w+\s+)?$", text[: match.start()][-30:], re.IGNORECASE):
        return  # two days rather than a span
    last_year = words.year_number(groups["year2"])
    year = words.year_number(groups.get("year1"))
    if year is None and last_year is not None:
        year = last_year - 1 if (month, first) > (last_month, last) else last_year
    inside = words.TIME_INSIDE.search(between)
    yield WrittenDay(
        match.start(), match.end(), first, month, year, last, last_month, last_year,
        words.weekday_number(groups.get("weekday1")), words.weekday_number(groups.get("weekday2")),
        time=words.time_of_day(inside["clock"]) if inside else "",
    )  # fmt: skip


def _from_several(match: re.Match[str], _text: str) -> Iterator[WrittenDay]:
    month, year = _month(match, "month1"), words.year_number(match["year1"])
    days = [int(day) for day in words.DAY_IN_LIST.findall(match["days"])] + [_day(match["day1"])]
    if not month or any(one >= other for one, other in pairwise(days)):
        return
    for day in days:
        yield WrittenDay(match.start(), match.end(), day, month, year)


def _from_day(match: re.Match[str], text: str) -> Iterator[WrittenDay]:
    month = _month(match, "month1")
    if not month or (match["year1"] is None and _is_elsewhere(match, text)):
        return
    yield WrittenDay(
        match.start(), match.end(), _day(match["day1"]), month, words.year_number(match["year1"]),
        weekday=words.weekday_number(match["weekday1"]), days_beside=words.days_beside(text[: match.start()][-40:]),
    )  # fmt: skip


def _is_elsewhere(match: re.Match[str], text: str) -> bool:
    """True where what stands beside it makes it no day to come to: a year long ago, a street, the number of something."""
    if words.OLD_YEAR.match(text, match.end()) or words.IN_AN_ADDRESS.match(text, match.end()):
        return True
    return match["day1"].isdigit() and words.NUMBER_OF.search(text[max(match.start() - 20, 0) : match.start()]) is not None


def _from_month_first(match: re.Match[str], text: str) -> Iterator[WrittenDay]:
    """``July 5``: only where something beside it says that a date is meant (``in March 30 people came`` is none)."""
    month = _month(match, "month1")
    sure = match["weekday1"] or match["year1"] or re.search(r"[a-z]$", match["day1"])
    if month and (sure or re.match(r"\s*([,.;:)@\n]|$|at\b|from\b|\d)", text[match.end() :][:10])):
        yield WrittenDay(
            match.start(), match.end(), _day(match["day1"]), month, words.year_number(match["year1"]),
            weekday=words.weekday_number(match["weekday1"]),
        )  # fmt: skip


def _from_numbers(match: re.Match[str], text: str) -> Iterator[WrittenDay]:
    if match["iso"]:
        day, month, year = int(match["iso_day"]), int(match["iso_month"]), int(match["iso"])
    elif match["mark"] == "/" or len(match["year1"]) == 4:
        day, month, year = int(match["day1"]), int(match["month1"]), words.year_number(match["year1"]) or 0
    else:
        return
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield WrittenDay(
            match.start(), match.end(), day, month, year,
            weekday=words.weekday_number(match["weekday1"]), days_beside=words.days_beside(text[: match.start()][-40:]),
        )  # fmt: skip


def _from_end_of_month(match: re.Match[str], _text: str) -> Iterator[WrittenDay]:
    """``by the end of March``: its last day."""
    month = _month(match, "month1")
    if month:
        year = words.year_number(match["year1"])
        day = calendar.monthrange(year or 2001, month)[1]
        yield WrittenDay(match.start(), match.end(), day, month, year, whole_month=True)


def _from_nth_weekday(match: re.Match[str], _text: str) -> Iterator[WrittenDay]:
    """``the last Friday in November``, ``first and third Saturday of June``."""
    month, weekday = _month(match, "month1"), words.weekday_number(match["weekday1"])
    if not month or weekday is None or _small(match["month1"]):
        return
    for nth in re.findall(r"\w+", match["nths"].lower()):
        if nth in words.NTHS:
            yield on_its_day(
                WrittenDay(
                    match.start(), match.end(), 0, month, words.year_number(match["year1"]), weekday=weekday, nth=words.NTHS[nth]
                )
            )


def on_its_day(found: WrittenDay) -> WrittenDay:
    """Of a day told by its weekday in a month (``nth``): its day of the month, where the year is known."""
    if not found.nth or found.year is None or found.weekday is None:
        return found
    length = calendar.monthrange(found.year, found.month)[1]
    if found.nth > 0:
        day = 1 + (found.weekday - date(found.year, found.month, 1).weekday()) % 7 + 7 * (found.nth - 1)
    else:
        day = length - (date(found.year, found.month, length).weekday() - found.weekday) % 7
    return replace(found, day=day)


def _from_day_in_words(match: re.Match[str], _text: str) -> Iterator[WrittenDay]:
    """``the twenty-first of May``."""
    month = _month(match, "month1")
    if month and not _small(match["month1"]):
        day = words.DAYS_IN_WORDS.index("-".join(match["day1"].lower().split())) + 1
        yield WrittenDay(
            match.start(), match.end(), day, month, words.year_number(match["year1"]),
            weekday=words.weekday_number(match["weekday1"]),
        )  # fmt: skip


def _from_months(match: re.Match[str], text: str) -> Iterator[WrittenDay]:
    """``March to May 2027``, ``between June and August``: from the first day of one month to the last of the other. Two months
    with nothing else to say that a span of time is meant (``April and June met``) are none."""
    month, last_month = _month(match, "month1"), _month(match, "month2")
    year, last_year = words.year_number(match["year1"]), words.year_number(match["year2"])
    lead, joint = (match["lead"] or "").lower(), match["to"].strip().lower()
    meant = bool(lead or year or last_year or joint == "through")
    if joint in ("/", "and", "&"):  # two months in a list are a span only where one follows the other
        meant = meant and (lead.startswith("between") or ((last_month - month) % 12 == 1 and not year))
    if not (month and last_month and meant) or month == last_month or _small(match["month1"]) or _small(match["month2"]):
        return
    if words.AFTER_A_DAY.search(text[: match.start("month1")][-20:]):
        return
    if last_year is not None and year is None:
        year = last_year - 1 if month > last_month else last_year
    elif year is not None and last_year is None:
        last_year = year + 1 if month > last_month else year
    if year is None or last_year is None or (year, month) < (last_year, last_month):
        yield WrittenDay(match.start("month1"), match.end(), 0, month, year, 0, last_month, last_year)


def _from_whole_month(match: re.Match[str], _text: str) -> Iterator[WrittenDay]:
    """``throughout May``; not the verb, and not the walk that marches."""
    month = _month(match, "month1")
    if month and not _small(match["month1"]):
        yield WrittenDay(match.start(), match.end(), 0, month, words.year_number(match["year1"]))


def _small(written: str) -> bool:
    return written[0].islower()


def _from_month(match: re.Match[str], text: str) -> Iterator[WrittenDay]:
    month = _month(match, "month1")
    begin = max(match.start() - 10, 0)
    day = words.DAY_BEFORE.search(text[begin : match.start()])
    if month and day:
        yield WrittenDay(begin + day.start(), match.end(), int(day["day1"]), month, words.year_number(match["year1"]))
    elif month:
        yield WrittenDay(match.start(), match.end(), 0, month, words.year_number(match["year1"]))
