"""One person's own data: what happened with them, all that is kept about them, and its erasure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, case, delete, func, or_, select, update

from composer.clock import Clock
from composer.contacts.addresses import normalise_address
from composer.contacts.contact import BASES, Contact
from composer.contacts.former_addresses import blank, linked_to
from composer.contacts.import_record import held_in_imports, scrub
from composer.contacts.people_steps import held_in_steps, scrub_steps
from composer.contacts.person_events import events_of
from composer.contacts.suppressions import ERASED_KEY, LIST_MARK, REASONS, add_mark, address_hash, find_salt, read_salt
from composer.contacts.tags import tags_of
from composer.database.tables import campaigns, contacts, deliveries, letters_in, list_members, lists, suppressions
from composer.i18n import N_, _

LETTER_STATES: dict[str, str] = {
    "queued": N_("“{issue}” is waiting to be sent"),
    "sending": N_("“{issue}” is being sent"),
    "sent": N_("“{issue}” was sent"),
    "deferred": N_("“{issue}” will be tried again"),
    "failed": N_("“{issue}” was refused"),
    "uncertain": N_("“{issue}” may have arrived"),
    "suppressed": N_("“{issue}” was held back"),
    "cancelled": N_("“{issue}” was cancelled"),
}


class HistoryEntry(msgspec.Struct, frozen=True):
    """Something that happened with a person.

    Attributes:
        what: ``added``, ``agreed``, ``joined``, ``left``, ``letter``, ``suppressed``, ``lifted``, or one of
            :class:`composer.contacts.person_events.PersonEvent`.
        text: the same in words.
    """

    at: datetime
    what: str
    text: str


class Forgotten(msgspec.Struct, frozen=True):
    """What an erasure found: whether the person was kept, on how many lists, in how many letters' records."""

    contact: bool
    lists: int
    letters: int


def forget(engine: Engine, clock: Clock, address: str) -> Forgotten:
    """See :meth:`composer.contacts.store.ContactStore.forget`."""
    key = normalise_address(address)
    with engine.begin() as connection:
        digest = address_hash(read_salt(connection), key)
        others = {address for _digest, address in blank(connection, digest)} - {key, ""}
        # Whoever asks from an earlier address is kept under the one they have now.
        contact = connection.scalar(select(contacts.c.id).where(contacts.c.email_key.in_((key, *others)))) or ""
        memberships = 0
        if contact:
            memberships = connection.execute(delete(list_members).where(list_members.c.contact == contact)).rowcount
            connection.execute(delete(contacts).where(contacts.c.id == contact))
        scrub(connection, contact)
        for mine in (key, *others):
            scrub_steps(connection, contact, mine)
            connection.execute(update(letters_in).where(_spoken_of(mine)).values(email_key="", recipient=""))
        letters = connection.execute(
            update(deliveries)
            .where(or_(*(_of_person(mine, contact) for mine in (key, *others))))
            .values(
                email="",
                # Unique per campaign; two spellings of one person's address would share the hash, so the row's id goes with it.
                email_key=f"{ERASED_KEY}{digest}:" + deliveries.c.id.cast(deliveries.c.email_key.type),
                contact="",
                merge_values="{}",
                reply="",
                state=case((deliveries.c.state.in_(("queued", "deferred")), "suppressed"), else_=deliveries.c.state),
            )
        ).rowcount
        add_mark(connection, key, "erased", at=clock(), shown="")  # for their other addresses as well
        digests = [digest, *(linked for linked, _address in linked_to(connection, (digest,)).get(digest, ()))]
        connection.execute(
            update(suppressions).where(suppressions.c.address_hash.in_(digests)).values(shown="", note="", lift_note="")
        )
    return Forgotten(bool(contact), memberships, letters)


def _of_person(key: str, contact: str) -> ColumnElement[bool]:
    mine = deliveries.c.email_key == key
    return or_(mine, deliveries.c.contact == contact) if contact else mine


def _spoken_of(key: str) -> ColumnElement[bool]:
    """Letters that came in and speak of this person."""
    return or_(letters_in.c.email_key == key, func.lower(letters_in.c.recipient) == key)


def history(engine: Engine, contact: Contact) -> list[HistoryEntry]:
    """See :meth:`composer.contacts.store.ContactStore.history`."""
    key = normalise_address(contact.email)
    with engine.connect() as connection:
        entries = [*_of_contact(contact), *_memberships(connection, contact.id), *_letters(connection, key, contact.id)]
        entries += _marks(connection, address_hash(find_salt(connection), key))
        told = events_of(connection, contact.id)
        entries += [
            HistoryEntry(event.at, event.what, event.text) for event in told if event.what != "came_back"
        ]  # the mark tells
        if not any(entry.what == "lifted" for entry in entries):
            entries += [HistoryEntry(event.at, "lifted", event.text) for event in told if event.what == "came_back"]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _of_contact(contact: Contact) -> Iterator[HistoryEntry]:
    if contact.added is not None:
        origin = contact.origin
        yield HistoryEntry(contact.added, "added", _("Added from {origin}").format(origin=origin) if origin else _("Added"))
        if contact.basis_date is not None:
            agreed = datetime.combine(contact.basis_date, datetime.min.time(), contact.added.tzinfo)
            words = [_(BASES[contact.basis]) if contact.basis in BASES else _("Agreed"), contact.basis_source]
            yield HistoryEntry(agreed, "agreed", ": ".join(filter(None, words)))


def _memberships(connection: Connection, contact_id: str) -> Iterator[HistoryEntry]:
    statement = (
        select(lists.c.name, list_members.c.state, list_members.c.since)
        .join(lists, lists.c.id == list_members.c.list)
        .where(list_members.c.contact == contact_id)
    )
    for name, state, since in connection.execute(statement):
        if state == "subscribed":
            yield HistoryEntry(since, "joined", _("On the list “{list}”").format(list=name))
        else:
            yield HistoryEntry(since, "left", _("Left the list “{list}”").format(list=name))


def _letters(connection: Connection, key: str, contact_id: str) -> Iterator[HistoryEntry]:
    statement = (
        select(campaigns.c.issue_name, campaigns.c.made, deliveries.c.state, deliveries.c.at)
        .join(campaigns, campaigns.c.id == deliveries.c.campaign)
        .where(_of_person(key, contact_id), campaigns.c.test.is_(False))
    )
    for name, made, state, at in connection.execute(statement):
        yield HistoryEntry(at or made, "letter", _(LETTER_STATES[state]).format(issue=name))


def _marks(connection: Connection, digest: str) -> Iterator[HistoryEntry]:
    for row in connection.execute(select(suppressions).where(suppressions.c.address_hash == digest)):
        if not row.newsletter.startswith(LIST_MARK):  # the membership tells that
            yield HistoryEntry(row.at, "suppressed", _("Not written to any more: {reason}").format(reason=_(REASONS[row.reason])))
        if row.lifted is not None:
            yield HistoryEntry(row.lifted, "lifted", _("Asked to come back: {evidence}").format(evidence=row.lift_note))


def everything_about(engine: Engine, address: str) -> dict[str, Any]:
    """See :meth:`composer.contacts.store.ContactStore.everything_about`."""
    key = normalise_address(address)
    with engine.connect() as connection:
        digest = address_hash(find_salt(connection), key)
        found = connection.execute(select(contacts).where(contacts.c.email_key == key)).mappings().first()
        contact_id = found["id"] if found else ""
        on_lists = connection.execute(
            select(lists.c.name.label("list"), list_members.c.state, list_members.c.since)
            .join(lists, lists.c.id == list_members.c.list)
            .where(list_members.c.contact == contact_id)
            .order_by(lists.c.name)
        ).mappings()
        marks = connection.execute(
            select(
                suppressions.c.reason,
                suppressions.c.newsletter,
                suppressions.c.note,
                suppressions.c.at,
                suppressions.c.lifted,
                suppressions.c.lift_note,
            )
            .where(suppressions.c.address_hash == digest)
            .order_by(suppressions.c.at)
        ).mappings()
        letters = connection.execute(
            select(
                campaigns.c.issue_name.label("issue"),
                campaigns.c.subject,
                campaigns.c.sender,
                deliveries.c.email,
                deliveries.c.state,
                deliveries.c.at,
                deliveries.c.reply,
                deliveries.c.merge_values,
            )
            .join(campaigns, campaigns.c.id == deliveries.c.campaign)
            .where(_of_person(key, contact_id))
            .order_by(deliveries.c.id)
        ).mappings()
        came_in = connection.execute(
            select(letters_in.c.kind, letters_in.c.recipient, letters_in.c.status, letters_in.c.reason, letters_in.c.received)
            .where(_spoken_of(key))
            .order_by(letters_in.c.received)
        ).mappings()
        hidden = ("address_hash", "search_text", "sort_name")
        return {
            "address": key,
            "contact": {name: _plain(name, value) for name, value in found.items() if name not in hidden} if found else None,
            "lists": [{name: _plain(name, value) for name, value in row.items()} for row in on_lists],
            "not_written_to": [{name: _plain(name, value) for name, value in row.items()} for row in marks],
            "other_addresses": sorted(
                address for _digest, address in linked_to(connection, (digest,)).get(digest, ()) if address
            ),
            "tags": list(tags_of(connection, contact_id)),
            "done_with_them": [
                {"what": event.what, "text": event.text, "at": event.at.isoformat()}
                for event in events_of(connection, contact_id)
            ],
            "kept_for_undoing": [*held_in_imports(connection, contact_id), *held_in_steps(connection, contact_id, key)],
            "came_in": [{name: _plain(name, value) for name, value in row.items()} for row in came_in],
            "letters": [{name: _plain(name, value) for name, value in row.items()} for row in letters],
        }


def _plain(name: str, value: Any) -> Any:
    if name in ("extra", "merge_values"):
        return json.loads(value)
    return value.isoformat() if isinstance(value, date) else value
