"""One change to many people: wholly or not at all, counted, told in each one's history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from composer.contacts.bulk_edit import AddTag, JoinList, LeaveList, Remove, SetBasis, TakeTag, edit_people
from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.tags import all_tags
from composer.contacts.undo_steps import undo_step
from composer.errors import InputError, NotFoundError


@pytest.fixture
def store(engine: Any, clock: Any) -> ContactStore:
    made = ContactStore(engine, clock)
    ListStore(engine, clock).create("Members")
    return made


@pytest.fixture
def people(store: ContactStore) -> list[str]:
    return [store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben", "cara")]


def test_putting_on_a_list_leaves_out_who_said_no(store: ContactStore, people: list[str], clock: Any) -> None:
    lists = ListStore(store.engine, clock)
    lists.unsubscribe("ben@example.org", "Members")
    lists.unsubscribe("cara@example.org")
    edited = edit_people(people, JoinList("members"), store=store)
    assert (edited.changed, edited.said_no) == (1, 2)
    assert store.row(people[0]).lists == ("Members",)
    assert edited.words in [entry.text for entry in store.history(people[0])]
    assert edited.words not in [entry.text for entry in store.history(people[1])]
    undo_step(edited.step, store=store)
    assert store.row(people[0]).lists == ()


def test_taking_off_a_list_is_no_way_back(store: ContactStore, people: list[str], clock: Any) -> None:
    lists = ListStore(store.engine, clock)
    lists.add("Members", people)
    lists.unsubscribe("ben@example.org", "Members")
    assert edit_people(people, LeaveList("Members"), store=store).changed == 2
    assert edit_people(people, JoinList("Members"), store=store).said_no == 1
    with pytest.raises(NotFoundError):
        edit_people(people, LeaveList("Nobody"), store=store)


def test_tags(store: ContactStore, people: list[str]) -> None:
    given = edit_people(people, AddTag("Rowing"), store=store)
    assert edit_people(people, AddTag("rowing"), store=store).step == ""
    assert edit_people(people[:1], TakeTag("Rowing"), store=store).changed == 1
    undo_step(given.step, store=store)
    assert all_tags(store.engine) == []


def test_a_basis_for_those_without_one(store: ContactStore, people: list[str]) -> None:
    edit_people(people[:1], SetBasis(basis="consent", source="Fair", evidence="Folder 3"), store=store)
    soft = SetBasis(basis="charity_soft_opt_in", on=date(2026, 3, 1), source="Website")
    assert edit_people(people, soft, store=store).changed == 2
    assert [store.get(person).basis for person in people] == ["consent", "charity_soft_opt_in", "charity_soft_opt_in"]
    assert store.get(people[0]).basis_evidence == "Folder 3"
    with pytest.raises(InputError, match="does not reach back"):
        edit_people(people, SetBasis(basis="charity_soft_opt_in", on=date(2025, 3, 1)), store=store)
    with pytest.raises(InputError, match="Choose why"):
        edit_people(people, SetBasis(basis=""), store=store)


def test_removing_keeps_a_no(store: ContactStore, people: list[str], clock: Any) -> None:
    lists = ListStore(store.engine, clock)
    lists.add("Members", people)
    lists.unsubscribe("anna@example.org", "Members")
    assert edit_people(people, Remove(), store=store).changed == 3
    again = store.save(Contact(email="anna@example.org"))
    assert lists.add("Members", [again.id]).said_no == 1
