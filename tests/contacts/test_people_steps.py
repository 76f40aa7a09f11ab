"""Steps are kept to be undone, and hold nothing of those who asked to be erased."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from composer.contacts.bulk_edit import SetBasis, SetLanguage, edit_people
from composer.contacts.contact import Contact
from composer.contacts.people_steps import StepRecord, as_json, from_json, pack_step, recent_steps, unpack_step
from composer.contacts.store import ContactStore
from composer.contacts.undo_steps import undo_step


def test_records_come_back() -> None:
    record = StepRecord(joined=[("l", "Members", ["a"])], tagged=[("Rowing", ["a", "b"])])
    assert unpack_step(pack_step(record)) == record
    values = {"basis_date": date(2026, 3, 1), "added": datetime(2026, 3, 1, 9, tzinfo=UTC), "email": "a@b.example"}
    assert from_json(as_json(values)) == values


def test_values_go_back_unless_they_were_changed_again(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    anna, ben = (store.save(Contact(email=f"{name}@example.org", language="en")) for name in ("anna", "ben"))
    step = edit_people([anna.id, ben.id], SetLanguage("sv"), store=store)
    edit_people([ben.id], SetLanguage("de"), store=store)
    undone = undo_step(step.step, store=store)
    assert (undone.restored, undone.left) == (1, 1)
    assert [store.get(contact.id).language for contact in (anna, ben)] == ["en", "de"]
    assert [(step.people, step.undone is not None) for step in recent_steps(engine)] in (
        [(1, False), (2, True)],
        [(2, True), (1, False)],
    )


def test_an_access_request_shows_what_is_kept_for_undoing_and_an_erasure_takes_it(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    anna = store.save(Contact(email="anna@example.org", basis="consent", basis_source="Summer fair"))
    edit_people([anna.id], SetBasis(basis="corporate", only_missing=False), store=store)
    [kept] = store.everything_about("anna@example.org")["kept_for_undoing"]
    assert kept["before"]["basis_source"] == "Summer fair"
    store.forget("anna@example.org")
    assert store.everything_about("anna@example.org")["kept_for_undoing"] == []
