"""The calendar of awareness days is read like any other source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from composer.library.awareness import AwarenessDay
from composer.sources.awareness import LOCATION
from composer.sources.reader import read
from composer.sources.source import FetchContext

DAYS = (
    AwarenessDay(id="a", name="World AIDS Day", rule="1 December"),
    AwarenessDay(id="b", name="Giving Tuesday", rule="Tuesday after fourth Thursday in November"),
    AwarenessDay(id="c", name="Far away", rule="1 October"),
)


def test_what_is_ahead_in_its_order(new_context: Callable[..., FetchContext]) -> None:
    fetched = read(LOCATION, new_context(awareness=DAYS))
    assert fetched.title == "Awareness days"
    assert [(item.title, str(item.starts)[:10]) for item in fetched.items] == [
        ("Giving Tuesday", "2026-12-01"),
        ("World AIDS Day", "2026-12-01"),
    ]


def test_a_window_of_ones_own(new_context: Callable[..., FetchContext]) -> None:
    fetched = read(LOCATION, new_context("2027-09-01", "2027-11-01", awareness=DAYS), type="awareness")
    assert [item.title for item in fetched.items] == ["Far away"]


def test_no_days_are_no_fault(context: Any) -> None:
    assert read(LOCATION, context).items == ()
