"""The sample's days keep their weekday whatever the day, and read as a British office writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from composer.sample.moving_days import in_words, moment, monday_of

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("days", range(7))
def test_all_week_long_it_is_counted_from_the_same_monday(days: int) -> None:
    assert monday_of(datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(days=days)) == MONDAY


def test_the_week_begins_at_midnight_in_london() -> None:
    assert monday_of(datetime(2026, 6, 7, 23, 30, tzinfo=UTC)) == date(2026, 6, 8)


def test_wall_times_keep_their_hour_over_the_end_of_summer_time() -> None:
    before, after = moment(date(2026, 10, 19), 0, "10:30"), moment(date(2026, 10, 19), 7, "10:30")
    assert (before.hour, after.hour) == (10, 10)
    assert before.utcoffset() != after.utcoffset()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("by [[day +25]].", "by Friday 18 December 2026."),
        ("on [[date +17]]", "on 10 December"),
        ("[[span +28 +34]]", "21 to 27 December"),
        ("[[span -56 -50]]", "28 September to 4 October"),
        ("[[span +35 +41]]", "28 December 2026 to 3 January 2027"),
        ("[[span +3]] and {{first_name|friend}}", "26 November and {{first_name|friend}}"),
        ("no mark [[at all]]", "no mark [[at all]]"),
    ],
)
def test_marks_become_dates(written: str, read: str) -> None:
    assert in_words(written, MONDAY) == read
