"""A sheet on a shared drive is read again: what would change is shown first, and nobody who said no comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from composer.contacts.import_contacts import apply_import, guess_mapping, plan_import
from composer.contacts.lists import ListStore
from composer.contacts.sheet_sources import SheetSources
from composer.contacts.store import ContactStore
from composer.contacts.table_file import read_table
from composer.errors import InputError, NotFoundError


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "members.csv"
    file.write_text("First name,E-mail,Town\nAnna,anna@example.org,Leith\nBen,ben@example.org,\n", encoding="utf-8")
    return file


def test_read_again_after_it_changed(engine: Any, clock: Any, sheet: Path) -> None:
    store = ContactStore(engine, clock)
    sheets = SheetSources(engine, clock, store)
    table = read_table(sheet)
    plan = plan_import(table, guess_mapping(table), store=store, list_name="Members", basis="consent", basis_source="Form 3")
    apply_import(plan)
    source = sheets.remember(sheet, plan)
    assert sheets.changed(source) is False
    assert sheets.read_again(source).same == 2
    ListStore(engine, clock).unsubscribe("ben@example.org", "Members")
    sheet.write_text(
        "Ref,E-mail,First name\n1,anna@example.org,Annabel\n2,ben@example.org,Ben\n3,cara@example.org,Cara\n", encoding="utf-8"
    )
    assert sheets.changed(source) is True
    again = sheets.read_again(source)
    assert (again.new, again.changed, again.suppressed) == (1, 1, 1)
    assert store.count() == 2, "nothing changes before it is carried out"
    sheets.take_in(source, again)
    assert [row.contact.first_name for row in store.search(list_name="Members", state="active")] == ["Annabel", "Cara"]
    cara = store.by_address("cara@example.org")
    assert cara is not None
    assert (cara.basis, cara.basis_source) == ("consent", "Form 3")
    assert sheets.changed(sheets.get("members.csv")) is False
    sheets.remember(sheet, again)
    assert len(sheets.all()) == 1
    sheets.forget(source)
    with pytest.raises(NotFoundError, match="No sheet"):
        sheets.get("members.csv")


def test_a_new_column_that_says_no_is_heard(engine: Any, clock: Any, sheet: Path) -> None:
    store = ContactStore(engine, clock)
    sheets = SheetSources(engine, clock, store)
    table = read_table(sheet)
    plan = plan_import(table, guess_mapping(table), store=store, list_name="Members")
    apply_import(plan)
    source = sheets.remember(sheet, plan)
    sheet.write_text(
        "E-mail,First name,Unsubscribed on,Kind,Shoes\n"
        "anna@example.org,Anna,2026-03-01,Gold,42\nben@example.org,Ben,,Do not email,43\n",
        encoding="utf-8",
    )
    again = sheets.read_again(source)
    assert again.left_out == {"unsubscribed": 2}
    sheets.take_in(source, again)
    assert [row.state for row in store.search(list_name="Members")] == ["unsubscribed", "unsubscribed"]


def test_a_sheet_that_is_gone_or_has_lost_its_addresses_is_said(engine: Any, clock: Any, sheet: Path) -> None:
    store = ContactStore(engine, clock)
    sheets = SheetSources(engine, clock, store)
    table = read_table(sheet)
    source = sheets.remember(sheet, plan_import(table, guess_mapping(table), store=store))
    sheet.write_text("First name,Phone\nAnna,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column “E-mail” any more"):
        sheets.read_again(source)
    sheet.unlink()
    with pytest.raises(InputError, match="cannot be read now"):
        sheets.changed(source)
    with pytest.raises(InputError):
        sheets.read_again(source)
