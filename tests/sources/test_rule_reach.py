"""Rules that can never strike are found out; rules that can are not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.sources.ical_values import rule_of
from composer.sources.rule_reach import strikes

START = date(2026, 1, 15)


def _strikes(rule: str, days: int = 366, start: date = START) -> bool:
    parts = rule_of(rule, start, UTC)
    assert parts is not None
    return strikes(parts, start, start + timedelta(days=days))


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6", "FREQ=YEARLY;BYYEARDAY=366"),
        *("FREQ=DAILY;BYSETPOS=2", "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "FREQ=DAILY;BYMONTHDAY=31;BYYEARDAY=1"),
    ],
)
def test_rules_that_never_strike(rule: str) -> None:
    assert not _strikes(rule)


@pytest.mark.parametrize(
    "rule",
    [
        *(
            "FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=MO",
            "FREQ=MONTHLY;BYDAY=2TU",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=YEARLY",
            "FREQ=HOURLY",
        ),
        *("FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYMONTH=6", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=YEARLY;BYYEARDAY=-1"),
    ],
)
def test_rules_that_do(rule: str) -> None:
    assert _strikes(rule)


def test_leap_days() -> None:
    assert not _strikes("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 700)
    assert _strikes("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 900)
    assert not strikes({"FREQ": ["DAILY"], "BYMONTH": ["1"]}, date(9999, 12, 1), date.max)


_PARTS = st.tuples(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 5),
    st.lists(st.sampled_from(["BYMONTH=3,7", "BYMONTHDAY=1,15,-1", "BYDAY=MO,SA", "BYYEARDAY=100,-1"]), max_size=2, unique=True),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
)


@given(_PARTS)
@settings(max_examples=80)
def test_it_never_says_no_where_the_library_finds_something(parts: tuple[str, int, list[str], date]) -> None:
    from dateutil.rrule import rrulestr

    frequency, interval, filters, start = parts
    rule = ";".join([f"FREQ={frequency}", f"INTERVAL={interval}", *filters])
    first = datetime.combine(start, datetime.min.time())
    stop = first + timedelta(days=800)
    if not _strikes(rule, 800, start):  # the library is only asked then: it searches long for what is not there
        found = rrulestr(f"{rule};UNTIL={stop:%Y%m%dT%H%M%S}", dtstart=first)
        assert next(iter(found), None) is None
