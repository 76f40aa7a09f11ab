"""Whole calendars expanded as recurring_ical_events expands them; where RFC 5545 says otherwise, it is named here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from composer.clock import fixed_clock
from composer.sources.calendar_file import CalendarFile
from composer.sources.download import Download, Downloader
from composer.sources.source import FetchContext

LONDON = ZoneInfo("Europe/London")


def _ours(content: bytes, since: date, until: date) -> list[tuple[str, str]]:
    context = FetchContext(fixed_clock(datetime(2026, 6, 1, tzinfo=UTC)), Downloader(), since=since, until=until)
    found = CalendarFile().read(Download("https://example.org/x.ics", content=content), context).items
    return sorted((item.title, _shown(item.starts, item.all_day)) for item in found)


def _shown(moment: datetime | None, all_day: bool) -> str:
    assert moment is not None
    return moment.date().isoformat() if all_day else (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()


def _theirs(content: bytes, since: date, until: date) -> list[tuple[str, str]]:
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=LONDON) for day in (since, until))
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(begin, end)
    starts = [(str(each["SUMMARY"]), each["DTSTART"].dt) for each in found]
    return sorted((name, _shown(start, False) if isinstance(start, datetime) else start.isoformat()) for name, start in starts)


def _written(moment: Any, zone: str) -> str:
    if not isinstance(moment, datetime):
        return f";VALUE=DATE:{moment:%Y%m%d}"
    if zone == "UTC":
        return f":{moment:%Y%m%dT%H%M%SZ}"
    return f";TZID={zone}:{moment:%Y%m%dT%H%M%S}" if zone else f":{moment:%Y%m%dT%H%M%S}"


_RULES = st.sampled_from(
    [
        *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=9", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU"),
        *("FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        *("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=6;BYDAY=1SU", "FREQ=WEEKLY;BYDAY=SA,SU;COUNT=12"),
    ]
)


@st.composite
def _series(draw: st.DrawFn) -> str:
    zone = draw(st.sampled_from(["", "UTC", "Europe/London", "America/New_York", "date"]))
    day = draw(st.dates(date(2025, 1, 1), date(2026, 7, 20)))
    start: Any = day if zone == "date" else datetime(day.year, day.month, day.day, draw(st.integers(4, 20)), 30)
    rule = draw(_RULES)
    lines = ["UID:series", "SUMMARY:regular", f"DTSTART{_written(start, zone)}"]
    span = draw(st.integers(0, 3))
    if span:
        lines.append(f"DTEND{_written(start + timedelta(days=span), zone)}")
    if "COUNT" not in rule and draw(st.booleans()):
        until = start + timedelta(days=draw(st.integers(0, 500)))
        if isinstance(until, datetime) and zone not in ("", "UTC"):
            until = until.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        rule += f";UNTIL={_written(until, '' if zone == '' else 'UTC').rpartition(':')[2]}"
    lines.append(f"RRULE:{rule}")
    lines += [f"EXDATE{_written(start + timedelta(days=days), zone)}" for days in draw(st.lists(st.integers(0, 60), max_size=3))]
    lines += [f"RDATE{_written(start + timedelta(days=days), zone)}" for days in draw(st.lists(st.integers(1, 400), max_size=2))]
    events = [lines]
    for days in draw(st.lists(st.integers(1, 30), max_size=2, unique=True)):
        instead = start + timedelta(days=days * 7)
        moved = instead + timedelta(days=draw(st.integers(-9, 9)))
        events.append(
            ["UID:series", "SUMMARY:changed", f"RECURRENCE-ID{_written(instead, zone)}", f"DTSTART{_written(moved, zone)}"]
        )
    return "".join("BEGIN:VEVENT\r\n" + "\r\n".join(event) + "\r\nEND:VEVENT\r\n" for event in events)


@given(_series(), st.dates(date(2025, 6, 1), date(2026, 9, 1)), st.integers(1, 50))
@settings(max_examples=250)
def test_the_same_occurrences(series: str, since: date, days: int) -> None:
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{series}END:VCALENDAR\r\n".encode()
    until = since + timedelta(days=days)
    assert _ours(content, since, until) == _theirs(content, since, until)


@pytest.mark.parametrize(
    "extra",
    [
        "RDATE;VALUE=PERIOD:20260610T100000Z/PT3H",
        "EXDATE:20260603T090000Z,20260604T090000Z",
        "EXDATE;VALUE=DATE:20260603",
        "EXDATE;TZID=America/New_York:20260603T050000",
    ],
)
def test_dates_added_and_taken_away(extra: str) -> None:
    lines = ("UID:1", "SUMMARY:x", "DTSTART;TZID=Europe/London:20260601T100000", "RRULE:FREQ=DAILY;COUNT=6", extra)
    content = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()
    assert _ours(content, date(2026, 6, 1), date(2026, 7, 1)) == _theirs(content, date(2026, 6, 1), date(2026, 7, 1))


def test_this_and_all_later_ones() -> None:
    lines = [
        *("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "SUMMARY:early", "DTSTART;TZID=Europe/London:20260601T100000"),
        *("DTEND;TZID=Europe/London:20260601T110000", "RRULE:FREQ=WEEKLY", "END:VEVENT", "BEGIN:VEVENT", "UID:1", "SUMMARY:late"),
        *("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20260615T100000", "DTSTART;TZID=Europe/London:20260616T150000"),
        *("DTEND;TZID=Europe/London:20260616T170000", "END:VEVENT", "END:VCALENDAR", ""),
    ]
    content = "\r\n".join(lines).encode()
    found = _ours(content, date(2026, 6, 1), date(2026, 7, 1))
    assert found == _theirs(content, date(2026, 6, 1), date(2026, 7, 1))
    assert found == [
        ("early", "2026-06-01T09:00:00+00:00"),
        ("early", "2026-06-08T09:00:00+00:00"),
        ("late", "2026-06-16T14:00:00+00:00"),
        ("late", "2026-06-23T14:00:00+00:00"),
        ("late", "2026-06-30T14:00:00+00:00"),
    ]
