"""The year of a day that is written without one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from composer.sources.missing_years import likeliest_year, reference_day, with_year
from composer.sources.written_days import WrittenDay

TODAY = date(2019, 6, 1)


def test_the_year_of_a_page() -> None:
    page = ["The bid closes on 5 July 2017.", "Today, Wednesday 22 February", "by 2018", "born in 2014"]
    assert likeliest_year(page, TODAY) == 2017
    assert likeliest_year(["No date at all"], TODAY) is None
    assert likeliest_year(["Only 2014"], TODAY) is None


def test_the_day_a_date_is_near_to() -> None:
    bare, full = WrittenDay(100, 110, 5, 7), WrittenDay(0, 11, 1, 2, 2015)
    assert reference_day(bare, [full], date(2017, 1, 1), None, TODAY) == date(2017, 1, 1)
    assert reference_day(bare, [full], None, None, TODAY) == date(2015, 2, 1)
    assert reference_day(bare, [], None, 2016, TODAY) == date(2016, 7, 1)
    assert reference_day(bare, [], None, None, TODAY) == TODAY


@given(near=st.dates(date(2000, 1, 1), date(2090, 1, 1)), day=st.integers(1, 28), month=st.integers(1, 12))
def test_a_missing_year_is_within_a_year(near: date, day: int, month: int) -> None:
    dated = with_year(WrittenDay(0, 5, day, month), near, None)
    assert dated is not None
    assert abs((date(dated.year or 0, month, day) - near).days) <= 366


def test_the_29th_of_february_finds_a_leap_year() -> None:
    dated = with_year(WrittenDay(0, 5, 29, 2), date(2027, 12, 1), None)
    assert dated is not None
    assert dated.year == 2028
