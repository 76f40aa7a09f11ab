"""Dates by day and by week, and what closes soon."""

from __future__ import annotations

from datetime import UTC, datetime

from composer.blocks.events import EventEntry, Events
from composer.blocks.tender import Tender
from composer.document.issue import Issue
from composer.rendering.agenda import closing, grouped

DATES = Events(
    entries=(
        EventEntry(title="Lunch", starts=datetime(2026, 12, 5, 12)),
        EventEntry(title="Some day"),
        EventEntry(title="Planting", starts=datetime(2026, 11, 30), ends=datetime(2026, 12, 4), all_day=True),
        EventEntry(title="Call", starts=datetime(2026, 12, 5, 9, tzinfo=UTC)),
        EventEntry(title="Carols", starts=datetime(2026, 12, 19, 16, 30)),
    )
)


def _shown(how: str) -> list[tuple[str, list[str]]]:
    return [(group.words, [event.title for event, _plate in group.events]) for group in grouped(DATES, how)]


def test_by_week_from_monday_to_sunday() -> None:
    assert _shown("week") == [
        ("30 November to 6 December", ["Planting", "Call", "Lunch"]),
        ("14 to 20 December", ["Carols"]),
        ("", ["Some day"]),
    ]


def test_by_day_with_its_weekday() -> None:
    assert _shown("day") == [
        ("Monday 30 November 2026", ["Planting"]),
        ("Saturday 5 December 2026", ["Call", "Lunch"]),
        ("Saturday 19 December 2026", ["Carols"]),
        ("", ["Some day"]),
    ]


def test_all_in_one_where_nothing_is_chosen() -> None:
    assert _shown("") == [("", ["Planting", "Call", "Lunch", "Carols", "Some day"])]
    assert grouped(Events()) == ()


def test_every_event_keeps_its_calendar_leaf() -> None:
    (first, *_rest) = grouped(DATES, "week")
    assert [plate.day for _event, plate in first.events if plate] == ["30", "5", "5"]


def test_what_closes_first_comes_first() -> None:
    issue = Issue(
        blocks=(
            Tender(id="late", title_text="Walls", closes=datetime(2026, 12, 18, 12), day_only=False),
            Tender(id="open", title_text="No date"),
            Tender(id="soon", title_text="Website", closes=datetime(2026, 12, 1)),
        )
    )
    assert [(row.block_id, row.title, row.closes) for row in closing(issue)] == [
        ("soon", "Website", "Tuesday 1 December 2026"),
        ("late", "Walls", "Friday 18 December 2026, 12:00"),
    ]
