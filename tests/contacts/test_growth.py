"""The growth of a list is reckoned back from those who are there today."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from composer.contacts.contact import Contact
from composer.contacts.growth import growth
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions

LONDON = ZoneInfo("Europe/London")


class Calendar:
    """A clock that is set to a day of 2026."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, month: int, day: int = 10) -> None:
        self.now = datetime(2026, month, day, 12, 0, tzinfo=UTC)


def months(first: int, last: int) -> list[datetime]:
    return [datetime(2026, month, 1, tzinfo=LONDON) for month in range(first, last + 1)]


@pytest.fixture
def year(engine: Any) -> tuple[Any, Calendar]:
    """January: five on Friends, two only on Press. February: one of Friends unsubscribes there, one bounces.
    March: one more on Friends, one Press domain out. April: one of Friends erased."""
    calendar = Calendar()
    people, lists, marks = ContactStore(engine, calendar), ListStore(engine, calendar), Suppressions(engine, calendar)
    calendar.on(1)
    lists.create("Friends")
    lists.create("Press")

    def join(address: str, name: str) -> None:
        lists.add(name, [people.save(Contact(email=address)).id])

    for number in range(5):
        join(f"f{number}@example.org", "Friends")
    for number in range(2):
        join(f"p{number}@paper.example", "Press")
    calendar.on(2)
    lists.unsubscribe("f0@example.org", "Friends")
    marks.add("f1@example.org", "bounced")
    calendar.on(2, 20)
    marks.add("f1@example.org", "complained")  # the same person is not counted again
    calendar.on(3)
    join("f5@example.org", "Friends")
    marks.add("@paper.example", "domain")
    calendar.on(4)
    people.forget("f2@example.org")
    return engine, calendar


def told(found: list[Any]) -> list[tuple[int, int, int]]:
    return [(month.joined, month.left, month.people) for month in found]


def test_month_by_month_of_one_list(year: tuple[Any, Calendar]) -> None:
    engine, _calendar = year
    # Of her who was erased in April nothing is kept, so she is in no figure of the list.
    assert told(growth(engine, months(1, 5), list_name="Friends", zone=LONDON)) == [
        (4, 0, 4),
        (0, 2, 2),
        (1, 0, 3),
        (0, 0, 3),
        (0, 0, 3),
    ]
    assert told(growth(engine, months(1, 3), list_name="Press", zone=LONDON)) == [(2, 0, 2), (0, 0, 2), (0, 2, 0)]


def test_everybody_counts_those_erased_among_those_who_left(year: tuple[Any, Calendar]) -> None:
    engine, _calendar = year
    found = told(growth(engine, months(1, 5), zone=LONDON))
    assert [left for _joined, left, _people in found] == [0, 2, 2, 1, 0]
    assert found[-1][2] == found[3][2] == 3  # f3, f4, f5


def test_the_end_of_a_month_does_not_know_what_came_later(year: tuple[Any, Calendar]) -> None:
    engine, _calendar = year
    whole = growth(engine, months(1, 5), list_name="Friends", zone=LONDON)
    assert growth(engine, months(1, 2), list_name="Friends", zone=LONDON) == whole[:2]


def test_months_are_those_of_the_zone(engine: Any) -> None:
    calendar = Calendar()
    calendar.now = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)  # in London it is June already
    ContactStore(engine, calendar).save(Contact(email="late@example.org"))
    may, june = growth(engine, months(5, 6), zone=LONDON)
    assert (may.joined, june.joined) == (0, 1)
    assert (may.people, june.people) == (0, 1)


def test_nobody_and_no_months(engine: Any) -> None:
    assert growth(engine, [], zone=LONDON) == []
    assert told(growth(engine, months(1, 2), zone=LONDON)) == [(0, 0, 0), (0, 0, 0)]
    assert told(growth(engine, months(1, 1), list_name="Nobody's", zone=LONDON)) == [(0, 0, 0)]
