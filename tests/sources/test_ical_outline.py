"""Which events of a calendar are worth reading, and that nothing is passed over that takes place in the window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.sources.ical_outline import calendar_text, outline

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def _file(*events: str) -> bytes:
    return "\n".join(["BEGIN:VCALENDAR", *(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events), "END:VCALENDAR"]).encode()


def _kept(*events: str) -> list[int]:
    return [span.place for span in outline(calendar_text(_file(*events)), JUNE, JULY).spans]


@pytest.mark.parametrize(
    "event",
    [
        *("DTSTART:20260101T100000Z", "DTSTART;VALUE=DATE:20270101", "DTSTART;TZID=Europe/Paris:20260505T100000\nDURATION:PT2H"),
        *("DTSTART:20260101T100000Z\nDTEND:20260301T100000Z", "dtstart:20260101", "DTSTART:20270101T100000Z\nRRULE:FREQ=DAILY"),
        "DTSTART:20260101T100000Z\nBEGIN:VALARM\nDURATION:P9999D\nEND:VALARM",
    ],
)
def test_what_cannot_take_place_in_the_window_is_passed_over(event: str) -> None:
    assert _kept(f"UID:1\n{event}") == []


@pytest.mark.parametrize(
    "event",
    [
        *("DTSTART:20260605T100000Z", "DTSTART:20260101T100000Z\nRRULE:FREQ=DAILY", "DTSTART:20260101T100000Z\nRDATE:20260605"),
        *("DTSTART:20260101T100000Z\nDTEND:20260605T100000Z", "DTSTART:20260101T100000Z\nDURATION:P300D"),
        *("DTSTART:20270101T100000Z\nRECURRENCE-ID:20260605T100000Z", "DTSTART:20260231T100000Z", "DTSTART:2026-06-05"),
        *("DTSTART:20260101\nDTSTART:20260605", "SUMMARY:No day at all, but a title", "DTSTART:\nDTEND:20260101T100000Z"),
    ],
)
def test_what_may_or_is_out_of_order_is_read(event: str) -> None:
    assert _kept(f"UID:1\n{event}") == [0]


def test_an_event_with_the_key_of_another_that_stays_is_read_too() -> None:
    old, moved = "UID:1\nDTSTART:20260605T100000Z", "UID:1\nSEQUENCE:1\nDTSTART:20261105T100000Z"
    assert _kept(moved, old, "UID:2\nDTSTART:20261105T100000Z") == [0, 1]


def test_events_nobody_closed_and_names_in_any_case() -> None:
    content = b"begin:vcalendar\r\nbegin:vevent\r\ndtstart:20260605\r\nBEGIN:VEVENT\r\nDTSTART:20260606\r\nEND:VCALENDAR\r\nX:y"
    text = calendar_text(content)
    plan = outline(text, JUNE, JULY)
    assert [text.words(span.start, span.stop).strip() for span in plan.spans] == [
        "begin:vevent\ndtstart:20260605",
        "BEGIN:VEVENT\nDTSTART:20260606",
    ]
    assert plan.named


def test_every_calendar_of_a_file_keeps_its_own_lines() -> None:
    one, two = (
        _file("DTSTART:20260605").replace(b"BEGIN:VEVENT", f"METHOD:{word}\nBEGIN:VEVENT".encode()) for word in ("A", "B")
    )
    text = calendar_text(one + b"\n" + two)
    plan = outline(text, JUNE, JULY)
    frames = [frame.read(text) for frame in plan.frames]
    methods = [next(frame.walk("VCALENDAR")).words("METHOD") for frame in frames[1:]]
    assert (methods, [span.frame for span in plan.spans]) == (["A", "B"], [1, 2])


def test_calendars_and_lines_without_end_take_no_time() -> None:
    plan = outline(calendar_text(b"BEGIN:VCALENDAR\n" * 50_000 + b"\n" * 100_000), JUNE, JULY)
    assert len(plan.frames) == 5_000


def test_very_many_events_are_counted_and_the_last_left_out() -> None:
    plan = outline(calendar_text(_file(*["DTSTART:20260605"] * 30)), JUNE, JULY, most=10)
    assert (plan.found, len(plan.spans), plan.left_out) == (30, 10, 20)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_and_line_ends(encoding: str, ending: str) -> None:
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:Café – thé", "DESCRIPTION:Où", "  ça", "END:VEVENT", "END:VCALENDAR"]
    text = calendar_text(ending.join(lines).encode(encoding))
    (span,) = outline(text, JUNE, JULY).spans
    assert text.words(span.start, span.stop).strip().split("\n") == [
        "BEGIN:VEVENT",
        "SUMMARY:Café – thé",
        "DESCRIPTION:Où ça",
        "END:VEVENT",
    ]


def test_a_line_folded_in_the_middle_of_a_letter() -> None:
    content = _file("SUMMARY:Café").replace("é".encode(), b"\xc3\r\n \xa9")
    text = calendar_text(content)
    assert "SUMMARY:Café" in text.words(0, len(text.content))


def test_quoted_printable_lines_go_on_after_an_equals_sign() -> None:
    text = calendar_text(_file("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\ntwo=\nthree\nSUMMARY:x=\nUID:1"))
    assert "PRINTABLE:one=0D=0Atwothree\nSUMMARY:x=\nUID:1" in text.words(0, len(text.content))


@given(st.dates(date(2026, 5, 1), date(2026, 8, 1)), st.integers(0, 60), st.sampled_from(["T100000Z", "T235959", ""]))
@settings(max_examples=150)
def test_nothing_that_touches_the_window_is_passed_over(first: date, days: int, clock: str) -> None:
    last = first + timedelta(days=days)
    kept = _kept(f"DTSTART:{first:%Y%m%d}{clock}\nDTEND:{last:%Y%m%d}{clock}")
    assert kept == [0] or last < JUNE or first > JULY


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "DTSTART:2026", "UID:", " x"]), st.text(max_size=9)
        )
    )
)
def test_no_bytes_fail(lines: list[str]) -> None:
    text = calendar_text("\r\n".join(lines).encode("utf-8", "replace"))
    plan = outline(text, JUNE, JULY)
    assert len(plan.spans) <= plan.found
