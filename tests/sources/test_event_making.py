"""Events made whole, whatever their source."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from harmless import faults_in
from hypothesis import given
from hypothesis import strategies as st

from composer.sources.event_making import (
    RawEvent,
    event_window,
    happens_within,
    make_event,
    utc_moment,
    wall_moment,
    without_date,
)

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 12, 1, 19, 30, tzinfo=LONDON)
PLACE = "https://example.org/events"


def test_a_timed_event_keeps_its_zone_and_says_its_price() -> None:
    item = make_event(RawEvent("1", "Boats &amp; tides", START, html="<p>All welcome.</p>", cost="£5"), PLACE)
    assert (item.title, item.kind, item.zone, item.starts) == ("Boats & tides", "event", "Europe/London", START)
    assert item.value == "£5"
    assert "Cost: £5" in item.text
    assert item.summary == "All welcome."


def test_whole_days_end_with_their_last_day() -> None:
    raw = RawEvent("1", "Sale", datetime(2026, 12, 1), datetime(2026, 12, 3, 23, 59, 59), all_day=True)
    item = make_event(raw, PLACE)
    assert (item.starts, item.ends) == (datetime(2026, 12, 1), datetime(2026, 12, 3))
    assert item.zone == ""


def test_a_day_with_a_name_is_an_awareness_day() -> None:
    item = make_event(RawEvent("1", "World Bee Day", datetime(2026, 5, 20), all_day=True), PLACE)
    assert item.kind == "awareness"


def test_an_end_before_the_start_or_of_another_make_is_left_out() -> None:
    for ends in (START.replace(hour=18), START.replace(tzinfo=None)):
        assert make_event(RawEvent("1", "x", START, ends), PLACE).ends is None


def test_the_window_and_what_lies_in_it(context: Any, new_context: Any) -> None:
    assert event_window(context) == (date(2026, 10, 23), date(2027, 11, 24))
    window = event_window(new_context("2026-12-02", "2026-12-05"))
    assert window == (date(2026, 12, 2), date(2026, 12, 5))
    item = make_event(RawEvent("1", "x", datetime(2026, 12, 1), datetime(2026, 12, 2), all_day=True), PLACE)
    assert happens_within(item, window, LONDON)
    assert not happens_within(make_event(RawEvent("1", "x", START), PLACE), window, LONDON)
    assert not happens_within(make_event(RawEvent("1", "x", datetime(2026, 12, 5, 10)), PLACE), window, LONDON)


def test_moments() -> None:
    assert wall_moment("2026-12-01 19:30:00") == datetime(2026, 12, 1, 19, 30)
    assert wall_moment("next week") is None
    assert wall_moment("0001-01-01") is None
    assert utc_moment("2026-12-01 19:30:00") == datetime(2026, 12, 1, 19, 30, tzinfo=UTC)


def test_what_is_said_about_an_event_without_a_day() -> None:
    assert without_date(PLACE, "<b>Fair</b>").message == "The event “Fair” has no usable date and was left out."
    assert "without a title" in without_date(PLACE, "").message


@given(st.text(), st.text(), st.text(), st.text())
def test_strangers_words_come_out_harmless(title: str, html: str, cost: str, link: str) -> None:
    item = make_event(RawEvent("1", title, START, html=html, cost=cost, link=link, image=link, booking_link=link), PLACE)
    assert faults_in(item.html) == []
    assert all(found.startswith(("http", "mailto:", "tel:", "")) for found in (item.link, item.image, item.booking_link))
