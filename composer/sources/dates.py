"""Dates and deadlines found in running text, as people in Britain write them.

Found: ``12 June 2017``, ``Monday 5th of June``, ``12-16 June``, ``28 June to 3 July``, ``3, 10 and 17 May``, ``week commencing
6 March``, ``July 5, 2017``, ``05/07/2017``, ``2017-07-05``, ``February 2014``; with a time of day before or after (``noon on
Friday 7 July``, ``5 July at 5.30pm``). Where no year is written it is taken from what is near: the day of publication, other
dates in the text, the weekday.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from composer.library.item import FoundDate
from composer.sources import date_words as words
from composer.sources.date_places import date_places
from composer.sources.relative_days import days_in_figures, relative_days

LONGEST_TEXT = 100_000
MOST_DATES = 200
# It begins with a set of characters, which re then looks for quickly; the counts keep a line of dots from taking long.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)\s*|(?<=[.!?])(?<!\bDr.)(?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bSt.)(?<!\bNo.)(?<!\bProf.)(?<!\be\.g.)(?<!\bi\.e.)"
    r"(?<!\b[ap]\.m.)[.!?]{0,9}[\"”’')\]]{0,9}\s+(?=[^\sa-z]))"
)


@dataclass(frozen=True)
class _Written:
    """A date as it stands in the text; ``year`` is None where none is written. ``day`` 0: a whole month."""

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
    week: bool = False
    time: str = ""
    whole_month: bool = False


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
    spelt = list(_written(text))
    written = _joined(sorted([*spelt, *_named(text, spelt, published)], key=lambda found: found.place), text)[:most]
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
        dated = _with_year(
            found, _reference(found, full, published, year, today), year if published is None and not full else None
        )
        if dated is None:
            continue
        time, until = _time(found, before, after, text[found.end :][:60], closes)
        made = _found(found, dated, text, (time, until), closes, sentence)
        if made is not None and not any(_same(made, other) for other in dates):
            dates.append(made)
    return tuple(dates)


def _named(text: str, spelt: Sequence[_Written], published: date | None) -> Iterator[_Written]:
    """Days named from the day of publication, and days in figures without a year, where no other date stands."""
    taken = bytearray(len(text))
    for other in spelt:
        taken[other.place : other.end] = b"\x01" * (other.end - other.place)
    for found in (*relative_days(text, published), *days_in_figures(text)):
        if taken.find(1, found.place, found.end) < 0:
            yield _Written(found.place, found.end, found.day, found.month, found.year, weekday=found.weekday)


def _joined(written: Sequence[_Written], text: str) -> list[_Written]:
    """Two whole dates in figures with nothing but a dash or “to” between them are one span."""
    joined: list[_Written] = []
    for found in written:
        first = joined[-1] if joined else None
        if (
            first is not None
            and first.year is not None
            and found.year is not None
            and first.day
            and found.day
            and not (first.last_day or found.last_day or first.week)
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


def _written(text: str) -> Iterator[_Written]:
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
        (words.END_OF_MONTH, _from_end_of_month),
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


def _from_span(match: re.Match[str], text: str) -> Iterator[_Written]:
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
    yield _Written(
        match.start(), match.end(), first, month, year, last, last_month, last_year,
        words.weekday_number(groups.get("weekday1")), words.weekday_number(groups.get("weekday2")),
        time=words.time_of_day(inside["clock"]) if inside else "",
    )  # fmt: skip


def _from_several(match: re.Match[str], _text: str) -> Iterator[_Written]:
    month, year = _month(match, "month1"), words.year_number(match["year1"])
    days = [int(day) for day in words.DAY_IN_LIST.findall(match["days"])] + [_day(match["day1"])]
    if not month or any(one >= other for one, other in pairwise(days)):
        return
    for day in days:
        yield _Written(match.start(), match.end(), day, month, year)


def _from_day(match: re.Match[str], text: str) -> Iterator[_Written]:
    month = _month(match, "month1")
    if not month or (match["year1"] is None and words.OLD_YEAR.match(text, match.end())):
        return
    week = words.WEEK_OF.search(text[: match.start()][-40:]) is not None
    yield _Written(
        match.start(), match.end(), _day(match["day1"]), month, words.year_number(match["year1"]),
        weekday=words.weekday_number(match["weekday1"]), week=week,
    )  # fmt: skip


def _from_month_first(match: re.Match[str], text: str) -> Iterator[_Written]:
    """``July 5``: only where something beside it says that a date is meant (``in March 30 people came`` is none)."""
    month = _month(match, "month1")
    sure = match["weekday1"] or match["year1"] or re.search(r"[a-z]$", match["day1"])
    if month and (sure or re.match(r"\s*([,.;:)@\n]|$|at\b|from\b|\d)", text[match.end() :][:10])):
        yield _Written(
            match.start(), match.end(), _day(match["day1"]), month, words.year_number(match["year1"]),
            weekday=words.weekday_number(match["weekday1"]),
        )  # fmt: skip


def _from_numbers(match: re.Match[str], text: str) -> Iterator[_Written]:
    if match["iso"]:
        day, month, year = int(match["iso_day"]), int(match["iso_month"]), int(match["iso"])
    elif match["mark"] == "/" or len(match["year1"]) == 4:
        day, month, year = int(match["day1"]), int(match["month1"]), words.year_number(match["year1"]) or 0
    else:
        return
    if 1 <= month <= 12 and 1 <= day <= 31:
        week = words.WEEK_OF.search(text[: match.start()][-40:]) is not None
        yield _Written(match.start(), match.end(), day, month, year, weekday=words.weekday_number(match["weekday1"]), week=week)


def _from_end_of_month(match: re.Match[str], _text: str) -> Iterator[_Written]:
    """``by the end of March``: its last day."""
    month = _month(match, "month1")
    if month:
        year = words.year_number(match["year1"])
        day = calendar.monthrange(year or 2001, month)[1]
        yield _Written(match.start(), match.end(), day, month, year, whole_month=True)


def _from_month(match: re.Match[str], text: str) -> Iterator[_Written]:
    month = _month(match, "month1")
    begin = max(match.start() - 10, 0)
    day = words.DAY_BEFORE.search(text[begin : match.start()])
    if month and day:
        yield _Written(begin + day.start(), match.end(), int(day["day1"]), month, words.year_number(match["year1"]))
    elif month:
        yield _Written(match.start(), match.end(), 0, month, words.year_number(match["year1"]))


def _reference(found: _Written, full: Sequence[_Written], published: date | None, year: int | None, today: date) -> date:
    """The day a date without a year is thought to be near to."""
    if published is not None:
        return published
    for near in sorted(full, key=lambda other: abs(other.place - found.place)):
        day = _date(near.year, near.month, near.day)
        if day is not None:
            return day
    return date(year, 7, 1) if year is not None else today


def _with_year(found: _Written, reference: date, exact: int | None) -> _Written | None:
    """The date with a year: as written, else the occurrence nearest to ``reference`` (rather after it than before), or in the
    year ``exact``. A weekday that fits another year near by decides, unless the date is close: then it is a slip of the pen."""
    if found.year is not None:
        return found
    if exact is not None:
        near = [exact, exact - 1, exact + 1]
    else:
        distance = {
            year: abs((day - reference).days - 60)
            for year in range(reference.year - 4, reference.year + 5)
            if (day := _date(year, found.month, found.day)) is not None
        }
        near = sorted(distance, key=lambda year: distance[year])
    candidates = [year for year in near if _date(year, found.month, found.day) is not None]
    if not candidates:
        return None
    chosen = candidates[0]
    day = _date(chosen, found.month, found.day)
    close = exact is None and day is not None and -45 <= (day - reference).days <= 100
    if found.weekday is not None and not close:
        fitting = [year for year in candidates[:3] if _weekday(year, found) == found.weekday]
        if exact is None:
            days = {year: _date(year, found.month, found.day) or reference for year in fitting}
            fitting = [year for year in fitting if -550 <= (days[year] - reference).days <= 400]
        chosen = fitting[0] if fitting else chosen
    last_year = chosen + 1 if found.last_day and (found.month, found.day) > (found.last_month, found.last_day) else chosen
    return replace(found, year=chosen, last_year=last_year)


def _weekday(year: int, found: _Written) -> int | None:
    day = _date(year, found.month, found.day)
    return day.weekday() if day is not None else None


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def _time(found: _Written, before: str, after: str, below: str, closes: bool) -> tuple[str, str]:
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


def _found(found: _Written, dated: _Written, text: str, hours: tuple[str, str], closes: bool, sentence: str) -> FoundDate | None:
    """The date as the shelf keeps it; None where no calendar has such a day."""
    assert dated.year is not None
    if not dated.day:
        starts: date | None = date(dated.year, dated.month, 1)
        ends: date | None = date(dated.year, dated.month, calendar.monthrange(dated.year, dated.month)[1])
    elif dated.whole_month:
        starts = ends = date(dated.year, dated.month, calendar.monthrange(dated.year, dated.month)[1])
    else:
        starts = _date(dated.year, dated.month, dated.day)
        if dated.last_day:
            ends = _date(dated.last_year or dated.year, dated.last_month, dated.last_day)
        else:
            ends = starts + timedelta(days=6) if starts is not None and found.week else starts
    if starts is None or ends is None or ends < starts:
        return None
    wrong = ""
    for weekday, day in ((dated.weekday, starts), (dated.last_weekday, ends)):
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


def likeliest_year(texts: Sequence[str], today: date) -> int | None:
    """The year a page of several posts most likely belongs to, from the years written on it and the weekdays that fit; None where
    nothing points anywhere."""
    votes: dict[int, float] = {}
    checked: list[_Written] = []
    for text in texts:
        for found in _written(text[:LONGEST_TEXT]):
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
