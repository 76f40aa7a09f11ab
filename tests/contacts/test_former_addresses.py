"""A person's addresses, one after the other: a no holds for all of them, and an old sheet brings nobody twice."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from composer.contacts.contact import Contact
from composer.contacts.former_addresses import addresses_in_use
from composer.contacts.import_contacts import ImportPlan, apply_import, guess_mapping, plan_import
from composer.contacts.lists import ListStore
from composer.contacts.merging import merge_people
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_content
from composer.contacts.undo_steps import undo_step

OLD, NEW = "anna@old.example", "anna@new.example"


@pytest.fixture
def store(engine: Any, clock: Any) -> ContactStore:
    return ContactStore(engine, clock)


@pytest.fixture
def marks(engine: Any, clock: Any) -> Suppressions:
    return Suppressions(engine, clock)


def moved(store: ContactStore) -> Contact:
    anna = store.save(Contact(email=OLD, first_name="Anna"))
    return store.save(msgspec.structs.replace(anna, email=NEW))


def take_in(store: ContactStore, text: str, list_name: str = "Members") -> ImportPlan:
    table = read_content(text.encode(), "members.csv")
    plan = plan_import(table, guess_mapping(table), store=store, list_name=list_name)
    apply_import(plan)
    return plan


@pytest.mark.parametrize(("said_at", "asked_at"), [(OLD, NEW), (NEW, OLD)])
@pytest.mark.parametrize("reason", ["unsubscribed", "complained", "by_hand"])
def test_a_no_said_at_one_address_holds_at_the_other(
    store: ContactStore, marks: Suppressions, said_at: str, asked_at: str, reason: str
) -> None:
    moved(store)
    marks.add(said_at, reason)
    assert marks.blocked(asked_at) == reason
    assert take_in(store, f"E-mail\n{OLD}\n{NEW}\n").suppressed == 1


def test_that_an_address_is_gone_says_nothing_of_the_new_one(store: ContactStore, marks: Suppressions) -> None:
    moved(store)
    marks.add(OLD, "bounced")
    assert marks.blocked(NEW) == ""
    take_in(store, f"E-mail,Status\n{OLD},bounced\n")
    assert marks.blocked(NEW) == ""


def test_a_no_for_one_newsletter_alone_stays_one(store: ContactStore, marks: Suppressions) -> None:
    moved(store)
    marks.add(OLD, "unsubscribed", newsletter="n1")
    assert marks.blocked(NEW, "n1") == "unsubscribed"
    assert marks.blocked(NEW, "n2") == ""


def test_an_old_sheet_brings_nobody_twice(store: ContactStore) -> None:
    anna = moved(store)
    plan = take_in(store, f"E-mail,Town\n{OLD.upper()},Leith\n{NEW},Leith\nben@example.org,\n")
    assert (plan.new, plan.changed, plan.duplicates) == (1, 1, 1)
    assert any("1 row holds an earlier address" in note for note in plan.notes)
    assert [row.contact.email for row in store.search(list_name="Members")] == [NEW, "ben@example.org"]
    assert store.get(anna.id).first_name == "Anna"


def test_a_no_in_an_old_sheet_is_heard_at_the_new_address(store: ContactStore, marks: Suppressions) -> None:
    moved(store)
    take_in(store, f"E-mail,Unsubscribed\n{OLD},yes\n")
    assert marks.blocked(NEW) == "unsubscribed"


def test_a_record_merged_into_another_does_not_come_back_by_its_sheet(
    store: ContactStore, marks: Suppressions, engine: Any
) -> None:
    keep, other = (store.save(Contact(email=email, first_name="Anna")).id for email in (NEW, OLD))
    step = merge_people(keep, [other], store=store)
    assert take_in(store, f"E-mail\n{OLD}\n").new == 0
    marks.add(OLD, "unsubscribed")
    assert marks.blocked(NEW) == "unsubscribed"
    undo_step(step, store=store)
    with engine.connect() as connection:
        assert addresses_in_use(connection) == {}
    assert marks.blocked(OLD) == marks.blocked(NEW) == "unsubscribed"


def test_what_the_kept_one_said_before_the_merge_holds_for_the_other_address(store: ContactStore, marks: Suppressions) -> None:
    keep, other = (store.save(Contact(email=email)).id for email in (NEW, OLD))
    marks.add(NEW, "unsubscribed")
    merge_people(keep, [other], store=store)
    assert marks.blocked(OLD) == "unsubscribed"


@pytest.mark.parametrize("asked_from", [OLD, NEW])
def test_erased_at_every_address(store: ContactStore, marks: Suppressions, asked_from: str) -> None:
    moved(store)
    marks.add(OLD, "unsubscribed", note="by telephone")
    about = store.everything_about(NEW)
    assert about["other_addresses"] == [OLD]
    assert store.forget(asked_from).contact is True
    assert store.count() == 0
    assert take_in(store, f"E-mail\n{OLD}\n{NEW}\n").left_out == {"erased": 2}
    assert all(not mark.shown and not mark.note for mark in marks.all())
    assert store.everything_about(NEW)["other_addresses"] == []


def test_coming_back_counts_for_the_person(store: ContactStore, marks: Suppressions) -> None:
    anna = moved(store)
    marks.add(OLD, "unsubscribed")
    marks.lift(NEW, "letter of 3 March")
    assert marks.blocked(NEW) == marks.blocked(OLD) == ""
    store.save(msgspec.structs.replace(anna, email=OLD))
    assert marks.blocked(OLD) == ""


def test_who_is_entered_by_hand_is_somebody_of_their_own(store: ContactStore, marks: Suppressions) -> None:
    moved(store)
    store.save(Contact(email=OLD, first_name="Annabel"))
    marks.add(OLD, "unsubscribed")
    assert marks.blocked(NEW) == ""
    assert take_in(store, f"E-mail\n{NEW}\n").changed == 1


def test_who_left_a_list_at_an_address_has_left_it_for_whoever_moves_there(store: ContactStore, engine: Any, clock: Any) -> None:
    lists = ListStore(engine, clock)
    lists.create("Members")
    before = store.save(Contact(email=NEW))
    lists.add("Members", [before.id])
    lists.unsubscribe(NEW, "Members")
    store.remove([before.id])
    anna = store.save(Contact(email=OLD))
    lists.add("Members", [anna.id])
    store.save(msgspec.structs.replace(anna, email=NEW))
    assert store.search(list_name="Members", state="active") == []


def test_an_address_somebody_else_has_now_is_theirs(store: ContactStore, marks: Suppressions) -> None:
    moved(store)
    ben = store.save(Contact(email="ben@example.org"))
    store.save(msgspec.structs.replace(ben, email=OLD))
    marks.add(OLD, "unsubscribed")
    assert marks.blocked("ben@example.org") == "unsubscribed"
    assert marks.blocked(NEW) == ""


def test_moving_on_and_back_again_keeps_all_addresses_together(store: ContactStore, marks: Suppressions) -> None:
    anna = moved(store)
    for email in ("anna@third.example", OLD, NEW):
        store.save(msgspec.structs.replace(anna, email=email))
    marks.add("anna@third.example", "complained")
    assert [marks.blocked(email) for email in (OLD, NEW)] == ["complained", "complained"]
