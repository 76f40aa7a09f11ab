"""Events read from a file with their times understood."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from composer.sources import calendar_events
from composer.sources.calendar_events import CalendarEvents, events_of
from composer.sources.ical_outline import calendar_text, outline
from composer.sources.recurrence import Event

LONDON = ZoneInfo("Europe/London")
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def _read(*events: str, head: str = "X-WR-CALNAME:Diary") -> CalendarEvents:
    bodies = [f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events]
    text = calendar_text("\n".join(["BEGIN:VCALENDAR", head, *bodies, "END:VCALENDAR"]).encode())
    return events_of(text, outline(text, JUNE, JULY), (JUNE, JULY), LONDON)


def _one(*lines: str, head: str = "VERSION:2.0") -> Event:
    (event,) = _read("\n".join(lines), head=head).events
    return event


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (("DTSTART:20260605T100000Z", "DTEND:20260605T110000Z"), datetime(2026, 6, 5, 11, tzinfo=UTC)),
        (("DTSTART:20260605T100000Z", "DURATION:PT90M"), datetime(2026, 6, 5, 11, 30, tzinfo=UTC)),
        (("DTSTART:20260605T100000Z",), None),
        (("DTSTART:20260605T100000Z", "DTEND:20260604T110000Z"), None),
        (("DTSTART;VALUE=DATE:20260605", "DTEND;VALUE=DATE:20260607"), date(2026, 6, 7)),
        (("DTSTART;VALUE=DATE:20260605", "DTEND:20260607T120000Z"), date(2026, 6, 7)),
        (("DTSTART:20260605T100000Z", "DTEND;VALUE=DATE:20260607"), datetime(2026, 6, 7, tzinfo=UTC)),
    ],
)
def test_ends(lines: tuple[str, ...], ends: date | None) -> None:
    assert _one(*lines).ends == ends


def test_a_time_that_a_change_of_clocks_leaves_out() -> None:
    text = calendar_text(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Europe/London:20260329T013000\nEND:VEVENT")
    window = (date(2026, 3, 1), date(2026, 4, 1))
    (event,) = events_of(text, outline(text, *window), window, LONDON).events
    assert str(event.starts) == "2026-03-29 02:30:00+01:00"


def test_cancelled_one_by_one_and_all_at_once() -> None:
    assert _one("DTSTART:20260605T100000Z", "STATUS:CANCELLED").cancelled
    assert _one("DTSTART:20260605T100000Z", head="METHOD:CANCEL").cancelled
    assert not _one("DTSTART:20260605T100000Z", head="METHOD:PUBLISH").cancelled


def test_what_outlook_says_lasts_all_day() -> None:
    lines = ("DTSTART;TZID=Europe/London:20260605T000000", "DTEND;TZID=Europe/London:20260606T000000")
    said = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
    assert (_one(*lines, said).starts, _one(*lines, said).ends) == (date(2026, 6, 5), date(2026, 6, 6))
    assert isinstance(_one(*lines).starts, datetime)
    assert isinstance(_one("DTSTART:20260605T100000Z", said).starts, datetime)


def test_a_zone_defined_behind_the_events_counts() -> None:
    zone = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    zone += "TZOFFSETFROM:+0200\nTZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE"
    text = calendar_text(
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Ours:20260605T100000\nEND:VEVENT\n{zone}\nEND:VCALENDAR".encode()
    )
    (event,) = events_of(text, outline(text, JUNE, JULY), (JUNE, JULY), LONDON).events
    assert isinstance(event.starts, datetime)
    assert event.starts.utcoffset() == timedelta(hours=2)


def test_several_rules_and_dates() -> None:
    event = _one(
        "DTSTART:20260605T100000Z", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY", "EXRULE:FREQ=MONTHLY", "EXDATE:20260606,20260607"
    )
    assert ([rule["FREQ"] for rule in event.rules], event.less_rules) == ([["DAILY"], ["WEEKLY"]], ({"FREQ": ["MONTHLY"]},))
    assert event.less == (date(2026, 6, 6), date(2026, 6, 7))


def test_of_very_many_dates_those_around_the_window_are_read() -> None:
    dates = "".join(f"\nRDATE:{datetime(1990, 1, 1) + timedelta(days=day):%Y%m%d}" for day in range(15_000))
    event = _one(f"DTSTART:19900101\n{dates.strip()}")
    assert event.recurs
    assert 80 < len(event.more) < 130


def test_lines_are_counted_over_all_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_events, "MOST_LINES", 10)
    known = _read(*["DTSTART:20260605\nSUMMARY:a\nX-A:b"] * 20)
    assert (len(known.events), known.left_out, known.title) == (4, 16, "Diary")


def test_a_space_before_the_colon_hides_nothing() -> None:
    event = _one("DTSTART :20260605T100000Z", "SUMMARY :Tea")
    assert isinstance(event.starts, datetime)
