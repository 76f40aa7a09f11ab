"""Recurrence rules strike when another implementation says, and never cost more than they are worth."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from composer.sources.ical_values import rule_of
from composer.sources.rule_moments import Steps, TooManyStepsError, rule_moments

START = datetime(2026, 1, 15, 10, 30)


def _strikes(rule: str, since: datetime, until: datetime, start: datetime = START, steps: int = 100_000) -> list[datetime]:
    parts = rule_of(rule, start, UTC)
    assert parts is not None
    last = datetime.strptime(parts["UNTIL"][0], "%Y%m%dT%H%M%S") if "UNTIL" in parts else None
    return list(rule_moments(parts, start, last, (since, until), Steps(steps)))


def _days(rule: str, since: str, until: str, start: datetime = START) -> list[str]:
    span = [datetime.fromisoformat(day) for day in (since, until)]
    return [moment.date().isoformat() for moment in _strikes(rule, span[0], span[1], start)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", ["2026-06-09", "2026-07-14"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-06-26", "2026-07-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-06-30", "2026-07-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-07-31"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", []),
        ("FREQ=YEARLY;BYWEEKNO=28;BYDAY=MO", ["2026-07-06"]),
        ("FREQ=YEARLY;BYYEARDAY=-184", ["2026-07-01"]),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=1SA,SU", ["2026-06-06", "2026-06-07", "2026-06-14", "2026-06-21", "2026-06-28"]),
        ("FREQ=YEARLY;BYDAY=27MO", ["2026-07-06"]),
        ("FREQ=WEEKLY;INTERVAL=8", ["2026-07-02"]),
        ("FREQ=DAILY;INTERVAL=45", ["2026-07-14"]),
        ("FREQ=MONTHLY;COUNT=6", ["2026-06-15"]),
        ("FREQ=MONTHLY;UNTIL=20260615T103000", ["2026-06-15"]),
    ],
)
def test_usual_rules(rule: str, days: list[str]) -> None:
    assert _days(rule, "2026-06-01", "2026-08-01") == days


def test_the_week_begins_where_the_rule_says() -> None:
    start = datetime(1997, 8, 5, 9)
    rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST={}"  # the example of RFC 5545, 3.8.5.3
    assert _days(rule.format("MO"), "1997-08-01", "1997-09-30", start) == ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]
    assert _days(rule.format("SU"), "1997-08-01", "1997-09-30", start) == ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]


def test_several_times_a_day() -> None:
    found = _strikes("FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30", datetime(2026, 6, 1), datetime(2026, 6, 1, 23))
    assert [moment.time().isoformat("minutes") for moment in found] == ["09:00", "09:30", "17:00", "17:30"]
    found = _strikes("FREQ=HOURLY;INTERVAL=7;BYMINUTE=0", datetime(2026, 6, 1), datetime(2026, 6, 1, 23))
    assert all(moment.minute == 0 for moment in found)
    assert 3 <= len(found) <= 4


def test_an_old_series_costs_no_more_than_a_new_one() -> None:
    old = datetime(1900, 1, 1, 10)
    for rule in ("FREQ=DAILY", "FREQ=SECONDLY;INTERVAL=86400", "FREQ=DAILY;COUNT=999999", "FREQ=MONTHLY;BYDAY=3WE"):
        assert _strikes(rule, datetime(2026, 6, 1), datetime(2026, 7, 1), old, steps=200)


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=4,6", "FREQ=DAILY;BYSETPOS=2"),
        *("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;BYHOUR=3;INTERVAL=24"),
    ],
)
def test_rules_that_never_strike_end_soon(rule: str) -> None:
    assert _strikes(rule, datetime(2026, 1, 1), datetime(2027, 1, 1), steps=2_000) == []


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;BYSECOND=1,2,3", "FREQ=SECONDLY;COUNT=999999;BYMONTH=1,2,3,4,5,6"]
)
def test_bombs_run_out_of_steps(rule: str) -> None:
    with pytest.raises(TooManyStepsError):
        _strikes(rule, datetime(2026, 2, 1), datetime(2027, 1, 1), steps=20_000)


def test_the_end_of_time_is_reached_without_harm() -> None:
    for frequency in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY;INTERVAL=999"):
        late = datetime(9999, 12, 1)
        assert isinstance(_strikes(f"FREQ={frequency};COUNT=999999999", late, datetime.max, late, steps=10_000), list)
    assert _strikes("FREQ=WEEKLY", datetime(1, 1, 1), datetime(1, 1, 8), datetime(1, 1, 1)) == [
        datetime(1, 1, 1),
        datetime(1, 1, 8),
    ]


_DAY_NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def _list(low: int, high: int, size: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.integers(low, high).filter(bool), min_size=1, max_size=size, unique=True).map(
        lambda found: ",".join(map(str, found))
    )


def _weekdays(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(numbers, st.sampled_from(_DAY_NAMES)).map("".join), min_size=1, max_size=3, unique=True).map(
        ",".join
    )


@st.composite
def _rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"]))
    parts = [f"FREQ={frequency}"]
    numbers = st.just("")
    if frequency in ("YEARLY", "MONTHLY") and draw(st.booleans()):  # dateutil wants all days with a number or none
        numbers = st.integers(-5, 5).filter(bool).map(str)
    choices = {
        "INTERVAL": st.integers(1 if frequency != "MINUTELY" else 90, 20 if frequency != "MINUTELY" else 3_000).map(str),
        "BYMONTH": _list(1, 12),
        "BYMONTHDAY": _list(-28, 28),
        "BYDAY": _weekdays(numbers),
        "WKST": st.sampled_from(_DAY_NAMES),
        "BYHOUR": st.sampled_from(["9", "8,20", "0,12,23"]),
        "BYMINUTE": st.sampled_from(["0", "15,45"]),
        "BYSETPOS": st.sampled_from(["1", "-1", "1,-2"]),
        "COUNT": st.sampled_from(["1", "3", "10"]),
    }
    if frequency == "YEARLY":
        choices |= {"BYYEARDAY": _list(-366, 366)}
        if numbers is not None and draw(st.booleans()):
            choices |= {"BYWEEKNO": _list(2, 51)}
            choices["BYDAY"] = _weekdays(st.just(""))
    names = draw(st.lists(st.sampled_from(sorted(choices)), max_size=4, unique=True))
    if frequency == "MINUTELY" and "INTERVAL" not in names:
        names.append("INTERVAL")
    # dateutil looks for a rule that never strikes up to the year 9999.
    kept = [name for name in ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO") if name in names][:1]
    if kept and frequency != "YEARLY":
        kept = kept[:0] if "BYMONTH" in names or "BYDAY" in names or "INTERVAL" in names else kept
    names = [name for name in names if name not in ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO") or name in kept]
    if kept and "BYMONTH" in names and kept != ["BYMONTHDAY"]:
        names.remove("BYMONTH")
    if frequency not in ("YEARLY", "MONTHLY", "WEEKLY") or not any(name[:2] == "BY" and name != "BYSETPOS" for name in names):
        names = [name for name in names if name != "BYSETPOS"]
    return ";".join([*parts, *(f"{name}={draw(choices[name])}" for name in names)])


@given(_rules(), st.datetimes(datetime(2020, 1, 1), datetime(2026, 6, 1)), st.integers(0, 900), st.integers(1, 60))
@settings(max_examples=250)
def test_the_same_as_another_implementation_says(rule: str, start: datetime, ahead: int, days: int) -> None:
    start = start.replace(microsecond=0)
    if "BYSETPOS" in rule and "WEEKLY" in rule:  # dateutil numbers the days of the first week from the first day on
        start -= timedelta(days=(start.weekday() - _DAY_NAMES.index(rule.partition("WKST=")[2][:2] or "MO")) % 7)
        start = datetime.combine(start.date(), time(0, 0))
    since = start + timedelta(days=ahead)
    until = since + timedelta(days=days)
    ended = rule if "COUNT" in rule else f"{rule};UNTIL={until:%Y%m%dT%H%M%S}"
    try:
        theirs = list(islice(rrulestr(f"RRULE:{ended}", dtstart=start), 1_500))
    except ValueError:  # how it says that a rule never strikes
        theirs = []
    assume(len(theirs) < 1_500)
    assert _strikes(rule, since, until, start, steps=60_000) == [moment for moment in theirs if since <= moment <= until]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_weeks_of_the_year_are_those_of_iso_8601(day: date) -> None:
    week = day.isocalendar().week
    if day.isocalendar().year == day.year:
        start = datetime.combine(day - timedelta(days=day.toordinal() % 900), time())
        moment = datetime.combine(day, time())
        rule = f"FREQ=YEARLY;BYWEEKNO={week};BYDAY={_DAY_NAMES[day.weekday()]}"
        assert _strikes(rule, moment, moment, start) == [moment]
