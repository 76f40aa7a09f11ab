"""What an import did, kept so that it can be undone: ids of what it made, and what stood there before what it changed."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from composer.database.tables import contacts, imports


class ChangedContact(msgspec.Struct, frozen=True, gc=False):
    """A contact the import changed: the columns of ``contacts`` it touched, before and after, as JSON values."""

    id: str
    before: dict[str, Any]
    after: dict[str, Any]


class ImportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What to put back.

    Attributes:
        list_id: the list people were put on; empty where none. list_made: the import made it.
        new: ids of contacts that were not there. joined: ids of those who were and were put on the list.
        changed: contacts that were there with other values.
        marks: ids of suppressions the file asked for.
        tagged: tag -> ids of those who got it.
    """

    list_id: str = ""
    list_made: bool = False
    new: list[str] = []
    joined: list[str] = []
    changed: list[ChangedContact] = []
    marks: list[str] = []
    tagged: dict[str, list[str]] = {}


def pack(record: ImportRecord) -> bytes:
    """``record`` as the column ``undo`` keeps it."""
    return zlib.compress(msgspec.json.encode(record), level=6)


def unpack(packed: bytes) -> ImportRecord:
    """The record in the column ``undo``."""
    return msgspec.json.decode(zlib.decompress(packed), type=ImportRecord)


def scrub(connection: Connection, contact_id: str) -> None:
    """Take every value of a contact who asked to be erased out of what imports keep, and of contacts that are gone already."""
    for import_id, packed in connection.execute(select(imports.c.id, imports.c.undo)).all():
        record = unpack(packed)
        ids = [changed.id for changed in record.changed]
        here: set[str] = set()
        for start in range(0, len(ids), 1000):
            here.update(connection.scalars(select(contacts.c.id).where(contacts.c.id.in_(ids[start : start + 1000]))))
        kept = [changed for changed in record.changed if changed.id in here and changed.id != contact_id]
        if len(kept) != len(record.changed):
            scrubbed = msgspec.structs.replace(record, changed=kept)
            connection.execute(update(imports).where(imports.c.id == import_id).values(undo=pack(scrubbed)))


def held_in_imports(connection: Connection, contact_id: str) -> list[dict[str, Any]]:
    """What imports keep of a person for undoing: for their request to see everything."""
    found: list[dict[str, Any]] = []
    columns = (imports.c.file_name, imports.c.at, imports.c.undo)
    for name, at, packed in connection.execute(select(*columns).order_by(imports.c.at)):
        for changed in unpack(packed).changed:
            if changed.id == contact_id:
                found.append({"what": name, "at": at.isoformat(), "before": changed.before})
    return found
