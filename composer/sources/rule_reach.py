"""Whether a recurrence rule can strike at all between two days.

Expanding a rule that never does (the 31st of every February) makes the library search to the year 9999; here it takes one look at
each day of the time that matters. Where a part of a rule is beyond this test, it says yes.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def strikes(rule: dict[str, list[str]], start: date, stop: date) -> bool:
    """True where some day from ``start`` to ``stop`` (inclusive) may suit the rule."""
    frequency = rule["FREQ"][0]
    if not _positions_possible(rule, frequency):
        return False
    months = {int(month) for month in rule.get("BYMONTH", ())}
    month_days = {int(day) for day in rule.get("BYMONTHDAY", ())}
    year_days = {int(day) for day in rule.get("BYYEARDAY", ())}
    weekdays = {_DAYS.index(day[-2:]) for day in rule.get("BYDAY", ())}
    if not (month_days or year_days or weekdays or "BYWEEKNO" in rule):  # what is not said is as on the first day
        if frequency == "WEEKLY":
            weekdays = {start.weekday()}
        elif frequency in ("MONTHLY", "YEARLY"):
            month_days = {start.day}
            months = months or ({start.month} if frequency == "YEARLY" else set())
    interval = int(rule.get("INTERVAL", ["1"])[0])
    day = start
    while day <= stop:
        suits = (
            (not months or day.month in months)
            and (not weekdays or day.weekday() in weekdays)
            and (not month_days or _counted(day.day, calendar.monthrange(day.year, day.month)[1]) & month_days)
            and (not year_days or _counted(day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365) & year_days)
        )
        if suits and _in_turn(day, start, frequency, interval):
            return True
        if day == date.max:
            break
        day += timedelta(days=1)
    return False


def _counted(number: int, length: int) -> set[int]:
    """A day's number from the beginning and from the end (the last is -1)."""
    return {number, number - length - 1}


def _in_turn(day: date, start: date, frequency: str, interval: int) -> bool:
    """True where the day's year, month, week or day is one that the interval does not skip."""
    if frequency == "YEARLY":
        return (day.year - start.year) % interval == 0
    if frequency == "MONTHLY":
        return ((day.year - start.year) * 12 + day.month - start.month) % interval == 0
    apart = (day - start).days
    if frequency == "WEEKLY":  # weeks may begin on any day: where they do decides at most one week
        return any(weeks % interval == 0 for weeks in (apart // 7, (apart + 6) // 7))
    return apart % interval == 0 if frequency == "DAILY" else True


def _positions_possible(rule: dict[str, list[str]], frequency: str) -> bool:
    """False where BYSETPOS asks for a place that no set is long enough for."""
    positions = [abs(int(position)) for position in rule.get("BYSETPOS", ())]
    if not positions:
        return True
    longest = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7}.get(frequency, 1)
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        longest *= max(len(rule.get(name, ())), 1)
    return min(positions) <= longest
