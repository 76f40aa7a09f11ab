"""The sample's calendar, read back with the libraries the rest of the world reads calendars with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import icalendar
import pytest
import recurring_ical_events

from composer.paths import resources_folder
from composer.sample.calendar_file import calendar_file

MONDAY = date(2026, 11, 23)
TOML = resources_folder() / "sample" / "calendar.toml"


def _between(content: bytes, start: date, end: date) -> list[icalendar.Event]:
    return list(recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(start, end))


def _starts(content: bytes, words: str, monday: date = MONDAY) -> list[datetime]:
    found = _between(content, monday, monday + timedelta(days=120))
    return sorted(event.start for event in found if words in event["SUMMARY"])


@pytest.fixture(scope="module")
def content() -> bytes:
    return calendar_file(TOML, MONDAY, "https://www.smallhours.example")


def test_the_group_meets_on_first_thursdays_but_for_its_exceptions(content: bytes) -> None:
    starts = _starts(content, "Lantern Circle")
    assert [(start.day, start.hour, start.minute) for start in starts[:3]] == [(3, 10, 30), (14, 13, 30), (4, 10, 30)]
    assert [start.month for start in starts[:3]] == [12, 1, 3]  # moved in January, none in February


def test_it_keeps_its_hour_in_summer(content: bytes) -> None:
    before = _between(content, date(2026, 7, 1), date(2026, 7, 31))
    (circle,) = [event for event in before if "Lantern" in event["SUMMARY"]]
    assert circle.start.hour == 10
    assert circle.start.astimezone(UTC).hour == 9


def test_fathers_meet_every_other_tuesday(content: bytes) -> None:
    starts = _starts(content, "Night Shift")
    assert {start.strftime("%A %H") for start in starts} == {"Tuesday 20"}
    assert {(b - a).days for a, b in pairwise(starts)} == {14}


def test_whole_days_several_days_and_a_cancelled_one(content: bytes) -> None:
    events = {str(event["SUMMARY"]): event for event in _between(content, MONDAY, MONDAY + timedelta(days=60))}
    day, week = events["Ask Twice Day"], events["Lights On Week"]
    assert (day.start, day.end) == (date(2026, 12, 10), date(2026, 12, 11))
    assert (week.end - week.start).days == 7
    assert events["Harbour walk with prams"]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("weeks", [0, 1, 5, 9, 18, 27, 40])
def test_whenever_it_is_read_there_is_something_coming_up(weeks: int) -> None:
    monday = MONDAY + timedelta(weeks=weeks)
    content = calendar_file(TOML, monday, "https://www.smallhours.example")
    coming = _between(content, monday + timedelta(days=7), monday + timedelta(days=56))
    assert len(coming) >= 10
    assert len(_starts(content, "Lantern Circle", monday)) >= 2
