"""The calendar of awareness days: what comes with the program falls where it should, and what people change stays theirs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from composer.errors import InputError
from composer.library.awareness import AwarenessCalendar, AwarenessDay, checked, items_of, occurrence_id, shipped_days
from composer.library.awareness_rules import read_rule


@pytest.mark.parametrize(
    ("day", "year", "span"),
    [
        ("mental-health-day", 2026, "2026-10-10"),
        ("mental-health-week", 2025, "2025-05-12 to 2025-05-18"),
        ("mental-health-week", 2026, "2026-05-11 to 2026-05-17"),
        ("maternal-mental-health-week", 2018, "2018-04-30 to 2018-05-06"),
        ("maternal-mental-health-week", 2024, "2024-04-29 to 2024-05-05"),
        ("maternal-mental-health-week", 2025, "2025-05-05 to 2025-05-11"),
        ("maternal-mental-health-day", 2025, "2025-05-07"),
        ("time-to-talk-day", 2026, "2026-02-05"),
        ("mothering-sunday", 2026, "2026-03-15"),
        ("infant-mental-health-week", 2025, "2025-06-09 to 2025-06-15"),
        ("baby-loss-week", 2026, "2026-10-09 to 2026-10-15"),
        ("trustees-week", 2025, "2025-11-03 to 2025-11-07"),
        ("giving-tuesday", 2025, "2025-12-02"),
        ("fathers-mental-health-day", 2026, "2026-06-22"),
    ],
)
def test_days_fall_where_their_holders_say(day: str, year: int, span: str) -> None:
    found = read_rule(shipped_days()[day].rule).in_year(year)
    assert found is not None
    assert (str(found[0]) if found[0] == found[1] else f"{found[0]} to {found[1]}") == span


def test_every_shipped_day_names_who_holds_it_but_those_of_church_and_custom() -> None:
    assert {day.id for day in shipped_days().values() if not day.page} == {"mothering-sunday", "fathers-day"}


def test_every_shipped_day_is_fit_and_comes_every_year() -> None:
    for day in shipped_days().values():
        assert checked(day) == day
        assert all(read_rule(day.rule).in_year(year) for year in range(2026, 2036))


def test_items_are_whole_days_with_the_last_day_in() -> None:
    week = AwarenessDay(id="w", name="Baby Loss Awareness Week", rule="9 to 15 October", page="https://e.org")
    (item,) = items_of(week, date(2026, 9, 1), date(2027, 1, 1))
    assert (item.kind, item.all_day, item.link) == ("awareness", True, "https://e.org")
    assert (item.starts, item.ends) == (datetime(2026, 10, 9), datetime(2026, 10, 15))
    (day,) = items_of(AwarenessDay(id="d", name="Day", rule="10 October"), date(2026, 9, 1), date(2027, 1, 1))
    assert day.ends is None


def test_what_goes_on_is_still_offered_and_what_is_over_not() -> None:
    week = AwarenessDay(id="w", name="Week", rule="9 to 15 October")
    assert len(items_of(week, date(2026, 10, 15), date(2026, 12, 1))) == 1
    assert items_of(week, date(2026, 10, 16), date(2027, 10, 1)) == []


def test_an_occurrence_keeps_its_name_when_its_rule_is_changed() -> None:
    before, after = (
        items_of(AwarenessDay(id="w", name="W", rule=rule), date(2026, 9, 1), date(2026, 12, 31))
        for rule in ("9 October", "12 October")
    )
    assert before[0].id == after[0].id == occurrence_id("w", 2026)


@pytest.mark.parametrize(
    ("name", "rule", "page"),
    [("", "1 May", ""), ("Day", "now and then", ""), ("Day", "1 May", "not an address"), ("Day", "1 May", "x")],
)
def test_what_is_not_fit_is_refused_with_a_sentence(name: str, rule: str, page: str) -> None:
    with pytest.raises(InputError) as refused:
        checked(AwarenessDay(name=name, rule=rule, page=page))
    assert refused.value.remedy


def test_days_are_wanted_changed_and_taken_back(engine: Engine, clock: Any) -> None:
    calendar = AwarenessCalendar(engine, clock)
    assert calendar.wanted() == ()
    shipped = shipped_days()["mental-health-day"]
    calendar.save(shipped)
    assert calendar.wanted() == (shipped,)
    calendar.save(AwarenessDay(id=shipped.id, name="Our day", rule="11 October"))
    (listed,) = [one for one in calendar.all() if one.day.id == shipped.id]
    assert (listed.day.name, listed.changed, listed.own, listed.wanted) == ("Our day", True, False, True)
    calendar.remove(shipped.id)
    (listed,) = [one for one in calendar.all() if one.day.id == shipped.id]
    assert (listed.day, listed.changed, listed.wanted) == (shipped, False, False)


def test_own_days_stand_in_their_place_in_the_year(engine: Engine, clock: Any) -> None:
    calendar = AwarenessCalendar(engine, clock)
    own = calendar.save(AwarenessDay(name="  Our  birthday ", rule="9 October", page="e.org"), wanted=False)
    assert (own.name, own.page) == ("Our birthday", "https://e.org")
    listed = calendar.all()
    at = next(number for number, one in enumerate(listed) if one.own)
    before, here, after = (read_rule(listed[at + step].day.rule).in_year(2026) for step in (-1, 0, 1))
    assert before is not None
    assert here is not None
    assert after is not None
    assert before[0] <= here[0] <= after[0]
    calendar.remove(own.id)
    assert not any(one.own for one in calendar.all())
