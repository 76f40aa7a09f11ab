"""Steps with people: what was done to several at once, kept so that it can be undone. Undoing never undoes a no.

Whoever unsubscribed, complained or was erased since stays so: memberships come back only for those who may still be on the list,
and people who were merged or removed come back with the stricter of what was known of them then and now.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Engine, insert, select, update

from composer.clock import Clock
from composer.contacts.contact import search_text, sort_name
from composer.contacts.import_record import ChangedContact
from composer.contacts.lists import chunks
from composer.database.tables import contacts, people_steps

Kind = Literal["edit", "merge", "remove"]


class GonePerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person a step took away: the row of ``contacts`` (as JSON values), memberships (list's id and name, state, since), tags,
    events (what, text, at), and ids of the records of letters that point at somebody else since."""

    row: dict[str, Any]
    members: list[tuple[str, str, str, datetime]] = []
    tags: list[str] = []
    events: list[tuple[str, str, datetime]] = []
    letters: list[int] = []


class StepRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What to put back.

    Attributes:
        changed: contacts whose columns were changed.
        joined, left: list's id and name -> who was put on it, or taken off it.
        tagged, untagged: tag -> who got it, or lost it.
        gone: people who were taken away; kept: into whom they were merged, or empty.
        marked: addresses' marks that came to the kept one stay for good and are not here.
    """

    changed: list[ChangedContact] = []
    joined: list[tuple[str, str, list[str]]] = []
    left: list[tuple[str, str, list[str]]] = []
    tagged: list[tuple[str, list[str]]] = []
    untagged: list[tuple[str, list[str]]] = []
    gone: list[GonePerson] = []
    kept: str = ""


class PeopleStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step: what was done, in words, with how many people, when, and when it was undone."""

    id: str
    kind: str
    words: str
    people: int
    at: datetime
    undone: datetime | None


def keep_step(connection: Connection, kind: Kind, words: str, people: int, record: StepRecord, at: datetime) -> str:
    """Keep a step in the caller's transaction; returns its id."""
    made = secrets.token_hex(8)
    values = {"id": made, "kind": kind, "words": words, "people": people, "undo": pack_step(record), "at": at, "undone": None}
    connection.execute(insert(people_steps).values(values))
    return made


def recent_steps(engine: Engine, limit: int = 50) -> list[PeopleStep]:
    """The last steps, newest first."""
    names = ("id", "kind", "words", "people", "at", "undone")
    statement = select(*(people_steps.c[name] for name in names)).order_by(people_steps.c.at.desc(), people_steps.c.id)
    with engine.connect() as connection:
        return [PeopleStep(**row) for row in connection.execute(statement.limit(limit)).mappings()]


def pack_step(record: StepRecord) -> bytes:
    """``record`` as the column ``undo`` keeps it."""
    return zlib.compress(msgspec.json.encode(record), level=6)


def unpack_step(packed: bytes) -> StepRecord:
    """The record in the column ``undo``."""
    return msgspec.json.decode(zlib.decompress(packed), type=StepRecord)


def scrub_steps(connection: Connection, contact_id: str, key: str) -> None:
    """Take every value of a contact who asked to be erased, and of the address, out of what steps keep."""
    for step, packed in connection.execute(select(people_steps.c.id, people_steps.c.undo)).all():
        record = unpack_step(packed)
        clean = msgspec.structs.replace(
            record,
            changed=[each for each in record.changed if each.id != contact_id and not _holds(each, key)],
            gone=[each for each in record.gone if each.row["email_key"] != key and each.row["id"] != contact_id],
        )
        if len(clean.changed) != len(record.changed) or len(clean.gone) != len(record.gone):
            connection.execute(update(people_steps).where(people_steps.c.id == step).values(undo=pack_step(clean)))


def held_in_steps(connection: Connection, contact_id: str, key: str) -> list[dict[str, Any]]:
    """What steps keep of a person for undoing: for their request to see everything."""
    found: list[dict[str, Any]] = []
    columns = (people_steps.c.words, people_steps.c.at, people_steps.c.undo)
    for words, at, packed in connection.execute(select(*columns).order_by(people_steps.c.at)):
        record = unpack_step(packed)
        kept = [each.before for each in record.changed if each.id == contact_id]
        kept += [each.row for each in record.gone if each.row["email_key"] == key]
        hidden = ("address_hash", "search_text", "sort_name")
        found += [
            {"what": words, "at": at.isoformat(), "before": {name: row[name] for name in row if name not in hidden}}
            for row in kept
        ]
    return found


def change_values(
    connection: Connection,
    contact_ids: Sequence[str],
    changing: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    at: datetime,
) -> list[ChangedContact]:
    """Change columns of contacts in the caller's transaction; returns those that changed, with what stood there before.

    Args:
        changing: gets a row of ``contacts`` and gives the columns that become something else.
    """
    done: list[ChangedContact] = []
    for chunk in chunks(list(dict.fromkeys(contact_ids))):
        for found in connection.execute(select(contacts).where(contacts.c.id.in_(chunk))).mappings().all():
            row = dict(found)
            after = {name: value for name, value in changing(row).items() if value != row[name]}
            if after:
                write_contact(connection, row, after | {"changed": at})
                before = {name: row[name] for name in after}
                done.append(ChangedContact(row["id"], as_json(before), as_json(after)))
    return done


def write_contact(connection: Connection, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Update a contact, with what it is searched and sorted by."""
    now = dict(row) | dict(values)
    names = (now["email"], now["first_name"], now["last_name"])
    derived = {"sort_name": sort_name(*names), "search_text": search_text(*names)}
    connection.execute(update(contacts).where(contacts.c.id == row["id"]).values(**values, **derived))


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of ``contacts`` as JSON holds them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of ``contacts`` as they were before :func:`as_json`."""

    def read(name: str, value: Any) -> Any:
        if not value:
            return value
        if name == "basis_date":
            return date.fromisoformat(value)
        return datetime.fromisoformat(value) if name in ("added", "changed") else value

    return {name: read(name, value) for name, value in values.items()}


def _holds(changed: ChangedContact, key: str) -> bool:
    return key in (changed.before.get("email_key"), changed.after.get("email_key"))


def mark_undone(connection: Connection, step_id: str, clock: Clock) -> None:
    """A step cannot be undone twice."""
    connection.execute(update(people_steps).where(people_steps.c.id == step_id).values(undone=clock()))
