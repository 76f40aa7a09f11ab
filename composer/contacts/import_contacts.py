"""People come in from a file: guess what its columns hold, plan, carry out in one transaction, undo.

An import never undoes a no. Whoever said it, here or in the file itself, stays out; undoing an import takes away whom it
brought, but neither a no in the file nor anything that happened since.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, and_, delete, func, insert, select, update

from composer.contacts.bulk_rows import insert_rows
from composer.contacts.contact import fold, search_text, sort_name
from composer.contacts.file_people import Refused
from composer.contacts.import_judgement import BATCH, Known, Person, changed_values, fresh_tags, judge, look_up, marks_in_force
from composer.contacts.import_plan import Change, ImportPlan, PlannedRow
from composer.contacts.import_record import ChangedContact, ImportRecord, pack, unpack
from composer.contacts.lists import chunks, create_list, find_list, keep_marks, lock_list
from composer.contacts.mapping import guess_mapping, remember_mapping, remembered_mapping
from composer.contacts.sayings import FOR_GOOD
from composer.contacts.store import ContactStore, contact_ids
from composer.contacts.suppressions import IMPORT_NOTE, address_hash, for_all_addresses, read_salt
from composer.contacts.table_file import TableFile
from composer.contacts.tags import known_tags, take_tag
from composer.database.tables import contact_events, contact_tags, contacts, imports, list_members, lists, suppressions
from composer.errors import InputError, NotFoundError
from composer.i18n import _

__all__ = [
    "Change",
    "ImportPlan",
    "ImportRow",
    "PlannedRow",
    "Refused",
    "Undone",
    "apply_import",
    "guess_mapping",
    "plan_import",
    "recent_imports",
    "remembered_mapping",
    "undo_import",
]


class ImportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One import that was made; ``added`` counts people who were not here before, ``undone`` tells when it was undone."""

    id: str
    list_name: str
    file_name: str
    rows: int
    added: int
    at: datetime
    undone: datetime | None


class Undone(msgspec.Struct, frozen=True):
    """What undoing did: people removed, put back as they were, and kept because something happened with them since; and how
    many noes of the file still hold."""

    removed: int
    restored: int
    kept: int
    noes: int = 0


def plan_import(
    table: TableFile,
    mapping: Mapping[int, str],
    *,
    store: ContactStore,
    list_name: str = "",
    newsletter: str = "",
    basis: str = "",
    basis_date: date | None = None,
    basis_source: str = "",
    basis_wording: str = "",
    basis_evidence: str = "",
) -> ImportPlan:
    """What importing ``table`` would do. Nothing is written.

    Args:
        mapping: column (from 0) -> field, see :data:`composer.contacts.fields.FIELDS`; columns not in it are left out.
        list_name: the list the people are put on; made by the import where there is none of this name; empty: on no list.
        newsletter: id of the newsletter the list is for. Whoever unsubscribed from it stays out; where it is empty, whoever
            unsubscribed from any.
        basis: why these people may be written to, a key of :data:`composer.contacts.contact.BASES`, with its evidence.

    Raises:
        InputError: the mapping cannot be followed.
    """
    return ImportPlan(
        store,
        table,
        mapping,
        list_name=list_name,
        newsletter=newsletter,
        basis=basis,
        basis_date=basis_date,
        basis_source=basis_source,
        basis_wording=basis_wording,
        basis_evidence=basis_evidence,
    )


def apply_import(plan: ImportPlan) -> str:
    """Carry out a plan, wholly or not at all, and remember its mapping for files with the same headings.

    Returns:
        The id of the import, for :func:`undo_import`.
    """
    store = plan.store
    at = store.clock()
    import_id = secrets.token_hex(8)
    record = ImportRecord()
    with store.engine.begin() as connection:
        if plan.terms.list_name:
            found = find_list(connection, plan.terms.list_name)
            made = found or create_list(connection, plan.terms.list_name, store.clock)
            record = ImportRecord(list_id=made, list_made=not found)
            lock_list(connection, made)
        salt = read_salt(connection)
        marks = marks_in_force(connection, plan.terms)
        _keep_noes(connection, plan, record, salt=salt, import_id=import_id, at=at)
        ids = contact_ids()
        spelt = known_tags(connection, (tag for person in plan.people.values() for tag in person.tags))
        for batch in chunks(list(plan.people.values()), BATCH):
            known = look_up(connection, plan.terms, marks, batch)
            _apply_batch(
                connection,
                plan,
                list(zip(batch, known, strict=True)),
                record,
                ids,
                salt=salt,
                import_id=import_id,
                at=at,
                spelt=spelt,
            )
        remember_mapping(connection, store.clock, plan.table, plan.mapping)
        connection.execute(
            insert(imports).values(
                id=import_id,
                list=plan.terms.list_name,
                file_name=plan.table.name,
                rows=plan.rows,
                added=len(record.new),
                undo=pack(record),
                at=at,
                undone=None,
            )
        )
    return import_id


def _apply_batch(
    connection: Connection,
    plan: ImportPlan,
    batch: Sequence[tuple[Person, Known]],
    record: ImportRecord,
    ids: Iterator[str],
    *,
    salt: str,
    import_id: str,
    at: datetime,
    spelt: Mapping[str, str],
) -> None:
    tagged: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    joined: list[str] = []
    saying = [person for person, _known in batch if person.saying in FOR_GOOD]
    said_before = _said_elsewhere(connection, [person.key for person in saying], salt)
    marks = [
        _mark(person.key, person.saying, salt, import_id, at)
        for person in saying
        if (person.key, person.saying) not in said_before
    ]
    for person, known in batch:
        outcome, _reason = judge(plan.terms, person, known)
        if outcome == "left_out":
            continue
        if known.row is None:
            values = _new_values(plan, person, next(ids), salt)
            new.append(values)
            joined.append(values["id"])
        else:
            _change(connection, plan, person, known, record, at)
            if plan.terms.list_name and not known.member:
                joined.append(known.row.id)
                record.joined.append(known.row.id)
        if person.tags:
            contact = new[-1]["id"] if known.row is None else known.row.id
            tagged += ({"tag": spelt[fold(tag)], "contact": contact} for tag in fresh_tags(person, known))
    if new:
        insert_rows(connection, contacts, new, {"added": at, "changed": at})
        record.new.extend(values["id"] for values in new)
    if joined and plan.terms.list_name:
        member = {"list": record.list_id, "state": "subscribed", "since": at}
        insert_rows(connection, list_members, [{"contact": contact} for contact in joined], member)
    insert_rows(connection, contact_tags, tagged, {})
    for row in tagged:
        record.tagged.setdefault(row["tag"], []).append(row["contact"])
    if marks:
        marks = for_all_addresses(connection, marks)
        connection.execute(insert(suppressions), marks)
        record.marks.extend(mark["id"] for mark in marks)


def _keep_noes(
    connection: Connection, plan: ImportPlan, record: ImportRecord, *, salt: str, import_id: str, at: datetime
) -> None:
    """Marks for further addresses that stand in rows which say no."""
    for keys in chunks(list(plan.noes), BATCH):
        said_before = _said_elsewhere(connection, keys, salt)
        said = [(key, plan.noes[key]) for key in keys if (key, plan.noes[key]) not in said_before]
        marks = [_mark(key, saying, salt, import_id, at) for key, saying in said]
        if marks:
            marks = for_all_addresses(connection, marks)
            connection.execute(insert(suppressions), marks)
            record.marks.extend(mark["id"] for mark in marks)


def _said_elsewhere(connection: Connection, people: Sequence[str], salt: str) -> set[tuple[str, str]]:
    """Normalised address and reason of marks that are there already and do not go when an import is undone."""
    keys = {address_hash(salt, key): key for key in people}
    statement = select(suppressions.c.address_hash, suppressions.c.reason).where(
        suppressions.c.address_hash.in_(keys),
        suppressions.c.newsletter == "",
        suppressions.c.lifted.is_(None),
        ~suppressions.c.note.startswith(IMPORT_NOTE),
    )
    return {(keys[digest], reason) for digest, reason in connection.execute(statement)} if keys else set()


def _new_values(plan: ImportPlan, person: Person, contact_id: str, salt: str) -> dict[str, Any]:
    # The texts of a plan are clean already (contact_values would clean each of 200,000 people again).
    return {
        "id": contact_id,
        "email": person.email,
        "email_key": person.key,
        "address_hash": address_hash(salt, person.key),
        "sort_name": sort_name(person.email, person.first_name, person.last_name),
        "search_text": search_text(person.email, person.first_name, person.last_name),
        "first_name": person.first_name,
        "last_name": person.last_name,
        "language": person.language,
        "extra": json.dumps(person.extra, ensure_ascii=False) if person.extra else "{}",
        "basis": plan.terms.basis,
        "basis_date": person.basis_date or plan.terms.basis_date,
        "basis_source": person.basis_source or plan.terms.basis_source,
        "basis_wording": plan.terms.basis_wording,
        "basis_evidence": plan.terms.basis_evidence,
        "origin": plan.table.name,
    }


def _mark(key: str, saying: str, salt: str, import_id: str, at: datetime) -> dict[str, Any]:
    return {
        "id": secrets.token_hex(8),
        "address_hash": address_hash(salt, key),
        "shown": key,
        "newsletter": "",
        "reason": saying,
        "note": f"{IMPORT_NOTE}{import_id}",
        "at": at,
        "lifted": None,
        "lift_note": "",
    }


def _change(connection: Connection, plan: ImportPlan, person: Person, known: Known, record: ImportRecord, at: datetime) -> None:
    assert known.row is not None
    after = changed_values(plan.terms, person, known.row)
    if not after:
        return
    row = known.row._mapping
    before = {column: row[column] for column in after}
    _write(connection, row, after | {"changed": at})
    record.changed.append(ChangedContact(row["id"], _as_json(before), _as_json(after)))


def _write(connection: Connection, row: RowMapping, values: Mapping[str, Any]) -> None:
    """Update a contact, with what it is searched and sorted by."""
    now = dict(row) | dict(values)
    names = (now["email"], now["first_name"], now["last_name"])
    derived = {"sort_name": sort_name(*names), "search_text": search_text(*names)}
    connection.execute(update(contacts).where(contacts.c.id == row["id"]).values(**values, **derived))


def _as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {column: value.isoformat() if isinstance(value, date) else value for column, value in values.items()}


def _from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {column: date.fromisoformat(value) if column == "basis_date" and value else value for column, value in values.items()}


def recent_imports(store: ContactStore, limit: int = 50) -> list[ImportRow]:
    """The last imports, newest first."""
    columns = (
        imports.c.id,
        imports.c.list.label("list_name"),
        imports.c.file_name,
        imports.c.rows,
        imports.c.added,
        imports.c.at,
    )
    with store.engine.connect() as connection:
        statement = select(*columns, imports.c.undone).order_by(imports.c.at.desc(), imports.c.id).limit(limit)
        return [ImportRow(**row) for row in connection.execute(statement).mappings()]


def undo_import(import_id: str, *, store: ContactStore) -> Undone:
    """Take away what an import brought, in one transaction.

    People it added go, unless they were changed or put on another list since; values it changed are put back, unless they
    were changed again. What the file said against writing to people stays said (only
    :meth:`composer.contacts.suppressions.Suppressions.lift_import` takes that back, with evidence), and so do
    unsubscriptions, suppressions and erasures made since.

    Raises:
        NotFoundError: there was no such import. InputError: it was undone already.
    """
    with store.engine.begin() as connection:
        found = connection.execute(select(imports).where(imports.c.id == import_id)).mappings().first()
        if found is None:
            raise NotFoundError(_("There was no such import."), _("Choose one from the list of imports."))
        if found["undone"] is not None:
            raise InputError(_("The import of “{name}” was undone already.").format(name=found["file_name"]))
        record = unpack(found["undo"])
        at = found["at"]
        for tag, tagged in record.tagged.items():
            take_tag(connection, tag, tagged)
        removed = sum(_take_back(connection, store, chunk, record.list_id, at) for chunk in chunks(record.new, BATCH))
        for chunk in chunks(record.joined, BATCH):
            _leave_list(connection, chunk, record.list_id, at)
        restored = sum(_put_back(connection, changed, store.clock()) for changed in record.changed)
        if record.list_made:
            others = select(list_members.c.list).where(list_members.c.list == record.list_id).exists()
            connection.execute(delete(lists).where(lists.c.id == record.list_id, ~others))
        connection.execute(update(imports).where(imports.c.id == import_id).values(undone=store.clock()))
        noes = _noes(connection, import_id)
    return Undone(removed, restored, len(record.new) - removed, noes)


def _noes(connection: Connection, import_id: str) -> int:
    mine = and_(suppressions.c.note == f"{IMPORT_NOTE}{import_id}", suppressions.c.lifted.is_(None))
    return connection.scalar(select(func.count()).select_from(suppressions).where(mine)) or 0


def _leave_list(connection: Connection, chunk: Sequence[str], list_id: str, at: datetime) -> None:
    connection.execute(
        delete(list_members).where(
            list_members.c.list == list_id,
            list_members.c.contact.in_(chunk),
            list_members.c.state == "subscribed",
            list_members.c.since == at,
        )
    )


def _take_back(connection: Connection, store: ContactStore, chunk: Sequence[str], list_id: str, at: datetime) -> int:
    """Remove people an import added, all but those something happened with since; returns how many."""
    elsewhere = select(list_members.c.contact).where(list_members.c.list != list_id, list_members.c.contact.in_(chunk))
    untouched = connection.scalars(
        select(contacts.c.id).where(
            contacts.c.id.in_(chunk),
            contacts.c.changed == at,
            contacts.c.id.not_in(elsewhere),
            contacts.c.id.not_in(select(contact_events.c.contact)),
        )
    ).all()
    _leave_list(connection, chunk, list_id, at)
    keep_marks(connection, list_members.c.contact.in_(untouched), store.clock)
    connection.execute(delete(list_members).where(list_members.c.contact.in_(untouched)))
    return connection.execute(delete(contacts).where(contacts.c.id.in_(untouched))).rowcount


def _put_back(connection: Connection, changed: ChangedContact, at: datetime) -> int:
    row = connection.execute(select(contacts).where(contacts.c.id == changed.id)).mappings().first()
    if row is None:
        return 0
    before, after = _from_json(changed.before), _from_json(changed.after)
    values = {column: value for column, value in before.items() if row[column] == after[column]}
    if values:
        _write(connection, row, values | {"changed": at})
    return bool(values)
