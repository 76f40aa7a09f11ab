"""Calendars as people have them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from local_site import Answer, LocalSite

from composer.clock import fixed_clock
from composer.errors import FormatError
from composer.library.item import Item
from composer.sources.calendar_file import CalendarFile
from composer.sources.download import Download, Downloader
from composer.sources.reader import read
from composer.sources.source import FetchContext, Fetched

AT = "https://example.org/events.ics"


def _calendar(*events: str, head: str = "X-WR-CALNAME:Fernhill diary") -> bytes:
    bodies = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}\r\n{bodies}END:VCALENDAR\r\n".replace("\n ", "\n").encode()


def _read(content: bytes, context: FetchContext) -> Fetched:
    return CalendarFile().read(Download(AT, content=content), context)


@pytest.fixture
def june(new_context: Any) -> FetchContext:
    return new_context(since="2026-06-01", until="2026-07-01")


def _one(june: FetchContext, *lines: str) -> Item:
    (item,) = _read(_calendar("\r\n".join(("UID:1", *lines))), june).items
    return item


def test_a_timed_event(june: FetchContext) -> None:
    item = _one(
        june,
        "SUMMARY:Tea &amp; cake",
        "DTSTART;TZID=Europe/London:20260605T100000",
        "DTEND;TZID=Europe/London:20260605T113000",
        "LOCATION:The hall\\, High Street",
        "URL:https://example.org/tea",
        "DESCRIPTION:Bring a cup.\\n\\nOnline: https://us02web.zoom.us/j/123?pwd=x",
        "CATEGORIES:Tea\\, all,Cake",
        "ORGANIZER;CN=Rosa Lindqvist:mailto:rosa@example.org",
        "LAST-MODIFIED:20260501T080000Z",
    )
    assert (item.kind, item.title, item.place, item.link) == (
        "event",
        "Tea & cake",
        "The hall, High Street",
        "https://example.org/tea",
    )
    assert (item.starts.isoformat(), item.ends.isoformat()) == ("2026-06-05T10:00:00+01:00", "2026-06-05T11:30:00+01:00")
    assert (item.all_day, item.zone, item.online_link) == (False, "Europe/London", "https://us02web.zoom.us/j/123?pwd=x")
    assert (item.categories, item.contact, item.updated) == (
        ("Tea, all", "Cake"),
        "Rosa Lindqvist",
        datetime(2026, 5, 1, 8, tzinfo=UTC),
    )
    assert item.text.startswith("Bring a cup.\n\nOnline:")


def test_whole_days_end_on_their_last_day(june: FetchContext) -> None:
    item = _one(june, "SUMMARY:Camp", "DTSTART;VALUE=DATE:20260605", "DTEND;VALUE=DATE:20260608")
    assert (item.all_day, item.starts, item.ends) == (True, datetime(2026, 6, 5), datetime(2026, 6, 7))
    item = _one(june, "SUMMARY:Fair", "DTSTART;VALUE=DATE:20260605")
    assert (item.starts, item.ends) == (datetime(2026, 6, 5), datetime(2026, 6, 5))
    item = _one(june, "SUMMARY:Fair", "DTSTART;VALUE=DATE:20260605", "DURATION:P2D")
    assert item.ends == datetime(2026, 6, 6)


def test_awareness_weeks_in_a_calendar_are_that(june: FetchContext) -> None:
    assert _one(june, "SUMMARY:National Tea Week", "DTSTART;VALUE=DATE:20260605").kind == "awareness"
    assert _one(june, "SUMMARY:Study day", "DTSTART;VALUE=DATE:20260605").kind == "event"


def test_floating_times_carry_no_offset(june: FetchContext) -> None:
    item = _one(june, "SUMMARY:Tea", "DTSTART;TZID=Europe/Nowhere:20260605T100000", "DTEND:20260605T110000Z")
    assert (item.starts.isoformat(), item.zone) == ("2026-06-05T10:00:00", "")


def test_html_in_descriptions_is_cleaned(june: FetchContext) -> None:
    item = _one(
        june,
        "SUMMARY:Tea",
        "DTSTART:20260605T100000Z",
        'DESCRIPTION:<p onclick="x()">Bring <b>cake</b></p><script>evil()</script>',
    )
    assert item.html == "<p>Bring <b>cake</b></p>"
    assert item.notes == ("A script was left out.",)
    item = _one(june, "SUMMARY:Tea", "DTSTART:20260605T100000Z", "X-ALT-DESC;FMTTYPE=text/html:<i>Hi</i>")
    assert item.html == "<i>Hi</i>"


def test_cancelled_events_say_so(june: FetchContext) -> None:
    assert _one(june, "SUMMARY:Tea", "DTSTART:20260605T100000Z", "STATUS:CANCELLED").cancelled


def test_recurring_events_have_an_id_for_each_time_and_keep_it(new_context: Any) -> None:
    weekly = _calendar("UID:w\r\nSUMMARY:Choir\r\nDTSTART:20260101T190000Z\r\nRRULE:FREQ=WEEKLY")
    june = _read(weekly, new_context(since="2026-06-01", until="2026-07-01")).items
    summer = _read(weekly, new_context(since="2026-05-01", until="2026-09-01")).items
    assert len({item.id for item in june}) == len(june) == 4
    assert {item.id for item in june} <= {item.id for item in summer}


def test_a_single_event_that_moves_keeps_its_id(june: FetchContext) -> None:
    assert _one(june, "SUMMARY:A", "DTSTART:20260605T100000Z").id == _one(june, "SUMMARY:B", "DTSTART:20260606T100000Z").id


def test_events_without_a_uid_stay_apart(june: FetchContext) -> None:
    fetched = _read(_calendar("SUMMARY:A\r\nDTSTART:20260605T100000Z", "SUMMARY:B\r\nDTSTART:20260605T100000Z"), june)
    assert len({item.id for item in fetched.items}) == 2


def test_damaged_events_are_named_and_the_others_kept(june: FetchContext) -> None:
    fetched = _read(
        _calendar(
            "UID:1\r\nSUMMARY:Impossible\r\nDTSTART:20260631T100000Z",
            "UID:2\r\nSUMMARY:Twice\r\nDTSTART:20260605T100000Z\r\nDTSTART:20260606T100000Z",
            "UID:3",
            "UID:4\r\nSUMMARY:Backwards\r\nDTSTART:20260605T100000Z\r\nDURATION:-PT1H",
            "UID:5\r\nSUMMARY:Choir\r\nDTSTART:20260605T100000Z\r\nRRULE:FREQ=SECONDLY",
            "UID:6\r\nSUMMARY:Walk\r\nDTSTART:20260605T100000Z\r\nRRULE:FREQ=FORTNIGHTLY",
            "UID:7\r\nSUMMARY:Tea\r\nDTSTART:20260605T100000Z\r\nRRULE:\r\nEXRULE:none",
        ),
        june,
    )
    titles = [(item.title, item.ends) for item in fetched.items]
    assert titles == [("Backwards", None), ("Choir", None), ("Walk", None), ("Tea", None)]
    assert [problem.message for problem in fetched.problems] == [
        "The event “Impossible” has no usable date and was left out.",
        "The event “Twice” has no usable date and was left out.",
        "The event “Choir” recurs too often to be followed; only its first date counts.",
        "The event “Walk” recurs in a way that cannot be understood; only its first date counts.",
    ]


def test_a_rule_that_names_itself_twice_is_followed(june: FetchContext) -> None:
    event = "UID:1\r\nSUMMARY:Choir\r\nDTSTART:20260605T100000Z\r\nRRULE:RRULE:FREQ=WEEKLY;COUNT=3;"
    fetched = _read(_calendar(event), june)
    assert ([item.starts.day for item in fetched.items if item.starts], fetched.problems) == ([5, 12, 19], ())


def test_an_empty_window_says_what_there_is(june: FetchContext) -> None:
    fetched = _read(_calendar("UID:1\r\nSUMMARY:Old\r\nDTSTART:20100605T100000Z"), june)
    assert fetched.items == ()
    assert fetched.problems[0].message == "The calendar holds 1 event, but none from 2026-06-01 to 2026-06-30."
    assert _read(_calendar(), june).problems == ()


def test_without_a_window_the_coming_year_counts(context: FetchContext) -> None:
    weekly = _calendar("UID:w\r\nSUMMARY:Choir\r\nDTSTART:20200101T190000Z\r\nRRULE:FREQ=WEEKLY")
    assert 50 <= len(_read(weekly, context).items) <= 60


@pytest.mark.parametrize("content", [b"<html>", b"words", b"BEGIN:VCARD\nEND:VCARD"])
def test_what_is_no_calendar(june: FetchContext, content: bytes) -> None:
    with pytest.raises(FormatError, match="is not a calendar"):
        _read(content, june)


def test_calendars_are_told_by_their_beginning() -> None:
    assert CalendarFile.matches(AT, Download(AT, content=b"\xef\xbb\xbf\r\nBEGIN:VCALENDAR")) >= 90
    assert CalendarFile.matches("webcal://example.org/x", None) > 0
    assert CalendarFile.matches(AT, Download(AT, content=b"<html>")) == 0


def test_over_the_web(site: LocalSite, june: FetchContext) -> None:
    site.routes["/events.ics"] = Answer(
        _calendar("UID:1\r\nSUMMARY:Tea\r\nDTSTART:20260605T100000Z"), "text/calendar; charset=utf-8"
    )
    fetched = read(f"{site.address}/events.ics", june)
    assert (fetched.title, [item.title for item in fetched.items]) == ("Fernhill diary", ["Tea"])


_LINES = st.sampled_from(
    [
        *("UID:1", "SUMMARY:x", "DTSTART:20260605T100000Z", "DTSTART;VALUE=DATE:20260605", "DTSTART;TZID=X:20260605T100000"),
        *(
            "DTEND:20260605T110000Z",
            "DTEND:x",
            "DURATION:PT1H",
            "RRULE:FREQ=DAILY",
            "RRULE:FREQ=WEEKLY;BYDAY=XX",
            "EXDATE:20260605",
        ),
        *(
            "RDATE:20260606T100000Z,x",
            "RECURRENCE-ID:20260605T100000Z",
            "SEQUENCE:x",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "STATUS:CANCELLED",
        ),
        *("BEGIN:VTIMEZONE", "TZID:X", "END:VTIMEZONE", "DESCRIPTION:<b>x", "URL:javascript:x"),
    ]
)


@given(st.lists(st.one_of(_LINES, st.text(max_size=10)), max_size=30))
@settings(max_examples=80)
def test_no_text_fails(lines: list[str]) -> None:
    context = FetchContext(fixed_clock(datetime(2026, 6, 1, tzinfo=UTC)), Downloader())
    for item in _read(_calendar("\r\n".join(lines)), context).items:
        assert item.starts is not None
        assert item.id
