"""Days as files write them; a column tells whether they begin with the day or the month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.contacts.file_days import DayOrder, day_order, read_day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T10:00:00Z", date(2026, 3, 1)),
        ("1/3/2026", date(2026, 3, 1)),
        ("01.03.2026", date(2026, 3, 1)),
        ("3/25/2026 9:00", date(2026, 3, 25)),
        ("1/3/26", date(2026, 3, 1)),
        ("1 March 2026", date(2026, 3, 1)),
        ("1-Mar-26", date(2026, 3, 1)),
        ("1st of March, 2026", date(2026, 3, 1)),
        ("March 1, 2026 10:04 am", date(2026, 3, 1)),
        ("Sun, 1 Mar 2026", date(2026, 3, 1)),
        ("2. März 2026", date(2026, 3, 2)),
        ("31/2/2026", None),
        ("1/3/20261", None),
        ("31 Foo 2026", None),
        ("yes", None),
        ("", None),
        ("0000-00-00", None),
    ],
)
def test_days(cell: str, day: date | None) -> None:
    assert read_day(cell) == day


def test_an_american_day_begins_with_the_month() -> None:
    assert read_day("3/1/2026", month_first=True) == date(2026, 3, 1)
    assert read_day("25/3/2026", month_first=True) == date(2026, 3, 25)
    assert read_day("01.03.2026", month_first=True) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["3/1/2026", "3/25/2026 9:00"], DayOrder(True, True)),
        (["3/1/2026", "25/3/2026"], DayOrder(False, True)),
        (["3/25/2026", "25/3/2026"], DayOrder(False, False)),
        (["3/1/2026"], DayOrder(False, False)),
        (["3/3/2026", "2026-04-05", "01.03.2026", ""], DayOrder(False, True)),
        ([], DayOrder(False, True)),
    ],
)
def test_a_column_tells_how_its_days_begin(cells: list[str], order: DayOrder) -> None:
    assert day_order(cells) == order


@given(st.text(max_size=40), st.booleans())
def test_no_text_is_too_odd(cell: str, month_first: bool) -> None:
    found = read_day(cell, month_first=month_first)
    assert found is None or isinstance(found, date)
