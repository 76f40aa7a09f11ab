"""When an item happens and when it closes, as its text says."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from composer.library.item import FoundDate, Item
from composer.library.item_moments import closing_on, happening, with_moments

HOME = ZoneInfo("Europe/London")
DAY = date(2026, 7, 7)
WHEN = FoundDate(starts=DAY, ends=DAY, day=7, month=7, time="10:00", until="12:30", words="7 July")
CLOSES = FoundDate(starts=DAY, ends=DAY, day=7, month=7, time="12:00", role="closes")


def test_an_event_takes_its_hours_from_the_text() -> None:
    found = with_moments(Item(kind="event", dates=(CLOSES, WHEN)), HOME)
    assert found.starts == datetime(2026, 7, 7, 10, tzinfo=HOME)
    assert found.ends == datetime(2026, 7, 7, 12, 30, tzinfo=HOME)
    assert found.deadline is None


def test_an_evening_may_end_after_midnight() -> None:
    late = FoundDate(starts=DAY, ends=DAY, day=7, month=7, time="20:00", until="01:00")
    assert happening(Item(kind="event"), late, HOME).ends == datetime(2026, 7, 8, 1, tzinfo=HOME)


def test_an_awareness_week_is_made_of_whole_days() -> None:
    week = FoundDate(starts=DAY, ends=date(2026, 7, 13), day=7, month=7, time="10:00")
    found = with_moments(Item(kind="awareness", dates=(week,)), HOME)
    assert (found.starts, found.ends, found.all_day) == (datetime(2026, 7, 7), datetime(2026, 7, 13), True)


def test_a_tender_closes_when_its_text_says() -> None:
    assert with_moments(Item(kind="tender", dates=(WHEN, CLOSES)), HOME).deadline == datetime(2026, 7, 7, 12, tzinfo=HOME)
    known = Item(kind="tender", dates=(CLOSES,), deadline=datetime(2026, 8, 1, tzinfo=HOME))
    assert with_moments(known, HOME) is known
    news = Item(dates=(WHEN, CLOSES))
    assert with_moments(news, HOME) is news


def test_a_day_without_a_year_says_nothing() -> None:
    unknown = FoundDate(day=7, month=7)
    assert happening(Item(), unknown, HOME) == closing_on(Item(), unknown, HOME) == Item()
