"""What is written of a day, before anything is guessed."""

from __future__ import annotations

from datetime import date

from composer.sources.written_days import day_or_none, written_days


def test_a_year_only_where_one_stands() -> None:
    (bare,) = written_days("Come on 5 July.")
    assert (bare.day, bare.month, bare.year) == (5, 7, None)
    (full,) = written_days("Come on Friday 5 July 2019.")
    assert (full.year, full.weekday) == (2019, 4)


def test_where_it_stands() -> None:
    text = "Come on Friday 5 July 2019, early"
    (found,) = written_days(text)
    assert text[found.place : found.end] == "Friday 5 July 2019"


def test_a_span_lacks_what_is_not_written() -> None:
    (found,) = written_days("28 December to 3 January 2020")
    assert (found.day, found.month, found.year) == (28, 12, 2019)
    assert (found.last_day, found.last_month, found.last_year) == (3, 1, 2020)


def test_days_no_calendar_has() -> None:
    assert day_or_none(2019, 2, 29) is None
    assert day_or_none(None, 2, 1) is None
    assert day_or_none(2020, 2, 29) == date(2020, 2, 29)
