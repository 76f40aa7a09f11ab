"""Dates and spans as a British reader writes them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.dates_in_words import day_in_words, month_name, when_in_words


@pytest.mark.parametrize(
    ("starts", "ends", "all_day", "words"),
    [
        (None, None, False, "Date to be announced"),
        (datetime(2025, 12, 12, 10), None, False, "Friday 12 December 2025, 10:00"),
        (datetime(2025, 12, 12, 10), datetime(2025, 12, 12, 12, 30), False, "Friday 12 December 2025, 10:00 to 12:30"),
        (datetime(2025, 12, 12, 10), datetime(2025, 12, 12, 10), False, "Friday 12 December 2025, 10:00"),
        (datetime(2025, 12, 12), None, True, "Friday 12 December 2025"),
        (datetime(2025, 12, 12), datetime(2025, 12, 12), True, "Friday 12 December 2025"),
        (datetime(2026, 6, 12), datetime(2026, 6, 16), True, "12 to 16 June 2026"),
        (datetime(2026, 6, 30), datetime(2026, 7, 2), True, "30 June to 2 July 2026"),
        (datetime(2026, 12, 30), datetime(2027, 1, 2), True, "30 December 2026 to 2 January 2027"),
        (datetime(2026, 6, 12, 9, 30), datetime(2026, 6, 16, 17), False, "12 to 16 June 2026, from 09:30"),
    ],
)
def test_when(starts: datetime | None, ends: datetime | None, all_day: bool, words: str) -> None:
    assert when_in_words(starts, ends, all_day) == words


def test_the_weekday_can_be_left_out() -> None:
    assert day_in_words(datetime(2025, 12, 12), weekday=False) == "12 December 2025"
    assert [month_name(month) for month in (1, 12)] == ["January", "December"]


@given(st.none() | st.datetimes(), st.none() | st.datetimes(), st.booleans())
def test_any_span_has_words(starts: datetime | None, ends: datetime | None, all_day: bool) -> None:
    assert when_in_words(starts, ends, all_day).strip()
