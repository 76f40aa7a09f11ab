"""When a recurrence rule strikes (RFC 5545, 3.3.10), between two moments only.

Nothing is followed from the first day on where the rule does not count its strikes: the years, months, weeks or days of the span
asked for are looked at, so an old series costs no more than a new one, and a rule that never strikes costs no more than others.
All moments here are wall times without a zone.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SECONDS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1, "DAILY": 86_400, "WEEKLY": 604_800}
_LAST_YEAR = 9998
_LATEST = datetime.combine(date.max, time.min)
_FILTERS = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS")


class TooManyStepsError(Exception):
    """A rule asks for more looking than anybody should do for it."""


class Steps:
    """How much looking is left, for one rule or for all of a calendar."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, count: int) -> None:
        """Raises:
        TooManyStepsError: none are left.
        """
        self.left -= count
        if self.left < 0:
            raise TooManyStepsError


def rule_moments(
    rule: Mapping[str, Sequence[str]], start: datetime, until: datetime | None, span: tuple[datetime, datetime], steps: Steps
) -> Iterator[datetime]:
    """The strikes from ``span[0]`` to ``span[1]`` (both inclusive), in their order.

    Args:
        rule: parts as :func:`composer.sources.ical_values.rule_of` leaves them; its UNTIL is not looked at.
        start: the first moment of the series; it is among the strikes only where it suits the rule.
        until: the last moment that counts.

    Raises:
        TooManyStepsError: there is too much to look at.
    """
    first, last = max(span[0], start), min(span[1], until) if until is not None else span[1]
    left = int(rule["COUNT"][0]) if "COUNT" in rule else None
    if left is not None and _even(rule, start):
        step = timedelta(seconds=_SECONDS[rule["FREQ"][0]]) * _interval(rule)
        if left - 1 <= (_LATEST - start) // step:
            last = min(last, start + step * (left - 1))
        left = None
    if left is not None:
        first = start
    for moment in _Pattern(rule, start).strikes(first, last, steps):
        if moment < first:
            continue
        if moment > last or left == 0:
            return
        if left is not None:
            left -= 1
        if moment >= span[0]:
            yield moment


def _interval(rule: Mapping[str, Sequence[str]]) -> int:
    return int(rule["INTERVAL"][0]) if "INTERVAL" in rule else 1


def _even(rule: Mapping[str, Sequence[str]], start: datetime) -> bool:
    """True where every strike comes the same span after the one before."""
    if rule["FREQ"][0] not in _SECONDS:
        return False
    named = [name for name in _FILTERS if name in rule]
    same_day = rule["FREQ"][0] == "WEEKLY" and list(rule.get("BYDAY", ())) == [_DAYS[start.weekday()]]
    return not named or (named == ["BYDAY"] and same_day)


class _Pattern:
    """A rule with its numbers read."""

    def __init__(self, rule: Mapping[str, Sequence[str]], start: datetime) -> None:
        self.start = start
        self.frequency = rule["FREQ"][0]
        self.interval = _interval(rule)
        self.week_start = _DAYS.index(rule["WKST"][0]) if "WKST" in rule else 0
        self.months, self.month_days, self.year_days, self.weeks = (
            frozenset(int(number) for number in rule.get(name, ())) for name in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
        )
        self.hours, self.minutes, self.seconds = (
            sorted({min(int(number), 59) for number in rule.get(name, ())}) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")
        )
        self.positions = [int(number) for number in rule.get("BYSETPOS", ())]
        self._read_weekdays(rule.get("BYDAY", ()))
        self._fill_in()
        self.times = (
            [
                time(*clock)
                for clock in product(self.hours or [start.hour], self.minutes or [start.minute], self.seconds or [start.second])
            ]
            if _SECONDS.get(self.frequency, 86_400) >= 86_400
            else []
        )

    def _read_weekdays(self, written: Sequence[str]) -> None:
        """Plain weekdays, and those with a number: only months and years can count theirs."""
        counts = self.frequency == "MONTHLY" or (self.frequency == "YEARLY" and not self.weeks)
        numbered = [(int(day[:-2]), _DAYS.index(day[-2:])) for day in written if day[:-2].strip("+-0") and counts]
        self.numbered = frozenset(numbered)
        self.weekdays = frozenset(_DAYS.index(day[-2:]) for day in written if not (day[:-2].strip("+-0") and counts))

    def _fill_in(self) -> None:
        """What the rule does not say is as on the first day."""
        if self.weeks or self.year_days or self.month_days or self.weekdays or self.numbered:
            return
        if self.frequency == "WEEKLY":
            self.weekdays = frozenset({self.start.weekday()})
        elif self.frequency == "MONTHLY":
            self.month_days = frozenset({self.start.day})
        elif self.frequency == "YEARLY":
            self.month_days = frozenset({self.start.day})
            self.months = self.months or frozenset({self.start.month})

    def strikes(self, first: datetime, last: datetime, steps: Steps) -> Iterator[datetime]:
        """From the period that holds ``first`` on, up to the one that holds ``last``."""
        if first > last:
            return
        if self.frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
            yield from self._within_days(first, last, steps)
            return
        for days in self._periods(first.date(), last.date(), steps):
            steps.take(len(days) * len(self.times) + 1)
            if self.positions:
                yield from self._picked(days)
            else:
                for day in days:
                    for clock in self.times:
                        yield datetime.combine(day, clock)

    def _picked(self, days: list[date]) -> Iterator[datetime]:
        """The strikes of one period that BYSETPOS asks for."""
        size = len(days) * len(self.times)
        places = {position - 1 if position > 0 else size + position for position in self.positions}
        for place in sorted(place for place in places if 0 <= place < size):
            yield datetime.combine(days[place // len(self.times)], self.times[place % len(self.times)])

    def _periods(self, first: date, last: date, steps: Steps) -> Iterator[list[date]]:
        """The suitable days of each year, month, week or day."""
        start = self.start.date()
        if self.frequency == "YEARLY":
            ahead = max(first.year - start.year, 0)
            for year in range(start.year + ahead - ahead % self.interval, min(last.year, _LAST_YEAR) + 1, self.interval):
                yield self._days_of_year(year, steps)
        elif self.frequency == "MONTHLY":
            begun = start.year * 12 + start.month - 1
            ahead = max(first.year * 12 + first.month - 1 - begun, 0)
            stop = min(last.year * 12 + last.month - 1, _LAST_YEAR * 12 + 11)
            for number in range(begun + ahead - ahead % self.interval, stop + 1, self.interval):
                yield self._days_of_month(number // 12, number % 12 + 1, steps)
        else:
            size = 7 if self.frequency == "WEEKLY" else 1
            begun = start.toordinal() - ((start.weekday() - self.week_start) % 7 if size == 7 else 0)
            stride = size * self.interval
            ahead = max(first.toordinal() - begun, 0)
            for number in range(
                begun + ahead - ahead % stride, min(last.toordinal(), date(_LAST_YEAR, 12, 31).toordinal()) + 1, stride
            ):
                steps.take(1)
                days = [date.fromordinal(number + place) for place in range(size) if number + place > 0]
                yield [day for day in days if self._suits(day)]

    def _days_of_year(self, year: int, steps: Steps) -> list[date]:
        if self.months or (self.month_days and not self.year_days and not self.weeks):
            return [
                day
                for month in range(1, 13)
                if not self.months or month in self.months
                for day in self._days_of_month(year, month, steps)
            ]
        steps.take(100)
        begun = date(year, 1, 1).toordinal()
        return [
            day for place in range(366 if calendar.isleap(year) else 365) if self._suits(day := date.fromordinal(begun + place))
        ]

    def _days_of_month(self, year: int, month: int, steps: Steps) -> list[date]:
        steps.take(1)
        if self.months and month not in self.months:
            return []
        length = calendar.monthrange(year, month)[1]
        numbers: Sequence[int] = range(1, length + 1)
        if self.month_days:
            counted = {number if number > 0 else length + 1 + number for number in self.month_days}
            numbers = sorted(number for number in counted if 1 <= number <= length)
        steps.take(len(numbers) // 4)
        return [day for number in numbers if self._suits(day := date(year, month, number))]

    def _suits(self, day: date) -> bool:
        """True where no part of the rule speaks against the day."""
        if self.months and day.month not in self.months:
            return False
        if self.weekdays or self.numbered:
            weekday = day.weekday()
            if weekday not in self.weekdays and not (self.numbered and self._numbered(day, weekday)):
                return False
        if self.month_days and not _counted(day.day, calendar.monthrange(day.year, day.month)[1]) & self.month_days:
            return False
        if self.year_days and not _counted(day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365) & self.year_days:
            return False
        return not self.weeks or bool(_counted(*_week_of(day, self.week_start)) & self.weeks)

    def _numbered(self, day: date, weekday: int) -> bool:
        """True where the day is, say, the second Tuesday or the last Friday of its month or year."""
        if self.frequency == "MONTHLY" or self.months:
            number, length = day.day, calendar.monthrange(day.year, day.month)[1]
        else:
            number, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
        return ((number + 6) // 7, weekday) in self.numbered or (-((length - number) // 7 + 1), weekday) in self.numbered

    def _within_days(self, first: datetime, last: datetime, steps: Steps) -> Iterator[datetime]:
        """Every so many hours, minutes or seconds; what lies between is skipped by the day, hour or minute."""
        unit = _SECONDS[self.frequency]
        base = self.start.replace(minute=0 if unit == 3600 else self.start.minute, second=self.start.second if unit == 1 else 0)
        stride = timedelta(seconds=unit * self.interval)
        minutes = (self.minutes or [self.start.minute]) if unit == 3600 else [0]
        seconds = (self.seconds or [self.start.second]) if unit > 1 else [0]
        number = max((first - base) // stride, 0)
        while True:
            steps.take(1)
            if number > (last - base) // stride:
                return
            moment = base + stride * number
            skip_to: datetime | None = None
            if not self._suits(moment.date()):
                skip_to = datetime.combine(moment.date(), time()) + timedelta(days=1)
            elif self.hours and moment.hour not in self.hours:
                skip_to = moment.replace(minute=0, second=0) + timedelta(hours=1)
            elif unit < 3600 and self.minutes and moment.minute not in self.minutes:
                skip_to = moment.replace(second=0) + timedelta(minutes=1)
            elif unit == 1 and self.seconds and moment.second not in self.seconds:
                number += 1
                continue
            if skip_to is not None:
                number = max(-((base - skip_to) // stride), number + 1)
                continue
            found = [
                moment.replace(minute=m if unit == 3600 else moment.minute, second=s if unit > 1 else moment.second)
                for m, s in product(minutes, seconds)
            ]
            steps.take(len(found) - 1)
            size = len(found)
            if self.positions:
                places = {place - 1 if place > 0 else size + place for place in self.positions}
                found = [found[place] for place in sorted(places) if 0 <= place < size]
            yield from found
            number += 1


def _counted(number: int, length: int) -> set[int]:
    """A day's or week's number from the beginning and from the end (the last is -1)."""
    return {number, number - length - 1}


def _week_of(day: date, week_start: int) -> tuple[int, int]:
    """The number of the day's week and how many weeks its year has: the first holds four days of the year or more."""
    for year in (day.year + 1, day.year, day.year - 1):
        begun = _first_week(year, week_start)
        if day.toordinal() >= begun:
            return (day.toordinal() - begun) // 7 + 1, (_first_week(year + 1, week_start) - begun) // 7
    return 1, 52


def _first_week(year: int, week_start: int) -> int:
    fourth = date(year, 1, 4) if year >= 1 else date(1, 1, 4)
    return fourth.toordinal() - (fourth.weekday() - week_start) % 7
