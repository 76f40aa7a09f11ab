"""What an import remembers for its undoing is packed small, and gives up whoever asked to be erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from composer.contacts.contact import Contact
from composer.contacts.import_record import ChangedContact, ImportRecord, pack, scrub, unpack
from composer.contacts.store import ContactStore
from composer.database.tables import imports


def test_packed_and_unpacked() -> None:
    record = ImportRecord(
        list_id="l", list_made=True, new=["a"], joined=["b"], changed=[ChangedContact("b", {"x": "1"}, {"x": "2"})], marks=["m"]
    )
    assert unpack(pack(record)) == record
    assert len(pack(ImportRecord(new=[f"abcdef0123{number:06x}" for number in range(100_000)]))) < 700_000


def test_scrubbing_takes_one_person_and_those_who_are_gone(engine: Any, clock: Any) -> None:
    store = ContactStore(engine, clock)
    anna, ben = (store.save(Contact(email=f"{name}@example.org")).id for name in ("anna", "ben"))
    changed = [ChangedContact(contact, {"first_name": "x"}, {"first_name": "y"}) for contact in (anna, ben, "gone")]
    with engine.begin() as connection:
        packed = pack(ImportRecord(new=["n"], changed=changed))
        connection.execute(
            insert(imports).values(id="i", list="", file_name="f", rows=1, added=1, undo=packed, at=clock(), undone=None)
        )
        scrub(connection, anna)
        record = unpack(connection.scalar(select(imports.c.undo)))
    assert [entry.id for entry in record.changed] == [ben]
    assert record.new == ["n"]
