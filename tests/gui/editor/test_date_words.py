"""Dates found in a text, in words, and those that are offered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from composer.gui.editor.date_words import closes_in_words, date_in_words, day_name, offers, quoted, weekday_note
from composer.library.item import FoundDate, Item

HOME = ZoneInfo("Europe/London")
FRIDAY = FoundDate(starts=date(2026, 7, 10), day=10, month=7, time="12:00", words="noon on 10 July")


def test_a_date_is_said_as_it_is_understood() -> None:
    assert date_in_words(FRIDAY) == "Friday 10 July 2026, 12:00"
    span = FoundDate(starts=date(2026, 7, 10), ends=date(2026, 7, 12), day=10, month=7)
    assert date_in_words(span) == "10 to 12 July 2026"
    assert date_in_words(FoundDate(day=10, month=7)) == ""
    assert day_name(date(2026, 7, 10)) == "Friday"


def test_a_wrong_weekday_is_said_plainly() -> None:
    wrong = FoundDate(starts=date(2026, 7, 10), day=10, month=7, wrong_weekday="Thursday")
    assert weekday_note(wrong) == "It says Thursday, but that day is Friday 10 July 2026."
    assert weekday_note(FRIDAY) == ""


def test_closing_dates_stand_first_and_what_is_used_or_over_is_left_out() -> None:
    closes = FoundDate(starts=date(2026, 7, 31), day=31, month=7, role="closes")
    over = FoundDate(starts=date(2026, 5, 1), day=1, month=5)
    used = FoundDate(starts=date(2026, 7, 20), day=20, month=7)
    item = Item(
        published=datetime(2026, 6, 1, tzinfo=UTC), starts=datetime(2026, 7, 20), dates=(over, FRIDAY, used, FRIDAY, closes)
    )
    assert [(found.starts.day, uses) for found, uses in offers(item, HOME) if found.starts] == [
        (31, ("closes", "event")),
        (10, ("event", "closes")),
    ]


def test_only_the_day_is_said_where_no_time_is_known() -> None:
    assert closes_in_words(Item(deadline=datetime(2026, 7, 10, tzinfo=HOME), zone="Europe/London")) == "Friday 10 July 2026"
    assert closes_in_words(Item(deadline=datetime(2026, 7, 10, 17, tzinfo=HOME))) == "Friday 10 July 2026, 17:00"
    assert closes_in_words(Item()) == ""


def test_a_long_sentence_is_cut_around_its_date() -> None:
    sentence = "Many words go before it, " * 8 + "until noon on 10 July when the doors close, " + "and many come after it. " * 8
    cut = quoted(FoundDate(words="noon on 10 July", sentence=sentence))
    assert "noon on 10 July" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) <= 112
