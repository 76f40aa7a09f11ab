"""Letters go in office hours, by the clock on the wall, through both changes of summer time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.office_hours import OfficeHours, read_office_hours
from composer.delivery.pacing import forecast
from composer.delivery.shared_count import SharedCount
from composer.errors import InputError

LONDON = ZoneInfo("Europe/London")
USUAL = OfficeHours()


def wall(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (wall(2026, 11, 23, 9), wall(2026, 11, 23, 9)),
        (wall(2026, 11, 23, 7, 59), wall(2026, 11, 23, 8)),
        (wall(2026, 11, 23, 18), wall(2026, 11, 24, 8)),
        (wall(2026, 11, 27, 18), wall(2026, 11, 30, 8)),
        (wall(2027, 3, 27, 12), wall(2027, 3, 29, 8)),
        (wall(2026, 10, 24, 12), wall(2026, 10, 26, 8)),
    ],
)
def test_the_next_opening(now: datetime, opens: datetime) -> None:
    assert USUAL.opens(now.astimezone(UTC)) == opens


HOURS = st.builds(
    lambda days, two: OfficeHours(tuple(sorted(days)), min(two), max(two)),
    st.sets(st.integers(0, 6), min_size=1),
    st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True),
)


@given(HOURS, st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_it_is_the_first_moment_in_which_they_are_open(hours: OfficeHours, now: datetime) -> None:
    opens = hours.opens(now)
    assert now <= opens <= now + timedelta(days=15)
    assert hours.opens(opens) == opens
    if opens > now:
        between = now + (opens - now) * 0.5
        assert hours.opens(between) == opens


@given(
    HOURS,
    st.sampled_from([datetime(2026, 10, 24, 22), datetime(2027, 3, 27, 22)]),
    st.integers(0, 6 * 60),
)
def test_when_the_clocks_change_it_is_the_minute_the_wall_says(hours: OfficeHours, night: datetime, minutes: int) -> None:
    now = night.replace(tzinfo=UTC) + timedelta(minutes=minutes)

    def open_at(moment: datetime) -> bool:
        local = moment.astimezone(LONDON)
        return local.weekday() in hours.days and hours.begins <= local.hour * 60 + local.minute < hours.ends

    searched = next((moment for moment in (now + timedelta(minutes=step) for step in range(8 * 60)) if open_at(moment)), None)
    if searched is not None:
        assert hours.opens(now) == searched


@pytest.mark.parametrize("wrong", [{"days": ()}, {"days": (7,)}, {"begins": 600, "ends": 600}, {"ends": 1441}])
def test_hours_that_are_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        OfficeHours(**wrong)


def test_the_forecast_waits_over_the_weekend(harbour: Any) -> None:
    account = msgspec.structs.replace(harbour.workspace.accounts.all()[0], office_hours=USUAL, per_minute=1)
    friday = wall(2026, 11, 27, 17, 58)
    assert forecast(4, account, friday) - wall(2026, 11, 30, 8, 1) < timedelta(seconds=2)


def test_no_letter_is_counted_outside_them(harbour: Any) -> None:
    account = msgspec.structs.replace(harbour.workspace.accounts.all()[0], office_hours=USUAL)
    now = [wall(2026, 11, 27, 18)]
    count = SharedCount(harbour.workspace.engine, account, lambda: now[0])
    assert count.limited
    assert 0 < count.take("example.org").seconds <= 60
    now[0] = wall(2026, 11, 30, 8)
    assert count.take("example.org").seconds == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mon-fri 08:00-18:00", "Monday to Friday, 08:00 to 18:00"),
        ("Tue 9:00 - 12:30", "Tuesday, 09:00 to 12:30"),
        ("sat-mon 00:00-24:00", "Monday, Saturday, Sunday, 00:00 to 24:00"),
        ("mon-sun 07:00-22:00", "every day, 07:00 to 22:00"),
    ],
)
def test_as_they_are_written(text: str, words: str) -> None:
    hours = read_office_hours(text)
    assert hours is not None
    assert hours.in_words() == words


def test_at_any_time() -> None:
    assert read_office_hours("any") is None


@pytest.mark.parametrize("text", ["whenever", "mon-fri", "mon-fri 18:00-08:00", "mon-fri 08:00-25:00", "mon 8-12"])
def test_what_is_no_days_and_hours_is_said(text: str) -> None:
    with pytest.raises(InputError):
        read_office_hours(text)
