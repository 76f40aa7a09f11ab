"""Days and times as people write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.document.brand import Brand
from composer.document.letter_words import letter_words
from composer.gui.fields.day_words import day_words, read_day, read_time

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13 Dec", date(2026, 12, 13)),
        ("Sunday 13th December 2026", date(2026, 12, 13)),
        ("Sun, 13 december", date(2026, 12, 13)),
        ("13/12/2026", date(2026, 12, 13)),
        ("13.12.26", date(2026, 12, 13)),
        ("3/1", date(2027, 1, 3)),
        ("2026-12-13", date(2026, 12, 13)),
        ("1 January", date(2027, 1, 1)),
        ("23 November", TODAY),
        ("29 February", date(2028, 2, 29)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 24)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13 décembre", date(2026, 12, 13)),
        ("dimanche 13 déc. 2026", date(2026, 12, 13)),
        ("1er juillet", date(2027, 7, 1)),
        ("3 juin", date(2027, 6, 3)),
        ("3 jui", None),
        ("4 août", date(2027, 8, 4)),
        ("13 Dec", date(2026, 12, 13)),
        ("demain", date(2026, 11, 24)),
    ],
)
def test_days_in_the_language_of_the_window(text: str, day: date | None) -> None:
    with letter_words(Brand(language="fr")):
        assert read_day(text, TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_the_field_shows_is_read_back_in_french(day: date) -> None:
    with letter_words(Brand(language="fr")):
        assert read_day(day_words(day), TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "31 February", "13", "99/99/2026", "2026-13-01", "the 5th"])
def test_what_is_no_day(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("18:30", time(18, 30)),
        ("6.30 pm", time(18, 30)),
        ("7pm", time(19)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("9h", time(9)),
    ],
)
def test_times(text: str, at: time) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["", "18", "25:00", "13pm", "18:75", "evening"])
def test_what_is_no_time(text: str) -> None:
    assert read_time(text) is None


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_what_is_shown_can_be_read_again(day: date) -> None:
    assert read_day(day_words(day), TODAY) == day


@given(st.text(max_size=40))
def test_no_words_break_it(text: str) -> None:
    read_day(text, TODAY)
    read_time(text)
