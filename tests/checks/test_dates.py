"""Nothing is announced that is over, and weekdays fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from composer.blocks.events import EventEntry, Events
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.checks.check import CheckContext
from composer.checks.dates import Dates

Context = Callable[..., CheckContext]
# The clock of these tests: Monday 23 November 2026, 09:00 in London.


def _found(context: CheckContext) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in Dates().run(context)]


@pytest.mark.parametrize(
    ("event", "over"),
    [
        (EventEntry(title="yesterday", starts=datetime(2026, 11, 22, 18)), True),
        (EventEntry(title="this morning", starts=datetime(2026, 11, 23, 8), ends=datetime(2026, 11, 23, 8, 30)), True),
        (EventEntry(title="going on", starts=datetime(2026, 11, 23, 8), ends=datetime(2026, 11, 23, 12)), False),
        (EventEntry(title="tonight", starts=datetime(2026, 11, 23, 19)), False),
        (EventEntry(title="today", starts=datetime(2026, 11, 23), all_day=True), False),
        (EventEntry(title="last week", starts=datetime(2026, 11, 16), ends=datetime(2026, 11, 22), all_day=True), True),
        (EventEntry(title="this week", starts=datetime(2026, 11, 16), ends=datetime(2026, 11, 23), all_day=True), False),
        (EventEntry(title="with offset", starts=datetime(2026, 11, 23, 8, 59, tzinfo=UTC)), True),
        (EventEntry(title="in New York", starts=datetime(2026, 11, 23, 5), zone="America/New_York"), False),
        (EventEntry(title="in Tokyo", starts=datetime(2026, 11, 23, 17), zone="Asia/Tokyo"), True),
        (EventEntry(title="odd zone", starts=datetime(2026, 11, 23, 10), zone="../nowhere"), False),
        (EventEntry(title="no date"), False),
    ],
    ids=lambda value: value.title if isinstance(value, EventEntry) else "",
)
def test_event(context_for: Context, event: EventEntry, over: bool) -> None:
    assert _found(context_for(Events(id="e", entries=(event,)))) == ([("dates.event_past", "error")] if over else [])


def test_an_event_before_the_planned_day_will_be_over(context_for: Context) -> None:
    events = Events(id="e", entries=(EventEntry(title="soon", starts=datetime(2026, 11, 30, 18)),))
    assert _found(context_for(events, planned=date(2026, 12, 1))) == [("dates.event_past", "error")]
    assert _found(context_for(events, planned=date(2026, 11, 30))) == []


def test_mending_takes_out_what_is_over_and_nothing_else(context_for: Context) -> None:
    past, coming = (
        EventEntry(title="past", starts=datetime(2026, 11, 2, 18)),
        EventEntry(title="x", starts=datetime(2026, 12, 2, 18)),
    )
    context = context_for(Events(id="e", entries=(past, coming)))
    (finding,) = Dates().run(context)
    assert finding.fix is not None
    assert finding.fix.apply(context.issue).block("e").entries == (coming,)  # type: ignore[attr-defined]  # a list of events
    context = context_for(Events(id="e", entries=(past,)))
    (finding,) = Dates().run(context)
    assert finding.fix is not None
    assert [block.kind for block in finding.fix.apply(context.issue).blocks] == ["footer"]


def test_an_event_that_ends_before_it_starts(context_for: Context) -> None:
    wrong = EventEntry(title="x", starts=datetime(2026, 12, 2, 18), ends=datetime(2026, 12, 2, 8))
    mixed = EventEntry(title="y", starts=datetime(2026, 12, 2, 18), ends=datetime(2026, 12, 2, 8, tzinfo=UTC))
    assert _found(context_for(Events(id="e", entries=(wrong, mixed)))) == [("dates.ends_first", "error")] * 2


@pytest.mark.parametrize(
    ("closes", "day_only", "found"),
    [
        (datetime(2026, 11, 20), True, [("dates.deadline_past", "error")]),
        (datetime(2026, 11, 23, 8), False, [("dates.deadline_past", "error")]),
        (datetime(2026, 11, 23), True, [("dates.deadline_soon", "advice")]),
        (datetime(2026, 11, 25, 12), False, [("dates.deadline_soon", "advice")]),
        (datetime(2026, 12, 18, 12), False, []),
        (None, True, []),
    ],
)
def test_tender(context_for: Context, closes: datetime | None, day_only: bool, found: list[tuple[str, str]]) -> None:
    assert _found(context_for(Tender(id="t", title_text="Walls", closes=closes, day_only=day_only))) == found


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("We meet on Friday 12 December 2026 at noon.", ["dates.weekday"]),
        ("We meet on **Saturday** 12 December 2026.", []),
        ("Closing date: 2 November 2026.", ["dates.text_deadline_past"]),
        ("The deadline is 2 December 2026.", []),
        ("On 2 November 2026 we opened the bridge.", []),
        ("No dates at all.", []),
    ],
)
def test_dates_in_texts(context_for: Context, text: str, codes: list[str]) -> None:
    findings = list(Dates().run(context_for(TextBlock(id="t", text=text))))
    assert [finding.code for finding in findings] == codes
    assert all((finding.severity, finding.block, finding.field) == ("warning", "t", "text") for finding in findings)


def test_weekday_says_which_day_it_is(context_for: Context) -> None:
    (finding,) = Dates().run(context_for(TextBlock(id="t", text="On Friday 12 December 2026.")))
    assert "Saturday" in finding.message
