"""Merged people keep the stricter state of each newsletter and every suppression, and get one letter."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select

from composer.contacts.contact import Contact
from composer.contacts.lists import ListStore
from composer.contacts.merging import merge_people
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.database.tables import campaigns, deliveries
from composer.errors import InputError, NotFoundError


@pytest.fixture
def store(engine: Any, clock: Any) -> ContactStore:
    return ContactStore(engine, clock)


@pytest.mark.parametrize("reason", ["complained", "bounced", "by_hand", "unsubscribed"])
def test_every_suppression_stays(store: ContactStore, reason: str) -> None:
    marks = Suppressions(store.engine, store.clock)
    anna, again = (store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "again"))
    marks.add("again@example.org", reason)
    marks.add("again@example.org", "unsubscribed", newsletter="n1")
    merge_people(anna, [again], store=store)
    assert marks.blocked("anna@example.org") == reason
    assert {mark.newsletter for mark in marks.of("anna@example.org")} == {"", "n1"}
    assert store.row(anna).state != "active"


def test_the_stricter_state_of_each_list(store: ContactStore) -> None:
    lists = ListStore(store.engine, store.clock)
    anna, again = (store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "again"))
    for name in ("A", "B", "C", "D"):
        lists.create(name)
    lists.add("A", [anna, again])
    lists.add("B", [anna])
    lists.add("C", [again])
    lists.unsubscribe("again@example.org", "A")
    lists.unsubscribe("again@example.org", "D")
    merge_people(anna, [again], store=store)
    assert store.row(anna).lists == ("B", "C")
    assert (lists.add("A", [anna]).said_no, lists.add("D", [anna]).said_no) == (1, 1)


def test_a_whole_domain_that_is_left_out_counts_for_the_person(store: ContactStore) -> None:
    marks = Suppressions(store.engine, store.clock)
    marks.add("@work.example", "domain")
    anna, work = store.save(Contact(email="anna@example.org")).id, store.save(Contact(email="anna@work.example")).id
    merge_people(anna, [work], store=store)
    assert marks.blocked("anna@example.org") == "by_hand"


def test_what_is_missing_is_filled_and_history_told(store: ContactStore) -> None:
    anna = store.save(Contact(email="anna@example.org", extra={"Town": "Leith"})).id
    again = store.save(
        Contact(
            email="again@example.org", first_name="Anna", last_name="Bell", basis="consent", extra={"Town": "Leeds", "Age": "9"}
        )
    ).id
    merge_people(anna, [again], store=store)
    kept = store.get(anna)
    assert (kept.full_name, kept.basis, kept.extra) == ("Anna Bell", "consent", {"Town": "Leith", "Age": "9"})
    assert any("Merged with again@example.org" in entry.text for entry in store.history(anna))
    with pytest.raises(NotFoundError):
        merge_people(anna, [again], store=store)
    with pytest.raises(InputError, match="only one"):
        merge_people(anna, [anna], store=store)


def test_a_letter_that_waits_for_the_other_address_does_not_go(store: ContactStore, clock: Any) -> None:
    anna, again = (store.save(Contact(email=f"{name}@example.org")) for name in ("anna", "again"))
    with store.engine.begin() as connection:
        campaign = {"id": "c", "issue": "i", "issue_name": "May", "fingerprint": "f", "newsletter": "n", "account": "a"}
        rest = {"lists": "[]", "state": "sending", "test": False, "subject": "s", "sender": "s", "frozen": b"", "made": clock()}
        connection.execute(insert(campaigns).values(**campaign, **rest))
        for contact, token in ((anna, "t1"), (again, "t2")):
            row = {"campaign": "c", "contact": contact.id, "email": contact.email, "email_key": contact.email, "token": token}
            connection.execute(insert(deliveries).values(**row, merge_values="{}"))
    merge_people(anna.id, [again.id], store=store)
    with store.engine.connect() as connection:
        states = dict(connection.execute(select(deliveries.c.email, deliveries.c.state)).all())
    assert states == {"anna@example.org": "queued", "again@example.org": "suppressed"}
