"""Zones that calendars define, compared with those of the same name everybody knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.calendar_zone import CalendarZone, zone_from
from composer.sources.ical_text import read_components

LONDON = ZoneInfo("Europe/London")


def _zone(*lines: str) -> CalendarZone | None:
    text = "\n".join(["BEGIN:VTIMEZONE", "TZID:Ours", *lines, "END:VTIMEZONE"])
    return zone_from(next(read_components(text).walk("VTIMEZONE")))


def _part(kind: str, start: str, offsets: str, *more: str) -> tuple[str, ...]:
    before, after = offsets.split(">")
    return (f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", *more, f"END:{kind}")


OUTLOOK = _zone(
    *_part("STANDARD", "16010101T020000", "+0100>+0000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    *_part("DAYLIGHT", "16010101T010000", "+0000>+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "TZNAME:BST"),
)


@given(st.datetimes(datetime(1998, 1, 1), datetime(2037, 12, 1)), st.sampled_from([0, 1]))
def test_walls_and_moments_are_those_of_the_known_zone(wall: datetime, fold: int) -> None:
    assert OUTLOOK is not None
    wall = wall.replace(fold=fold, microsecond=0)
    assert wall.replace(tzinfo=OUTLOOK).utcoffset() == wall.replace(tzinfo=LONDON).utcoffset()
    moment = wall.replace(tzinfo=UTC)
    ours, theirs = moment.astimezone(OUTLOOK), moment.astimezone(LONDON)
    assert (ours.isoformat(), ours.fold) == (theirs.isoformat(), theirs.fold)


@pytest.mark.parametrize("hour", range(24))
def test_around_the_changes(hour: int) -> None:
    for day in (datetime(2026, 3, 29, hour, 30), datetime(2026, 10, 25, hour, 30)):
        for fold in (0, 1):
            wall = day.replace(fold=fold)
            assert wall.replace(tzinfo=OUTLOOK).utcoffset() == wall.replace(tzinfo=LONDON).utcoffset()
        assert day.replace(tzinfo=UTC).astimezone(OUTLOOK).isoformat() == day.replace(tzinfo=UTC).astimezone(LONDON).isoformat()


def test_names() -> None:
    assert OUTLOOK is not None
    assert [datetime(2026, month, 1, tzinfo=OUTLOOK).tzname() for month in (1, 7)] == ["UTC", "BST"]


def test_one_offset_for_ever_and_single_changes() -> None:
    fixed = _zone(*_part("STANDARD", "19700101T000000", "+0530>+0530"))
    assert datetime(2026, 6, 1, tzinfo=fixed).utcoffset() == timedelta(hours=5, minutes=30)
    moved = _zone(*_part("STANDARD", "20260601T000000", "+0100>+0200", "RDATE:20270601T000000"))
    assert [str(datetime(2026, month, 1, tzinfo=moved).utcoffset()) for month in (5, 7)] == ["1:00:00", "2:00:00"]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        _part("STANDARD", "x", "+0100>+0000"),
        _part("STANDARD", "19700101T000000", "+0100>nonsense"),
        _part("STANDARD", "19700101T000000", "+0100>+9900"),
        _part("STANDARD", "19700101T000000", "+0100>+0000", "RRULE:FREQ=SOMETIMES"),
        _part("STANDARD", "19700101T000000", "+0100>+0000", "RRULE:FREQ=SECONDLY"),
    ],
)
def test_nonsense_is_no_zone(lines: tuple[str, ...]) -> None:
    assert _zone(*lines) is None
