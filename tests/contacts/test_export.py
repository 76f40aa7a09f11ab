"""What goes out comes in again the same, and no spreadsheet runs it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer.contacts.contact import Contact, clean_text
from composer.contacts.export import export_contacts
from composer.contacts.import_contacts import guess_mapping, plan_import
from composer.contacts.lists import ListStore
from composer.contacts.store import ContactRow, ContactStore
from composer.contacts.suppressions import Suppressions
from composer.contacts.table_file import read_table
from composer.database.engine import migrate, open_engine
from composer.errors import InputError


def test_people_go_out_with_what_is_known_of_them(engine: Any, clock: Any, tmp_path: Path) -> None:
    store, lists = ContactStore(engine, clock), ListStore(engine, clock)
    anna = store.save(
        Contact(
            email="anna@bücher.example",
            first_name="Åsa",
            basis="consent",
            basis_date=date(2026, 1, 2),
            extra={"Town": "Leith"},
            origin="a.csv",
        )
    )
    store.save(Contact(email="ben@example.org"))
    for name in ("Volunteers", "Members"):
        lists.create(name)
        lists.add(name, [anna.id])
    Suppressions(engine, clock).add("ben@example.org", "unsubscribed")
    path = tmp_path / "people.csv"
    assert export_contacts(path, store.search(sort="email")) == 2
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert first == {
        "E-mail": "anna@bücher.example",
        "First name": "Åsa",
        "Last name": "",
        "Language": "",
        "Status": "active",
        "Lists": "Members; Volunteers",
        "Lists they left": "",
        "Why they may be written to": "They agreed to get this",
        "Agreed on": "2026-01-02",
        "Where they agreed": "",
        "What they agreed to": "",
        "Added": "2026-11-23",
        "Came from": "a.csv",
        "Town": "Leith",
    }
    assert second["Status"] == "unsubscribed"
    table = read_table(path)
    plan = plan_import(table, guess_mapping(table), store=store)
    assert (plan.same, plan.suppressed, plan.changed, plan.new) == (1, 1, 0, 0)


def test_who_left_a_list_is_not_brought_back_to_it_elsewhere(engine: Any, clock: Any, tmp_path: Path) -> None:
    store, lists = ContactStore(engine, clock), ListStore(engine, clock)
    anna, ben = (store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben"))
    for name in ("Volunteers", "Members"):
        lists.create(name)
        lists.add(name, [anna, ben])
    lists.unsubscribe("anna@example.org", "Members")
    Suppressions(engine, clock).add("ben@example.org", "complained")
    other = open_engine(str(tmp_path / "elsewhere"))
    migrate(other, str(tmp_path / "elsewhere"))
    try:
        elsewhere = ContactStore(other, clock)
        for rows, name in ((store.search(), ""), (store.search(list_name="Members"), "Members")):
            export_contacts(tmp_path / "people.csv", rows, list_name=name)
            table = read_table(tmp_path / "people.csv")
            plan = plan_import(table, guess_mapping(table), store=elsewhere, list_name="members")
            why = {"unsubscribed": 2} if name else {"left_list": 1, "unsubscribed": 1}
            assert (plan.new, plan.left_out) == (0, why)
            assert plan_import(table, guess_mapping(table), store=elsewhere, list_name="Volunteers").new == (0 if name else 1)
    finally:
        other.dispose()


NAME = st.text(max_size=20).map(clean_text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAME, NAME), max_size=6))
def test_names_come_back_as_they_went(tmp_path: Path, names: list[tuple[str, str]]) -> None:
    rows = [
        ContactRow(contact=Contact(email=f"p{number}@example.org", first_name=first, last_name=last), lists=(), state="active")
        for number, (first, last) in enumerate(names)
    ]
    path = tmp_path / "people.csv"
    export_contacts(path, rows)
    if names:
        read = {row[0]: row[1:3] for row in read_table(path).rows}
        for number, pair in enumerate(names):
            assert tuple(cell.removeprefix("'") for cell in read[f"p{number}@example.org"]) == tuple(
                part.removeprefix("'") for part in pair
            )


def test_no_spreadsheet_runs_what_goes_out(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    contact = Contact(email="a@example.org", first_name="=1+1", last_name="@SUM(A1)", extra={"+x": "-2"})
    export_contacts(path, [ContactRow(contact=contact, lists=(), state="active")])
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="could not be written"):
        export_contacts(tmp_path / "no" / "folder.csv", [])
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(InputError, match="could not be written"):
        export_contacts(tmp_path / "people.csv", [])
    assert [found.name for found in tmp_path.iterdir()] == ["people.csv"]
