"""Days and times as people type them into cells."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.cell_moments import CellMoment, day_in_cell, day_order, is_time_cell, times_in_cell

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1/12/2026", date(2026, 12, 1)),
        ("01.12.26", date(2026, 12, 1)),
        ("1-Dec-26", date(2026, 12, 1)),
        ("Tue 1/12/26", date(2026, 12, 1)),
        ("Tuesday 1st December 2026", date(2026, 12, 1)),
        ("1 December", date(2026, 12, 1)),
        ("December 1, 2026", date(2026, 12, 1)),
        ("20261201", date(2026, 12, 1)),
        ("46357", date(2026, 12, 1)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
    ],
)
def test_one_day(cell: str, day: date) -> None:
    found = day_in_cell(cell, today=TODAY)
    assert found is not None
    assert (found.day, found.time) == (day, None)


def test_days_with_times_and_spans() -> None:
    assert day_in_cell("2026-12-01 18:30:00") == CellMoment(date(2026, 12, 1), None, time(18, 30))
    assert day_in_cell("46357.75") == CellMoment(date(2026, 12, 1), None, time(18))
    assert day_in_cell("1/12/2026 6.30pm - 8pm") == CellMoment(date(2026, 12, 1), None, time(18, 30), time(20))
    span = day_in_cell("1-7 May 2027", today=TODAY)
    assert span is not None
    assert (span.day, span.last_day) == (date(2027, 5, 1), date(2027, 5, 7))
    assert day_in_cell("1/12/2026 00:00") == CellMoment(date(2026, 12, 1))


@pytest.mark.parametrize(
    "cell", ["", "soon", "12345678", "31/2/2026", "5", "https://example.org/2026/01/02", "x" * 5000 + "1/2/2026"]
)
def test_what_is_no_day(cell: str) -> None:
    assert day_in_cell(cell, today=TODAY) is None


def test_american_columns_are_known_by_their_days() -> None:
    assert day_order(["12/25/2026", "1/5/2026"]) == "month_first"
    assert day_order(["25/12/2026", "1/5/2026", "12/25/2026"]) == "day_first"
    assert day_order(["1/5/2026", "3/3/2026"]) == "either"
    assert day_order(["3/3/2026", "5 May", ""]) == ""
    american = day_in_cell("1/5/2026", american=True)
    assert american is not None
    assert american.day == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("6.30pm", (time(18, 30), None)),
        ("18:30", (time(18, 30), None)),
        ("18:30:00", (time(18, 30), None)),
        ("10:00–11:30", (time(10), time(11, 30))),
        ("2 to 4pm", (time(14), time(16))),
        ("11-1pm", (time(11), time(13))),
        ("9.30am - 12 noon", (time(9, 30), time(12))),
        ("10am until 3.15pm", (time(10), time(15, 15))),
        ("noon", (time(12), None)),
        ("0.75", (time(18), None)),
        ("1800 hrs", (time(18), None)),
        ("25:99", (None, None)),
        ("all day", (None, None)),
    ],
)
def test_times(cell: str, times: tuple[time | None, time | None]) -> None:
    assert times_in_cell(cell) == times


def test_a_time_alone() -> None:
    assert is_time_cell("6.30pm")
    assert not is_time_cell("1 May 2026 at 6.30pm")


@given(st.text(max_size=80))
def test_whatever_is_typed(cell: str) -> None:
    found = day_in_cell(cell, today=TODAY)
    assert found is None or 1900 < found.day.year < 2200
    times_in_cell(cell)
