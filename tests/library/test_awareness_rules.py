"""Rules for recurring days, read and reckoned."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import InputError
from composer.library.awareness_rules import LONGEST_SPAN, easter, read_rule


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        ("4 February", 2027, "2027-02-04", "2027-02-04"),
        ("4th of Feb", 2027, "2027-02-04", "2027-02-04"),
        ("October 10", 2026, "2026-10-10", "2026-10-10"),
        ("first Monday in May", 2026, "2026-05-04", "2026-05-04"),
        ("Last Friday of September", 2026, "2026-09-25", "2026-09-25"),
        ("second Thursday in October", 2026, "2026-10-08", "2026-10-08"),
        ("last day of February", 2028, "2028-02-29", "2028-02-29"),
        ("week containing 1 August", 2026, "2026-07-27", "2026-08-02"),
        ("week starting second Monday in May", 2026, "2026-05-11", "2026-05-17"),
        ("first Monday in November for 5 days", 2026, "2026-11-02", "2026-11-06"),
        ("1 to 7 June", 2026, "2026-06-01", "2026-06-07"),
        ("1–7 June", 2026, "2026-06-01", "2026-06-07"),
        ("25 November to 10 December", 2026, "2026-11-25", "2026-12-10"),
        ("28 December to 3 January", 2026, "2026-12-28", "2027-01-03"),
        ("October", 2026, "2026-10-01", "2026-10-31"),
        ("all of October", 2026, "2026-10-01", "2026-10-31"),
        ("Easter Sunday", 2026, "2026-04-05", "2026-04-05"),
        ("three weeks before Easter Sunday", 2026, "2026-03-15", "2026-03-15"),
        ("5 days after fourth Thursday in November", 2026, "2026-12-01", "2026-12-01"),
        ("Tuesday after fourth Thursday in November", 2026, "2026-12-01", "2026-12-01"),
        ("Sunday before 25 December", 2027, "2027-12-19", "2027-12-19"),
    ],
)
def test_rules_fall_where_the_calendar_says(rule: str, year: int, first: str, last: str) -> None:
    found = read_rule(rule).in_year(year)
    assert found is not None
    assert (str(found[0]), str(found[1])) == (first, last)


@pytest.mark.parametrize(
    "rule", ["", "sometime in May", "31 February", "sixth Monday in May", "32 May", "Monday", "1 March to 1 October", "x" * 300]
)
def test_what_is_no_rule_is_said_with_an_example(rule: str) -> None:
    with pytest.raises(InputError) as refused:
        read_rule(rule)
    assert refused.value.remedy


def test_a_day_that_is_not_in_every_year_waits() -> None:
    leap = read_rule("29 February")
    assert leap.in_year(2027) is None
    assert next(leap.from_day(date(2026, 11, 23)))[0] == date(2028, 2, 29)


def test_what_goes_on_is_the_next() -> None:
    rule = read_rule("28 December to 3 January")
    assert [str(first) for first, _last in islice(rule.from_day(date(2027, 1, 2)), 2)] == ["2026-12-28", "2027-12-28"]


def test_easter_on_known_days() -> None:
    assert [str(easter(year)) for year in (1961, 2000, 2019, 2025, 2038)] == [
        "1961-04-02", "2000-04-23", "2019-04-21", "2025-04-20", "2038-04-25",
    ]  # fmt: skip


_WORDS = [
    *("first", "last", "fifth", "Monday", "sunday", "in", "of", "May", "February", "29", "30", "1", "31", "99", "week"),
    *("containing", "starting", "for", "7", "days", "to", "before", "after", "Easter", "the", "all", "-", "’", "²"),
]


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_WORDS), max_size=10).map(" ".join)))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        rule = read_rule(text)
    except InputError:
        return
    for first, last in islice(rule.from_day(date(2026, 11, 23)), 5):
        assert 0 <= (last - first).days < LONGEST_SPAN + 3
