"""The one judgement plan and import share: a no outweighs everything, and nothing is emptied."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.import_judgement import Known, Person, Terms, changed_values, judge, look_up, marks_in_force
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions


@pytest.mark.parametrize("blocked", ["", "bounced"])
@pytest.mark.parametrize("member", ["", "subscribed", "unsubscribed"])
@pytest.mark.parametrize("saying", ["", "not_agreed", "complained"])
def test_a_no_outweighs_everything(blocked: str, member: str, saying: Any) -> None:
    person = Person(2, "anna@example.org", "anna@example.org", saying=saying)
    outcome, reason = judge(Terms(list_name="Volunteers"), person, Known(None, blocked, member))
    if blocked or saying or member == "unsubscribed":
        assert outcome == "left_out"
        assert reason in (blocked, saying, "left_list")
    else:
        assert (outcome, reason) == ("new", "")


def test_what_is_known_of_people(engine: Any, clock: Any) -> None:
    store, lists, marks = ContactStore(engine, clock), ListStore(engine, clock), Suppressions(engine, clock)
    lists.create("Volunteers")
    ids = [store.save(Contact(email=f"{name}@example.org", first_name=name)).id for name in ("anna", "ben", "cara")]
    lists.add("Volunteers", ids[:2])
    lists.unsubscribe("ben@example.org", "Volunteers")
    marks.add("@gone.example", "domain")
    terms = Terms(list_name="volunteers")
    keys = ["anna@example.org", "ben@example.org", "cara@example.org", "new@example.org", "new@gone.example"]
    with engine.connect() as connection:
        found = look_up(connection, terms, marks_in_force(connection, terms), [Person(2, key, key) for key in keys])
        nowhere = look_up(connection, Terms(), marks_in_force(connection, Terms()), [Person(2, keys[0], keys[0])])
    assert [entry.row is not None for entry in found] == [True, True, True, False, False]
    assert [entry.member for entry in found] == ["subscribed", "unsubscribed", "", "", ""]
    assert [entry.blocked for entry in found] == ["", "unsubscribed", "", "", "domain"]
    assert nowhere[0].member == ""


def test_what_a_file_would_change(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    store.save(Contact(email="anna@example.org", first_name="Anna", last_name="Bell", extra={"Town": "Leith", "Since": "2020"}))
    terms = Terms(basis="consent", basis_date=date(2026, 1, 1))
    with engine.connect() as connection:
        [known] = look_up(
            connection, terms, marks_in_force(connection, terms), [Person(2, "anna@example.org", "anna@example.org")]
        )

    def changes(**values: Any) -> dict[str, Any]:
        return changed_values(terms, Person(2, "anna@example.org", "anna@example.org", **values), known.row)

    basis = {"basis": "consent", "basis_date": date(2026, 1, 1)}
    assert changes() == basis
    assert changes(first_name="Anna Bell") == basis
    assert changes(first_name="Ann", last_name="") == {"first_name": "Ann", **basis}
    assert json.loads(changes(extra={"Town": "Granton"})["extra"]) == {"Town": "Granton", "Since": "2020"}
    assert changes(extra={"Town": "Leith"}) == basis
    assert changes(basis_date=date(2025, 5, 5))["basis_date"] == date(2025, 5, 5)
