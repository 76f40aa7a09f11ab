"""What an import would do, row by row, before it does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from composer.contacts.contact import Contact
from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
from composer.contacts.import_plan import Change, ImportPlan
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_content, read_table
from composer.errors import InputError

Plan = Callable[..., ImportPlan]


@pytest.fixture
def store(engine: Any, clock: Any) -> ContactStore:
    return ContactStore(engine, clock)


@pytest.fixture
def plan(store: ContactStore) -> Plan:
    def make(text: str, mapping: dict[int, str] | None = None, **arguments: Any) -> ImportPlan:
        table = read_content(text.encode(), "people.csv")
        return plan_import(table, guess_mapping(table) if mapping is None else mapping, store=store, **arguments)

    return make


def rows(plan: ImportPlan, outcome: str = "") -> list[tuple[int, str, str]]:
    return [(row.row, row.outcome, row.email) for row in plan.preview(outcome)]


def test_every_row_is_accounted_for(plan: Plan, store: ContactStore, engine: Any, clock: Any) -> None:
    store.save(Contact(email="same@example.org", first_name="Sam"))
    store.save(Contact(email="known@example.org", first_name="Kay"))
    marks = Suppressions(engine, clock)
    marks.add("no@example.org", "unsubscribed")
    marks.add("@gone.example", "domain")
    found = plan(
        "Name,E-mail,Unsubscribed\n"
        "Anna Bell,anna@example.org,\n"
        "Sam,same@example.org,\n"
        "Kay Dee,KNOWN@example.org,\n"
        "Nora,no@example.org,\n"
        "Gwen,gwen@gone.example,\n"
        "Una,una@example.org,2026-01-01\n"
        "Anna,anna@EXAMPLE.org ,\n"
        "Bad,bad@example,\n"
        "Typo,typo@example,org\n"
        "Nobody,,\n"
    )
    assert (found.rows, found.new, found.changed, found.same, found.suppressed, found.duplicates, len(found.invalid)) == (
        10,
        1,
        1,
        1,
        3,
        1,
        2,
    )
    assert found.without_address == 1
    assert found.left_out == {"unsubscribed": 2, "domain": 1}
    assert found.marks == 1
    assert found.valid == 3
    assert rows(found) == [
        (2, "new", "anna@example.org"),
        (3, "same", "same@example.org"),
        (4, "changed", "KNOWN@example.org"),
        (5, "left_out", "no@example.org"),
        (6, "left_out", "gwen@gone.example"),
        (7, "left_out", "una@example.org"),
        (8, "duplicate", "anna@example.org"),
        (9, "refused", "bad@example"),
        (10, "refused", "typo@example"),
        (11, "refused", ""),
    ]
    assert rows(found, "refused") == rows(found)[7:]
    assert [row.row for row in found.preview(offset=2, limit=3)] == [4, 5, 6]
    assert [contact.email for contact in found.contacts] == ["anna@example.org", "same@example.org", "KNOWN@example.org"]
    assert found.summary() == (
        "1 new person.",
        "1 person is here already and gets changes.",
        "1 person stays as they are.",
        "1 double was merged.",
        "2 addresses look wrong.",
        "1 row has no address.",
        "3 people said no. They stay out.",
    )
    reasons = {row.row: row.reason for row in found.preview() if row.reason}
    assert reasons[6] == "the whole domain is left out"
    assert reasons[7] == "unsubscribed"
    assert reasons[8] == "Merged into row 2."
    assert "no dot" in reasons[9]
    assert store.count() == 2


def test_refused_rows_come_with_a_mend(plan: Plan) -> None:
    found = plan("E-mail\nanna@example.org\nben@example..org\ncara at example.org\n")
    assert [(refused.row, refused.value, refused.mend) for refused in found.invalid] == [
        (3, "ben@example..org", "ben@example.org"),
        (4, "cara at example.org", "cara@example.org"),
    ]


def test_changes_are_shown_value_by_value(plan: Plan, store: ContactStore) -> None:
    store.save(Contact(email="anna@example.org", first_name="Ann", last_name="Bell", extra={"Town": "Leith"}))
    found = plan(
        "First,Last,E-mail,Town,Lang\nAnna,,anna@example.org,Granton,en\n",
        {0: "first_name", 1: "last_name", 2: "email", 3: "extra", 4: "language"},
        list_name="Volunteers",
        basis="consent",
        basis_source="fair",
    )
    [row] = found.preview()
    assert set(row.changes) == {
        Change("first_name", "Ann", "Anna"),
        Change("Town", "Leith", "Granton"),
        Change("language", "", "en"),
        Change("basis", "", "consent"),
        Change("basis_source", "", "fair"),
        Change("list", "", "Volunteers"),
    }


def test_nothing_is_emptied_and_a_basis_that_is_there_stays(plan: Plan, store: ContactStore) -> None:
    store.save(
        Contact(
            email="anna@example.org", first_name="Anna", last_name="Bell", language="en", basis="consent", basis_source="form"
        )
    )
    assert plan("First,Last,E-mail,Language\n,,anna@example.org,\n", basis="corporate", basis_source="web").same == 1
    assert plan("Name,E-mail\nAnna Bell,anna@example.org\n").same == 1


def test_the_same_whole_name_taken_apart_otherwise_is_no_change(plan: Plan, store: ContactStore) -> None:
    store.save(Contact(email="anna@example.org", first_name="Anna Maria", last_name="Smith"))
    assert plan("Name,E-mail\nAnna Maria Smith,anna@example.org\n").same == 1


def test_doubles_within_the_file_are_merged(plan: Plan) -> None:
    found = plan(
        "First,Last,E-mail,Town,Unsubscribed,Joined\n,,anna@example.org,,,\nAnna,Bell,Anna@Example.org,Leith,,2026-01-02\nOther,Name,anna@example.org,Granton,yes,\n",
        {0: "first_name", 1: "last_name", 2: "email", 3: "extra", 5: "basis_date"},
    )
    [contact] = found.contacts
    assert (contact.first_name, contact.last_name, contact.extra, str(contact.basis_date)) == (
        "Anna",
        "Bell",
        {"Town": "Leith"},
        "2026-01-02",
    )
    assert found.duplicates == 2
    said_no = plan("E-mail,Unsubscribed\nanna@example.org,\nanna@example.org,yes\n")
    assert (said_no.new, said_no.suppressed) == (0, 1)


def test_whole_names_titles_and_names_beside_addresses(plan: Plan) -> None:
    found = plan("E-mail\nDr Anna Bell <anna@example.org>\nben@example.org\n")
    assert [(contact.first_name, contact.last_name, contact.extra) for contact in found.contacts] == [
        ("Anna", "Bell", {"Title": "Dr"}),
        ("", "", {}),
    ]


def test_another_address_stands_in_for_a_wrong_one(plan: Plan) -> None:
    found = plan("Email,Email 2\nanna@example,anna@example.org\nben@example.org,ben@home.example\n,cara@example.org\nbad,worse\n")
    assert [contact.email for contact in found.contacts] == ["anna@example.org", "ben@example.org", "cara@example.org"]
    assert [refused.value for refused in found.invalid] == ["bad"]
    assert found.notes == ("1 person has a second address; it was left out, so that nobody gets two letters.",)


def test_exports_of_other_programs_carry_their_noes_over(plan: Plan) -> None:
    found = plan(
        "Email,Status,Newsletter\n"
        "a@example.org,subscribed,yes\n"
        "b@example.org,unsubscribed,yes\n"
        "c@example.org,cleaned,\n"
        "d@example.org,spam complaint,yes\n"
        "e@example.org,pending,yes\n"
        "f@example.org,subscribed,no\n"
        "g@example.org,subscribed,\n"
    )
    assert [contact.email for contact in found.contacts] == ["a@example.org"]
    assert found.left_out == {"unsubscribed": 2, "bounced": 1, "complained": 1, "not_agreed": 2}
    assert found.marks == 4


def test_who_left_the_list_or_a_newsletter_stays_out(plan: Plan, store: ContactStore, engine: Any, clock: Any) -> None:
    lists, marks = ListStore(engine, clock), Suppressions(engine, clock)
    lists.create("Volunteers")
    kept = store.save(Contact(email="anna@example.org"))
    lists.add("Volunteers", [kept.id])
    lists.unsubscribe("anna@example.org", "Volunteers")
    marks.add("ben@example.org", "unsubscribed", newsletter="n1")
    text = "E-mail\nanna@example.org\nben@example.org\n"
    assert plan(text, list_name="Volunteers").suppressed == 2
    assert plan(text, list_name="volunteers", newsletter="n1").suppressed == 2
    assert plan(text, list_name="Volunteers", newsletter="n2").suppressed == 1
    assert plan(text, list_name="Members", newsletter="n2").suppressed == 0


def test_a_basis_must_be_a_known_one(plan: Plan) -> None:
    with pytest.raises(ValueError):
        plan("E-mail\nanna@example.org\n", basis="because")
    with pytest.raises(InputError):
        plan("Town\nLeith\n")


def sample_entries() -> list[Any]:
    manifest = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples" / "MANIFEST.json"
    if not manifest.is_file():
        return []
    entries = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return [pytest.param(entry, id=entry["path"]) for entry in entries if entry["path"].startswith("contacts/")]


@pytest.mark.parametrize("entry", sample_entries())
def test_real_files_are_planned_and_imported(entry: dict[str, Any], shared_samples: Path, store: ContactStore) -> None:
    table = read_table(shared_samples / entry["path"])
    mapping = guess_mapping(table)
    expected = entry["expect"]
    if "email" not in mapping.values():
        assert not expected.get("addresses")
        return
    found = plan_import(table, mapping, store=store, list_name="Everyone")
    assert found.rows == found.valid + found.suppressed + found.duplicates + len(found.invalid) + found.without_address
    assert found.duplicates == expected.get("duplicates", 0)
    # One letter for each person: of several addresses the preferred one counts.
    addresses = set(expected.get("addresses") or expected.get("addresses_ideal") or expected.get("first_addresses"))
    usable = addresses - set(expected.get("invalid", ()))
    assert {contact.email for contact in found.contacts} <= usable
    assert bool(found.contacts) == bool(usable)
    if "addresses_ideal" in expected:
        assert {contact.email for contact in found.contacts} == usable
    if "first_names" in expected:
        assert [contact.full_name for contact in found.contacts] == expected["first_names"]
    if expected.get("first_fn_raw") == "Mr. John Richter, James Doe Sr.":
        assert [(contact.first_name, contact.last_name) for contact in found.contacts] == [("John", "Doe")]
    apply_import(found)
    assert store.count(list_name="Everyone") == len(found.contacts)


def test_a_row_refused_for_its_reason_is_not_said_to_have_a_wrong_address(plan: Plan) -> None:
    found = plan("E-mail\nanna@example.org\nbo@example\n", basis="charity_soft_opt_in", basis_date=date(2020, 1, 1))
    assert found.summary() == ("1 address looks wrong.", "1 person cannot be written to for this reason; their row says why.")
