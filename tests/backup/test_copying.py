"""A whole database copied, from one engine to the other and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from composer.backup.copying import copy_rows, snapshot
from composer.contacts.contact import Contact
from composer.contacts.store import ContactStore
from composer.database.engine import FILE_NAME, migrate, open_engine
from composer.database.search import search_items
from composer.database.tables import campaigns, deliveries
from composer.errors import WorkspaceError
from composer.library.item import Item
from composer.library.shelf import Shelf


def campaign_with_one_letter(engine: Engine, clock: Any, name: str) -> None:
    with engine.begin() as connection:
        same = {
            "issue": "i",
            "issue_name": "",
            "fingerprint": "",
            "newsletter": "n",
            "account": "a",
            "lists": "[]",
            "subject": "",
        }
        same |= {"subject": "", "state": "sending", "sender": "", "frozen": b"", "made": clock()}
        connection.execute(insert(campaigns).values(id=name, **same))
        connection.execute(
            insert(deliveries).values(
                campaign=name, contact="c", email="a@example.org", email_key="a@example.org", token=name, merge_values="{}"
            )
        )


def test_a_copy_holds_everything_and_can_be_searched_and_gone_on_with(engine: Engine, clock: Any, tmp_path: Path) -> None:
    Shelf(engine, clock).keep([Item(id="roof", kind="news", title="The boathouse roof")], "site")
    ContactStore(engine, clock).save(Contact(email="anna@example.org", first_name="Siân"))
    campaign_with_one_letter(engine, clock, "first")
    (tmp_path / "copy").mkdir()
    snapshot(engine, tmp_path / "copy" / FILE_NAME)

    copied = open_engine(str(tmp_path / "copy"))
    try:
        with copied.connect() as connection:
            assert search_items(connection, "boat", 10) == ["roof"]
        assert [row.contact.first_name for row in ContactStore(copied, clock).search("sian")] == ["Siân"]
        campaign_with_one_letter(copied, clock, "second")
    finally:
        copied.dispose()


def test_rows_go_into_an_empty_database_of_either_kind_and_numbers_go_on(engine: Engine, clock: Any, tmp_path: Path) -> None:
    other = open_engine(str(tmp_path / "other"))
    migrate(other, str(tmp_path / "other"))
    try:
        Shelf(other, clock).keep([Item(id="roof", kind="news", title="The boathouse roof")], "site")
        campaign_with_one_letter(other, clock, "first")
        copy_rows(other, engine)
        with engine.connect() as connection:
            assert search_items(connection, "roof", 10) == ["roof"]
        campaign_with_one_letter(engine, clock, "second")
        with engine.connect() as connection:
            assert len(set(connection.execute(select(deliveries.c.id)).scalars())) == 2
        with pytest.raises(WorkspaceError, match="work in this place already"):
            copy_rows(other, engine)
    finally:
        other.dispose()


def test_a_place_that_cannot_be_written_is_said(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError):
        snapshot(engine, tmp_path / "file" / FILE_NAME)
