"""The people of one workspace: search, keep, correct, remove, erase."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Select, delete, func, insert, or_, select, update

from composer.clock import Clock
from composer.contacts.addresses import normalise_address, read_address
from composer.contacts.contact import BASES, LONGEST_NAME, Contact, clean_text, fold, search_text, sort_name
from composer.contacts.lists import chunks, find_list, keep_marks
from composer.contacts.personal_data import Forgotten, HistoryEntry, everything_about, forget, history
from composer.contacts.states import State, has_state, left_out_domains, state_of
from composer.contacts.suppressions import address_hash, in_force, marks_for, read_salt
from composer.database.tables import contacts, list_members, lists
from composer.errors import InputError, NotFoundError
from composer.i18n import _

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "name": (contacts.c.sort_name, contacts.c.id),
    "email": (contacts.c.email_key,),
    "added": (contacts.c.added, contacts.c.id),
}
"""What people may be sorted by; a ``-`` before it turns it round."""


class ContactRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table of people.

    Attributes:
        lists: names of the lists this person is on and has not left.
        state: ``active``, ``unsubscribed`` or ``suppressed`` (see :mod:`composer.contacts.states`).
    """

    contact: Contact
    lists: tuple[str, ...]
    state: State


class ContactStore:
    """The contacts of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock

    def search(
        self, text: str = "", *, list_name: str = "", state: str = "", sort: str = "name", offset: int = 0, limit: int = 100
    ) -> list[ContactRow]:
        """One page of the people who match.

        Args:
            text: words that must all be found in name or address: from three letters on anywhere, shorter ones where a name
                or the address begins.
            list_name: only people on this list, those who left it included; empty means everyone.
            state: ``active``, ``unsubscribed`` or ``suppressed``; empty means any.
            sort: a key of :data:`SORTS`, with ``-`` before it for the other way round.
        """
        with self.engine.connect() as connection:
            domains = left_out_domains(connection)
            wanted = _restrict(connection, select(contacts.c.id), text, list_name, state, domains)
            descending, columns = sort.startswith("-"), SORTS[sort.removeprefix("-")]
            order = [column.desc() if descending else column for column in columns]
            ids = list(connection.scalars(wanted.order_by(*order).offset(offset).limit(limit)))
            return self._rows(connection, ids, domains)

    def count(self, text: str = "", *, list_name: str = "", state: str = "") -> int:
        """How many people match; the arguments are those of :meth:`search`."""
        with self.engine.connect() as connection:
            domains = left_out_domains(connection)
            wanted = _restrict(connection, select(func.count()).select_from(contacts), text, list_name, state, domains)
            return connection.scalar(wanted) or 0

    def get(self, contact_id: str) -> Contact:
        """One contact.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self.engine.connect() as connection:
            row = connection.execute(select(contacts).where(contacts.c.id == contact_id)).mappings().first()
        if row is None:
            raise NotFoundError(_("This person is not kept here any more."))
        return contact_from_row(row)

    def row(self, contact_id: str) -> ContactRow:
        """One contact with lists and state.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self.engine.connect() as connection:
            rows = self._rows(connection, [contact_id], left_out_domains(connection))
        if not rows:
            raise NotFoundError(_("This person is not kept here any more."))
        return rows[0]

    def by_address(self, address: str) -> Contact | None:
        """The contact with this address, however it is spelt.

        Raises:
            InputError: the address is not usable.
        """
        key = normalise_address(address)
        with self.engine.connect() as connection:
            row = connection.execute(select(contacts).where(contacts.c.email_key == key)).mappings().first()
        return None if row is None else contact_from_row(row)

    def save(self, contact: Contact) -> Contact:
        """Keep a contact: a new one where ``id`` is empty, else the one corrected.

        Returns:
            The contact as it is kept: with its id, cleaned.

        Raises:
            InputError: the address is not usable, belongs to somebody else here, or its owner asked to be erased.
            NotFoundError: the contact to correct is not kept any more.
        """
        address = read_address(contact.email)
        with self.engine.begin() as connection:
            taken = connection.scalar(select(contacts.c.id).where(contacts.c.email_key == address.key))
            if taken and taken != contact.id:
                raise InputError(
                    _("{address} is kept here already.").format(address=address.email),
                    _("Open that person and change them instead."),
                )
            if not taken and marks_for(connection, (address.key,), in_force()).get(address.key) == "erased":
                raise InputError(
                    _("The owner of {address} asked to be erased, so it is not kept.").format(address=address.email),
                    _("If they asked to come back, lift the mark on their address first, with a note of how they asked."),
                )
            kept = msgspec.structs.replace(
                contact, id=contact.id or new_contact_id(), email=address.email, added=contact.added or self.clock()
            )
            values = contact_values(kept, address.key, read_salt(connection)) | {"changed": self.clock()}
            if not contact.id:
                connection.execute(insert(contacts).values(values))
            elif connection.execute(update(contacts).where(contacts.c.id == contact.id).values(values)).rowcount == 0:
                raise NotFoundError(_("This person is not kept here any more."))
            row = connection.execute(select(contacts).where(contacts.c.id == kept.id)).mappings().one()
            return contact_from_row(row)

    def remove(self, contact_ids: Sequence[str]) -> int:
        """Remove contacts. That they left a list, or must not be written to, is remembered all the same.

        Returns:
            How many there were.
        """
        removed = 0
        with self.engine.begin() as connection:
            for chunk in chunks(contact_ids):
                keep_marks(connection, list_members.c.contact.in_(chunk), self.clock)
                connection.execute(delete(list_members).where(list_members.c.contact.in_(chunk)))
                removed += connection.execute(delete(contacts).where(contacts.c.id.in_(chunk))).rowcount
        return removed

    def forget(self, address: str) -> Forgotten:
        """Erase a person at their own wish: everything that names them goes, and a keyed hash keeps them from ever being
        written to again. The numbers of letters sent stay true.

        Raises:
            InputError: the address is not usable.
        """
        return forget(self.engine, self.clock, address)

    def history(self, contact_id: str) -> list[HistoryEntry]:
        """What happened with this person, newest first.

        Raises:
            NotFoundError: there is none with this id.
        """
        return history(self.engine, self.get(contact_id))

    def everything_about(self, address: str) -> dict[str, Any]:
        """All that is kept about a person, ready for JSON: for their request to see it (UK GDPR article 15).

        Raises:
            InputError: the address is not usable.
        """
        return everything_about(self.engine, address)

    def _rows(self, connection: Connection, ids: list[str], domains: list[str]) -> list[ContactRow]:
        found: dict[str, tuple[Contact, State]] = {}
        names: dict[str, list[str]] = {contact: [] for contact in ids}
        for chunk in chunks(ids):
            statement = select(contacts, state_of(domains).label("state")).where(contacts.c.id.in_(chunk))
            for row in connection.execute(statement).mappings():
                found[row["id"]] = (contact_from_row(row), row["state"])
            member = (
                select(list_members.c.contact, lists.c.name)
                .join(lists, lists.c.id == list_members.c.list)
                .where(list_members.c.contact.in_(chunk), list_members.c.state == "subscribed")
                .order_by(lists.c.name)
            )
            for contact, name in connection.execute(member):
                names[contact].append(name)
        return [
            ContactRow(contact=found[contact][0], lists=tuple(names[contact]), state=found[contact][1])
            for contact in ids
            if contact in found
        ]


def _restrict(
    connection: Connection, statement: Select[Any], text: str, list_name: str, state: str, domains: list[str]
) -> Select[Any]:
    for word in fold(clean_text(text)).split()[:8]:
        looked_for = word if len(word) > 2 else f" {word}"
        statement = statement.where(contacts.c.search_text.contains(looked_for, autoescape=True))
    if list_name:
        found = find_list(connection, list_name)
        members = select(list_members.c.contact).where(list_members.c.list == found)
        if state == "unsubscribed":
            left = members.where(list_members.c.state == "unsubscribed")
            return statement.where(contacts.c.id.in_(members), or_(contacts.c.id.in_(left), has_state("unsubscribed", domains)))
        if state == "active":
            members = members.where(list_members.c.state == "subscribed")
        statement = statement.where(contacts.c.id.in_(members))
    return statement.where(has_state(state, domains)) if state else statement


def new_contact_id() -> str:
    """An id for a contact: 64 random bits, in hex."""
    return secrets.token_hex(8)


def contact_ids() -> Iterator[str]:
    """Ids for many new contacts: a random beginning of 40 bits, then one after another, which indexes take much faster."""
    beginning = secrets.token_hex(5)
    return (f"{beginning}{number:06x}" for number in range(1 << 24))


def contact_from_row(row: RowMapping) -> Contact:
    """The contact in a row of ``contacts``."""
    return Contact(
        id=row["id"],
        email=row["email"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        language=row["language"],
        extra=json.loads(row["extra"]),
        basis=row["basis"],
        basis_date=row["basis_date"],
        basis_source=row["basis_source"],
        basis_wording=row["basis_wording"],
        added=row["added"],
        origin=row["origin"],
    )


def contact_values(contact: Contact, key: str, salt: str) -> dict[str, Any]:
    """The columns of ``contacts`` for a contact, cleaned, all but ``changed``; ``key`` is the normalised address."""
    if contact.basis and contact.basis not in BASES:
        raise ValueError(f"unknown basis {contact.basis!r}")
    first_name = clean_text(contact.first_name, LONGEST_NAME)
    last_name = clean_text(contact.last_name, LONGEST_NAME)
    extra = {clean_text(name, LONGEST_NAME): clean_text(value) for name, value in contact.extra.items()} if contact.extra else {}
    return {
        "id": contact.id,
        "email": contact.email,
        "email_key": key,
        "address_hash": address_hash(salt, key),
        "sort_name": sort_name(contact.email, first_name, last_name),
        "search_text": search_text(contact.email, first_name, last_name),
        "first_name": first_name,
        "last_name": last_name,
        "language": clean_text(contact.language, 35),
        "extra": json.dumps(extra, ensure_ascii=False) if extra else "{}",
        "basis": contact.basis,
        "basis_date": contact.basis_date,
        "basis_source": clean_text(contact.basis_source),
        "basis_wording": clean_text(contact.basis_wording),
        "added": contact.added,
        "origin": clean_text(contact.origin),
    }
