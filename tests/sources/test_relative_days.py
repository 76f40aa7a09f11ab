"""Days named from where the writer stands, and days in figures without a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.relative_days import days_in_figures, relative_days

FRIDAY = date(2026, 11, 20)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Send it by 5pm Monday", date(2026, 11, 23)),
        ("Send it by 5.30pm on Monday.", date(2026, 11, 23)),
        ("Bids by noon this Friday", FRIDAY),
        ("Come along this coming Saturday", date(2026, 11, 21)),
        ("tomorrow at 3pm", date(2026, 11, 21)),
        ("before Sunday at 10:30", date(2026, 11, 22)),
        ("We meet next Tuesday", date(2026, 11, 24)),
        ("next Friday at noon", date(2026, 11, 27)),
        ("next Sunday", date(2026, 11, 29)),
        ("a week on Monday", date(2026, 11, 30)),
        ("Saturday week, at noon", date(2026, 11, 28)),
        ("two weeks on Friday", date(2026, 12, 11)),
        ("Deadline: Monday at noon", date(2026, 11, 23)),
        ("today at half past two", FRIDAY),
        ("tonight between 7pm and 9pm", FRIDAY),
        ("tomorrow evening at 7pm", date(2026, 11, 21)),
    ],
)
def test_the_next_such_day_from_publication_on(text: str, day: date) -> None:
    (found,) = relative_days(text, FRIDAY)
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
    assert list(relative_days(text, None)) == []


@pytest.mark.parametrize(
    "text",
    [
        "by Monday 30 November",
        "by Monday, November 30",
        "by Monday the 30th",
        "This Sunday’s walk",
        "leaders of tomorrow",
        "on Mondays",
        "Monday Club",
        "day by day",
        "the next Friday he left",
        "next Friday’s walk",
        "next Monday 30 November",
        "this Friday week we",
        "today we are",
        "Monday week of prayer",
    ],
)
def test_what_is_no_such_day(text: str) -> None:
    assert list(relative_days(text, FRIDAY)) == []


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("Sat 5/12", 5, 12, None),
        ("Saturday, 05/12 at 7pm", 5, 12, None),
        ("RSVP by 1/12", 1, 12, None),
        ("Closing date: 9/1", 9, 1, None),
        ("Sun 6.12.26", 6, 12, 2026),
        ("on Sat 05.12. in the hall", 5, 12, None),
    ],
)
def test_figures_beside_a_weekday_or_a_deadline(text: str, day: int, month: int, year: int | None) -> None:
    (found,) = days_in_figures(text)
    assert (found.day, found.month, found.year) == (day, month, year)


@pytest.mark.parametrize(
    "text",
    ["cut by 1/3", "Sat 9.05", "Wed 10.30am", "Mon 1/2 price", "open 24/7", "book by 1/2 term", "score 5/12", "Tue 5/125"],
)
def test_figures_that_are_no_day(text: str) -> None:
    assert list(days_in_figures(text)) == []


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(min_value=0, max_value=6))
def test_a_weekday_is_within_a_week(published: date, weekday: int) -> None:
    (found,) = relative_days(f"Please reply by {WEEKDAYS[weekday]}.", published)
    day = date(found.year or 0, found.month, found.day)
    assert day.weekday() == weekday
    assert timedelta(0) <= day - published < timedelta(7)


@given(st.text(alphabet="by Monday5/12.RSVPtomorrow at3pm\n\u00a0", max_size=60), st.dates())
def test_no_text_makes_it_stumble(text: str, published: date) -> None:
    for found in (*relative_days(text, published), *days_in_figures(text)):
        assert 0 <= found.place < found.end <= len(text)
