"""Occurrences within a window: as the rules say, and never more than anybody can want."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.sources import recurrence
from composer.sources.ical_text import Component
from composer.sources.ical_values import rule_of
from composer.sources.recurrence import Event, expand, in_zone

LONDON = ZoneInfo("Europe/London")
NONE = Component("VEVENT")


def _event(starts: Any, rule: str = "", *, key: str = "1", place: int = 0, hours: float = 1, **more: Any) -> Event:
    ends = starts + (timedelta(hours=hours) if isinstance(starts, datetime) else timedelta(days=1))
    parts = rule_of(rule, starts, LONDON) if rule else None
    return Event(NONE, place, key, starts, more.pop("ends", ends), rules=(parts,) if parts else (), **more)


def _starts(events: list[Event], since: str, until: str) -> list[str]:
    found = expand(events, date.fromisoformat(since), date.fromisoformat(until), LONDON)
    return [occurrence.starts.isoformat() for occurrence in found.occurrences]


def test_a_weekly_event_keeps_its_hour_over_the_change_of_clocks() -> None:
    event = _event(datetime(2026, 10, 18, 10, tzinfo=LONDON), "FREQ=WEEKLY")
    assert _starts([event], "2026-10-18", "2026-11-02") == [
        "2026-10-18T10:00:00+01:00",
        "2026-10-25T10:00:00+00:00",
        "2026-11-01T10:00:00+00:00",
    ]


def test_exceptions_additions_and_changed_ones() -> None:
    day = datetime(2026, 6, 1, 10, tzinfo=LONDON)
    master = _event(
        day,
        "FREQ=DAILY;COUNT=5",
        less=(day + timedelta(days=1), date(2026, 6, 4)),
        more=((datetime(2026, 6, 20, 9, tzinfo=LONDON), None),),
    )
    changed = _event(datetime(2026, 6, 3, 15, tzinfo=LONDON), place=1, instead_of=day + timedelta(days=2))
    found = _starts([master, changed], "2026-06-01", "2026-07-01")
    assert found == [
        "2026-06-01T10:00:00+01:00",
        "2026-06-03T15:00:00+01:00",
        "2026-06-05T10:00:00+01:00",
        "2026-06-20T09:00:00+01:00",
    ]


def test_a_changed_occurrence_moved_into_the_window() -> None:
    master = _event(datetime(2026, 6, 1, 10, tzinfo=LONDON), "FREQ=WEEKLY")
    moved = _event(datetime(2026, 6, 10, 10, tzinfo=LONDON), place=1, instead_of=datetime(2026, 6, 29, 10, tzinfo=LONDON))
    assert "2026-06-10T10:00:00+01:00" in _starts([master, moved], "2026-06-09", "2026-06-12")


def test_whole_days_stay_whole_days() -> None:
    event = _event(date(2026, 2, 28), "FREQ=MONTHLY;BYMONTHDAY=-1")
    assert _starts([event], "2026-02-01", "2026-05-01") == ["2026-02-28", "2026-03-31", "2026-04-30"]


def test_floating_times_stay_floating() -> None:
    event = _event(datetime(2026, 6, 1, 10), "FREQ=DAILY;UNTIL=20260603T090000Z")
    assert _starts([event], "2026-06-01", "2026-07-01") == ["2026-06-01T10:00:00", "2026-06-02T10:00:00", "2026-06-03T10:00:00"]


def test_the_highest_number_is_valid() -> None:
    old = _event(datetime(2026, 6, 1, 9, tzinfo=UTC), sequence=0)
    new = _event(datetime(2026, 6, 1, 10, tzinfo=UTC), place=1, sequence=2)
    assert _starts([new, old], "2026-06-01", "2026-06-02") == ["2026-06-01T10:00:00+00:00"]


def test_of_two_with_one_number_the_later_stamp_is_valid() -> None:
    start = datetime(2026, 6, 1, 9, tzinfo=UTC)
    late = _event(start, stamp="20260202T000000Z", sequence=1)
    early = _event(start, place=1, stamp="20260101T000000Z", sequence=1)
    for events in ([late, early], [early, late]):
        (found,) = expand(events, date(2026, 6, 1), date(2026, 6, 2), LONDON).occurrences
        assert found.event.stamp == late.stamp


def test_one_key_for_several_events_loses_none() -> None:
    events = [_event(datetime(2026, 6, day, 9, tzinfo=UTC), place=day) for day in (1, 2)]
    assert len(_starts(events, "2026-06-01", "2026-06-05")) == 2


def test_what_reaches_into_the_window_counts_and_what_touches_it_does_not() -> None:
    long = _event(datetime(2026, 5, 30, 9, tzinfo=LONDON), hours=72)
    until_midnight = _event(datetime(2026, 5, 31, 22, tzinfo=LONDON), key="2", hours=2)
    at_once = _event(datetime(2026, 6, 1, 0, tzinfo=LONDON), key="3", ends=datetime(2026, 6, 1, 0, tzinfo=LONDON))
    assert len(_starts([long, until_midnight, at_once], "2026-06-01", "2026-06-02")) == 2


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;BYSECOND=" + ",".join(map(str, range(60))),
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))),
        "FREQ=SECONDLY;COUNT=999999999",
        "FREQ=SECONDLY;INTERVAL=7;UNTIL=99991231T000000Z",
    ],
)
def test_bombs_are_refused_and_named(rule: str) -> None:
    bomb = _event(datetime(2026, 6, 1, 10, tzinfo=UTC), rule)
    other = _event(datetime(2026, 6, 2, 10, tzinfo=UTC), "FREQ=WEEKLY;COUNT=2", key="2", place=1)
    found = expand([bomb, other], date(2026, 6, 1), date(2027, 6, 1), LONDON)
    assert found.refused == (bomb,)
    assert len(found.occurrences) == 3  # the bomb's first date, and the other's two


@pytest.mark.timeout(60)
def test_many_old_series_are_followed_from_the_window_on() -> None:
    events = [
        _event(datetime(1970, 1, 1, 10, tzinfo=UTC), "FREQ=DAILY", key=str(number), place=number) for number in range(2_000)
    ]
    found = expand(events, date(2026, 6, 1), date(2026, 6, 3), LONDON)
    assert (found.refused, len(found.occurrences)) == ((), 4_000)


@pytest.mark.timeout(60)
def test_many_laborious_series_end_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurrence, "MOST_STEPS", 20_000)
    rule = "FREQ=DAILY;BYDAY=MO,TU;COUNT=99999"
    events = [_event(datetime(2020, 1, 1, 10, tzinfo=UTC), rule, key=str(number), place=number) for number in range(2_000)]
    found = expand(events, date(2026, 6, 1), date(2026, 6, 3), LONDON)
    assert len(found.refused) > 1_900
    assert found.occurrences


@pytest.mark.timeout(60)
def test_rules_that_never_strike_end() -> None:
    rule = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"
    events = [_event(datetime(2020, 1, 1, 10, tzinfo=UTC), rule, key=str(number), place=number) for number in range(100)]
    assert _starts(events, "2026-01-01", "2027-01-01") == []


def test_very_many_events_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurrence, "MOST_OCCURRENCES", 10)
    events = [_event(datetime(2026, 6, 1, 10, tzinfo=UTC), key=str(number), place=number) for number in range(20)]
    found = expand(events, date(2026, 6, 1), date(2026, 6, 2), LONDON)
    assert (len(found.occurrences), found.cut) == (10, True)


_RULES = st.sampled_from(
    ["", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY", "FREQ=DAILY;INTERVAL=3;COUNT=4"]
)


@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.dates(date(2026, 1, 1), date(2026, 12, 31)),
                st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.sampled_from([None, UTC, LONDON])),
            ),
            _RULES,
        ),
        max_size=4,
    ),
    st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    st.integers(1, 40),
)
@settings(max_examples=60)
def test_everything_found_lies_in_the_window_and_in_order(series: list[Any], since: date, days: int) -> None:
    events = [_event(starts, rule, key=str(place), place=place) for place, (starts, rule) in enumerate(series)]
    until = since + timedelta(days=days)
    found = expand(events, since, until, LONDON).occurrences
    moments = [in_zone(occurrence.starts, LONDON) for occurrence in found]
    assert moments == sorted(moments)
    for occurrence in found:
        assert in_zone(occurrence.starts, LONDON).astimezone(LONDON).date() < until
        assert occurrence.ends is None or in_zone(occurrence.ends, LONDON).astimezone(LONDON).date() >= since
