"""Times of day in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.spoken_times import SPOKEN, spoken_time

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("half past two", "14:30"),
        ("Half-past 9", "09:30"),
        ("quarter to seven", "18:45"),
        ("a quarter to one", "12:45"),
        ("quarter past eleven in the evening", "23:15"),
        ("quarter to one in the morning", "00:45"),
        ("quarter to twelve in the morning", "11:45"),
        ("ten past six", "18:10"),
        ("twenty-five minutes to eight", "07:35"),
        ("three o’clock", "15:00"),
        ("12 o'clock", "12:00"),
        ("8 o clock pm", "20:00"),
        ("half six", "18:30"),
        ("seven thirty pm", "19:30"),
        ("two p.m.", "14:00"),
        ("7.30 in the evening", "19:30"),
        ("6 in the morning", "06:00"),
        ("ten at night", "22:00"),
        ("twelve at night", "00:00"),
        ("four", "16:00"),
    ],
)
def test_as_people_say_it(words: str, time: str) -> None:
    assert spoken_time(words) == time


@pytest.mark.parametrize("words", ["", "tea", "half", "half past", "quarter", "13 o’clock", "7.30", "ten percent"])
def test_what_is_no_time(words: str) -> None:
    assert spoken_time(words) == ""


@pytest.mark.parametrize("words", ["half ten people came", "half two thirds", "five past members", "two of us"])
def test_prose_holds_none(words: str) -> None:
    assert re.search(SPOKEN, words, re.IGNORECASE) is None


@given(hour=st.integers(1, 12), minute=st.sampled_from([0, 15, 30, 45]), evening=st.booleans())
def test_every_quarter_of_the_day(hour: int, minute: int, evening: bool) -> None:
    said, after = NUMBERS[hour - 1], NUMBERS[hour % 12]
    words = {0: f"{said} o’clock", 15: f"quarter past {said}", 30: f"half past {said}", 45: f"quarter to {after}"}[minute]
    hours, minutes = spoken_time(f"{words} {'pm' if evening else 'am'}").split(":")
    assert int(minutes) == minute
    if minute == 45 and hour == 11:  # quarter to twelve: the half that is said belongs to twelve
        assert int(hours) in (11, 23)
    else:
        assert int(hours) == hour % 12 + 12 * evening
