"""An item's fields in a form, and back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.gui.editor.item_values import filled, lines_of, problems, read_size, size_words, values_of
from composer.library.item import KINDS, Item

HOME = ZoneInfo("Europe/London")
TALK = Item(
    id="talk",
    kind="event",
    title="Talk",
    starts=datetime(2026, 7, 10, 19, tzinfo=ZoneInfo("Europe/Paris")),
    ends=datetime(2026, 7, 10, 21, tzinfo=ZoneInfo("Europe/Paris")),
    zone="Europe/Paris",
    file_size=2_412_345,
    summary="A talk.",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_touched_stays_exactly_as_it_was(kind: str) -> None:
    found = next(known for known in KINDS if known == kind)
    again = filled(TALK, found, values_of(TALK), HOME)
    assert again.kind == kind
    assert (again.starts, again.ends, again.zone, again.file_size, again.summary) == (
        TALK.starts,
        TALK.ends,
        TALK.zone,
        TALK.file_size,
        TALK.summary,
    )
    assert {line.name for line in lines_of(found)} >= {"title", "text", "link"}


def test_a_time_is_meant_in_the_items_own_zone_else_at_home() -> None:
    values = {**values_of(TALK), "starts": datetime(2026, 7, 10, 20)}
    assert filled(TALK, "event", values, HOME).starts == datetime(2026, 7, 10, 20, tzinfo=ZoneInfo("Europe/Paris"))
    new = filled(Item(), "tender", {**values_of(Item()), "title": "Roof", "deadline": datetime(2026, 7, 10, 17)}, HOME)
    assert new.deadline == datetime(2026, 7, 10, 17, tzinfo=HOME)
    assert new.zone == "Europe/London"


def test_days_without_times_are_all_day() -> None:
    values = {**values_of(Item()), "title": "Fair", "starts": datetime(2026, 7, 10), "ends": datetime(2026, 7, 12)}
    fair = filled(Item(), "event", values, HOME)
    assert (fair.starts, fair.ends, fair.all_day) == (datetime(2026, 7, 10), datetime(2026, 7, 12), True)
    week = filled(TALK, "awareness", {**values_of(TALK), "ends": datetime(2026, 7, 16)}, HOME)
    assert (week.starts, week.ends, week.all_day) == (datetime(2026, 7, 10), datetime(2026, 7, 16), True)


def test_what_is_wrong_is_said_by_field() -> None:
    values = {
        **values_of(TALK),
        "title": " ",
        "ends": datetime(2026, 7, 9, 12),
        "booking_link": "nowhere",
        "file_size": "large",
        "file_pages": "many",
    }
    assert problems("event", values) == {
        "title": "Give it a title.",
        "ends": "It ends before it starts.",
        "booking_link": "This is not a whole address. It should look like https://example.org/page",
    }
    assert set(problems("report", values)) == {"title", "file_size", "file_pages"}
    assert problems("event", {**values_of(TALK), "starts": None})["starts"] == "Say when it starts."
    assert problems("event", {**values_of(TALK), "starts": datetime(2026, 7, 10), "ends": datetime(2026, 7, 10)}) == {}


def test_sizes_are_read_as_people_write_them() -> None:
    assert [read_size(text) for text in ("2.4 MB", "2,4mb", "600 KB", "", "300 bytes", "big", "1.2.3 MB")] == [
        2_400_000,
        2_400_000,
        600_000,
        0,
        300,
        None,
        None,
    ]


@given(st.integers(min_value=0, max_value=900_000_000))
@settings(max_examples=60, deadline=None)
def test_a_size_in_words_is_read_again(size: int) -> None:
    again = read_size(size_words(size))
    assert again is not None
    assert size == 0 or abs(again - size) <= max(1_000, size * 0.05)
