"""A list of dates in the text part: when, what, where, more."""

from __future__ import annotations

from datetime import datetime

from composer.blocks.events import EventEntry, Events

SWIM = EventEntry(
    title="Lucia swim",
    starts=datetime(2026, 12, 13, 10),
    ends=datetime(2026, 12, 13, 11),
    place="Pier 2",
    text="Bring a *towel*.",
    link="https://example.org/swim",
)


def test_everything_a_reader_needs_is_in_the_text_part() -> None:
    assert Events(entries=(SWIM, EventEntry(title="Volunteer evening"))).plain_text() == (
        "Coming up\n\n"
        "Sunday 13 December 2026, 10:00 to 11:00\nLucia swim\nPier 2\nBring a towel.\nhttps://example.org/swim\n\n"
        "Date to be announced\nVolunteer evening"
    )


def test_it_goes_by_its_heading() -> None:
    assert Events().title() == "Coming up"
    assert Events(title_text=" ").title() == "Events"
