"""Times of day, years and months as people write them."""

from __future__ import annotations

import pytest

from composer.sources.date_words import is_deadline, month_number, time_of_day, weekday_number, year_number


@pytest.mark.parametrize(
    ("written", "until", "time"),
    [
        ("noon", "", "12:00"),
        ("12 noon", "", "12:00"),
        ("midnight", "", "00:00"),
        ("5pm", "", "17:00"),
        ("5.30 p.m.", "", "17:30"),
        ("12am", "", "00:00"),
        ("12pm", "", "12:00"),
        ("17:30", "", "17:30"),
        ("8", "9pm", "20:00"),
        ("10", "4pm", "10:00"),
        ("11", "12pm", "11:00"),
        ("12", "1.30pm", "12:00"),
        ("8", "10pm", "20:00"),
        ("12 midday", "", "12:00"),
        ("half past two", "", "14:30"),
        ("13pm", "", ""),
        ("25:00", "", ""),
        ("tea", "", ""),
    ],
)
def test_times(written: str, until: str, time: str) -> None:
    assert time_of_day(written, until) == time


def test_names() -> None:
    assert [month_number(name) for name in ("January", "sept.", "Dec")] == [1, 9, 12]
    assert [weekday_number(name) for name in ("Monday", "thurs", None)] == [0, 3, None]
    assert [year_number(name) for name in ("2017", "’18", "'85", None)] == [2017, 2018, 1985, None]


@pytest.mark.parametrize(
    ("before", "after", "sentence", "closes"),
    [
        ("The deadline for applications is ", "", "", True),
        ("Closing date: ", "", "", True),
        ("no later than ", "", "", True),
        ("", " is the closing date", "", True),
        ("Please apply by ", "", "Please apply by 5 July", True),
        ("We hope to be ready by ", "", "We hope to be ready by 5 July", False),
        ("is due to open on ", "", "", False),
        ("The fair takes place on ", "", "", False),
    ],
)
def test_deadlines(before: str, after: str, sentence: str, closes: bool) -> None:
    assert is_deadline(before, after, sentence) is closes
