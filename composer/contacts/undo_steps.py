"""Undoing a step with people, in one transaction; see :mod:`composer.contacts.people_steps` for what it never undoes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from composer.clock import Clock
from composer.contacts.former_addresses import unlink
from composer.contacts.import_record import ChangedContact
from composer.contacts.lists import chunks, join_list
from composer.contacts.people_steps import GonePerson, StepRecord, from_json, mark_undone, unpack_step, write_contact
from composer.contacts.person_events import add_events
from composer.contacts.store import ContactStore
from composer.contacts.suppressions import add_mark, copy_marks, in_force, left_list, list_mark, marks_for
from composer.contacts.tags import add_tag, take_tag
from composer.database.tables import contact_events, contact_tags, contacts, deliveries, list_members, lists, people_steps
from composer.errors import InputError, NotFoundError
from composer.i18n import _


class StepUndone(msgspec.Struct, frozen=True):
    """What undoing did: people put back as they were, and those who were left as they are because of what happened since."""

    restored: int = 0
    left: int = 0


def undo_step(step_id: str, *, store: ContactStore) -> StepUndone:
    """Put back what a step changed, as far as nothing happened since.

    Raises:
        NotFoundError: there was no such step. InputError: it was undone already.
    """
    with store.engine.begin() as connection:
        found = connection.execute(select(people_steps).where(people_steps.c.id == step_id)).mappings().first()
        if found is None:
            raise NotFoundError(_("There was no such step."), _("Choose one from the list of steps."))
        if found["undone"] is not None:
            raise InputError(_("“{words}” was undone already.").format(words=found["words"]))
        record, at = unpack_step(found["undo"]), found["at"]
        touched: set[str] = set()
        left: set[str] = set()
        for list_id, _name, ids in record.joined:
            for chunk in chunks(ids):
                connection.execute(
                    delete(list_members).where(
                        list_members.c.list == list_id,
                        list_members.c.contact.in_(chunk),
                        list_members.c.state == "subscribed",
                        list_members.c.since == at,
                    )
                )
            touched.update(ids)
        for _list_id, name, ids in record.left:
            back, out = _join_again(connection, name, ids, store.clock)
            touched.update(back)
            left.update(out)
        for tag, ids in record.tagged:
            touched.update(take_tag(connection, tag, ids))
        for tag, ids in record.untagged:
            touched.update(add_tag(connection, tag, ids))
        for gone in record.gone:
            (touched if _bring_back(connection, gone, record, store.clock) else left).add(gone.row["id"])
        for changed in record.changed:
            (touched if _put_back(connection, changed, store.clock) else left).add(changed.id)
        there = _there(connection, sorted(touched))
        add_events(connection, there, "undone", _("Undone: {what}").format(what=found["words"]), store.clock())
        mark_undone(connection, step_id, store.clock)
    return StepUndone(len(touched), len(left - touched))


def _there(connection: Connection, ids: Sequence[str]) -> list[str]:
    return [found for chunk in chunks(ids) for found in connection.scalars(select(contacts.c.id).where(contacts.c.id.in_(chunk)))]


def _join_again(connection: Connection, name: str, ids: Sequence[str], clock: Clock) -> tuple[list[str], list[str]]:
    """Put people back on a list they were taken off, all but those who said no since; a list that is gone stays gone."""
    list_id = connection.scalar(select(lists.c.id).where(lists.c.name == name))
    if not list_id:
        return [], list(ids)
    join_list(connection, list_id, name, ids, clock)
    on_it: set[str] = set()
    for chunk in chunks(ids):
        members = select(list_members.c.contact).where(
            list_members.c.list == list_id, list_members.c.contact.in_(chunk), list_members.c.state == "subscribed"
        )
        on_it.update(connection.scalars(members))
    return sorted(on_it), [contact for contact in ids if contact not in on_it]


def _put_back(connection: Connection, changed: ChangedContact, clock: Clock) -> bool:
    row = connection.execute(select(contacts).where(contacts.c.id == changed.id)).mappings().first()
    if row is None:
        return False
    before, after = from_json(changed.before), from_json(changed.after)
    values = {name: value for name, value in before.items() if row[name] == after[name]}
    if values:
        write_contact(connection, dict(row), values | {"changed": clock()})
    return bool(values)


def _bring_back(connection: Connection, gone: GonePerson, record: StepRecord, clock: Clock) -> bool:
    """A person who was merged or removed is here again, unless they were erased or somebody has the address."""
    row = from_json(gone.row)
    key = row["email_key"]
    taken = connection.scalar(select(contacts.c.id).where((contacts.c.email_key == key) | (contacts.c.id == row["id"])))
    if taken or marks_for(connection, (key,), in_force()).get(key) == "erased":
        return False
    connection.execute(insert(contacts).values(row | {"changed": clock()}))
    if record.kept:
        kept_key = connection.scalar(select(contacts.c.email_key).where(contacts.c.id == record.kept))
        if kept_key:  # whatever was said to the one they were merged into was said by the same person
            copy_marks(connection, kept_key, key, at=clock(), but=("bounced",))
            unlink(connection, row["address_hash"])
    for list_id, name, state, since in gone.members:
        _member_again(connection, row["id"], key, list_id, name, state, since, record.kept)
    for tag in gone.tags:
        connection.execute(insert(contact_tags).values(tag=tag, contact=row["id"]))
    if gone.events:
        rows = [{"contact": row["id"], "what": what, "text": text, "at": at} for what, text, at in gone.events]
        connection.execute(insert(contact_events), rows)
    for chunk in chunks(gone.letters):
        connection.execute(update(deliveries).where(deliveries.c.id.in_(chunk)).values(contact=row["id"]))
    return True


def _member_again(
    connection: Connection, contact: str, key: str, list_id: str, name: str, state: str, since: datetime, kept: str
) -> None:
    here = connection.execute(select(lists.c.id, lists.c.name).where(lists.c.id == list_id)).first()
    if here is None:
        if state == "unsubscribed":
            add_mark(connection, key, "unsubscribed", newsletter=list_mark(name), at=since)
        return
    said_no = (
        state == "unsubscribed"
        or left_list(connection, key, here.name)
        or connection.scalar(select(list_members.c.state).where(list_members.c.list == list_id, list_members.c.contact == kept))
        == "unsubscribed"
    )
    values = {"list": list_id, "contact": contact, "state": "unsubscribed" if said_no else "subscribed", "since": since}
    connection.execute(insert(list_members).values(values))
