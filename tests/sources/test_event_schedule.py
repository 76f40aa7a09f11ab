"""Repeated events as pages say them: each time within the window, with exceptions, and no rule that runs for ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.download import Download
from composer.sources.event_schedule import occurrences, written_moment
from composer.sources.linked_data import LinkedData
from composer.sources.source import FetchContext
from composer.sources.structured_data import StructuredData

SINCE, UNTIL = date(2026, 11, 23), date(2027, 1, 1)


def told(**schedule: Any) -> list[str]:
    found = occurrences(LinkedData(), {"@type": "Schedule", **schedule}, SINCE, UNTIL)
    return [
        f"{start:%d %b %H:%M}" + (f"-{end:%H:%M}" if end else "") + (" all day" if whole else "") for start, end, whole in found
    ]


@pytest.mark.parametrize(
    ("schedule", "dates"),
    [
        (
            {
                "startDate": "2026-09-01", "repeatFrequency": "P1W", "byDay": "https://schema.org/Tuesday", "startTime": "19:00",
                "endTime": "20:30", "endDate": "2026-12-10",
            },
            ["24 Nov 19:00-20:30", "01 Dec 19:00-20:30", "08 Dec 19:00-20:30"],
        ),
        (
            {
                "startDate": "2026-12-01", "endDate": "2026-12-10", "repeatFrequency": "Weekly", "byDay": ["TU", "TH"],
                "startTime": "10:00:00Z", "duration": "PT1H30M",
            },
            ["01 Dec 10:00-11:30", "03 Dec 10:00-11:30", "08 Dec 10:00-11:30", "10 Dec 10:00-11:30"],
        ),
        (
            {"startDate": "2026-12-07", "repeatFrequency": "P2W", "repeatCount": 2, "exceptDate": ["2026-12-21"]},
            ["07 Dec 00:00 all day"],
        ),
        (
            {"startDate": "2026-01-31", "repeatFrequency": "P1M", "byMonthDay": 5, "startTime": "22:00", "endTime": "01:00"},
            ["05 Dec 22:00-01:00"],
        ),
        ({"startDate": "2026-01-01", "repeatFrequency": "P1M", "byDay": "1SA", "startTime": "noon"}, ["05 Dec 12:00"]),
        ({"startDate": "2026-12-05T14:00"}, ["05 Dec 14:00"]),
        ({"startDate": "soon", "repeatFrequency": "P1W"}, []),
        ({"repeatFrequency": "P1W"}, []),
    ],
)  # fmt: skip
def test_when_it_takes_place(schedule: dict[str, Any], dates: list[str]) -> None:
    assert told(**schedule) == dates


def test_a_page_with_a_weekly_group_gives_every_evening(new_context: Callable[..., FetchContext]) -> None:
    event = {
        "@context": "https://schema.org", "@type": "Event", "name": "Peer support group", "url": "https://example.org/group",
        "location": {"@type": "Place", "name": "Chapel Hall"},
        "eventSchedule": {
            "@type": "Schedule", "startDate": "2026-10-06", "repeatFrequency": "P1W", "byDay": "Tuesday", "startTime": "19:00",
        },
    }  # fmt: skip
    page = f'<html><head><script type="application/ld+json">{json.dumps(event)}</script></head><body><p>Come.</p></body></html>'
    download = Download("https://example.org/group", "text/html", content=page.encode())
    assert StructuredData.matches(download.location, download)
    fetched = StructuredData().read(download, new_context("2026-11-23", "2026-12-10"))
    assert [(item.kind, item.title, str(item.starts)[:16], item.place) for item in fetched.items] == [
        ("event", "Peer support group", f"2026-{day} 19:00", "Chapel Hall") for day in ("11-24", "12-01", "12-08")
    ]
    assert len({item.id for item in fetched.items}) == 3


def test_two_documents_in_one_block(new_context: Callable[..., FetchContext]) -> None:
    events = "\n".join(
        json.dumps({"@context": "https://schema.org", "@type": "Event", "name": name, "startDate": "1 December 2026 7pm"})
        for name in ("Soup", "Carols")
    )
    page = f'<html><head><script type="application/ld+json">{events}</script></head><body></body></html>'
    fetched = StructuredData().read(Download("https://example.org/", "text/html", content=page.encode()), new_context())
    assert [(item.title, str(item.starts)[:16]) for item in fetched.items] == [
        ("Soup", "2026-12-01 19:00"),
        ("Carols", "2026-12-01 19:00"),
    ]


@pytest.mark.parametrize(
    ("words", "moment"), [("2026-1-5", "2026-01-05 00:00"), ("5 January 2026, 7.30pm", "2026-01-05 19:30"), ("soon", "None")]
)
def test_moments_as_people_write_them(words: str, moment: str) -> None:
    assert str(written_moment(words))[:16] == moment


_PARTS = (
    *("startDate", "endDate", "repeatFrequency", "byDay", "byMonthDay", "byMonth", "startTime", "endTime", "repeatCount"),
    *("exceptDate", "duration"),
)
_SAID = ("2026-12-01", "P1D", "P0D", "P999Y", "Weekly", "Monday", "9MO", "31", "0", "25:99", "noon", "PT99H", "")


@given(st.dictionaries(st.sampled_from(_PARTS), st.sampled_from(_SAID) | st.text(max_size=12) | st.integers()))
def test_any_schedule_ends(schedule: dict[str, Any]) -> None:
    assert len(told(**schedule)) <= 400


def test_twenty_four_hours_are_the_next_midnight() -> None:
    assert written_moment("2026-12-05T24:00") == datetime(2026, 12, 6)
    assert written_moment("2026-12-05T24:00:00Z") == datetime(2026, 12, 6, tzinfo=UTC)
    assert written_moment("2026-12-32T24:00") is None
