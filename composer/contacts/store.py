"""The people of one workspace: search, keep, correct, remove, erase."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from composer.clock import Clock
from composer.contacts.addresses import normalise_address, read_address
from composer.contacts.consent import check_basis
from composer.contacts.contact import BASES, LONGEST_NAME, Contact, clean_text, fold, search_text, sort_name
from composer.contacts.former_addresses import link, unlink
from composer.contacts.lists import chunks, find_list, keep_marks, left_stays_left
from composer.contacts.person_events import add_events
from composer.contacts.personal_data import Forgotten, HistoryEntry, everything_about, forget, history
from composer.contacts.segment_rules import Rules, condition
from composer.contacts.sister_files import SisterMarks
from composer.contacts.states import State, has_state, left_out_domains, state_of
from composer.contacts.suppressions import OF_THE_ADDRESS, add_mark, address_hash, copy_marks, in_force, marks_for, read_salt
from composer.contacts.tags import TAG, known_tag
from composer.database.tables import contact_tags, contacts, list_members, lists, suppressions
from composer.errors import InputError, NotFoundError
from composer.i18n import _

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "name": (contacts.c.sort_name, contacts.c.id),
    "email": (contacts.c.email_key,),
    "added": (contacts.c.added, contacts.c.id),
}
"""What people may be sorted by; a ``-`` before it turns it round."""
MANY = 5_000
"""Members from which a list is a long one."""


class ContactRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table of people.

    Attributes:
        lists: names of the lists this person is on and has not left. left: of those they left.
        state: ``active``, ``unsubscribed`` or ``suppressed`` (see :mod:`composer.contacts.states`).
    """

    contact: Contact
    lists: tuple[str, ...]
    state: State
    left: tuple[str, ...] = ()


class ContactStore:
    """The contacts of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock

    def search(
        self,
        text: str = "",
        *,
        list_name: str = "",
        state: str = "",
        sort: str = "name",
        offset: int = 0,
        limit: int = 100,
        picked: Rules | None = None,
    ) -> list[ContactRow]:
        """One page of the people who match.

        Args:
            text: words that must all be found in name or address: from three letters on anywhere, shorter ones where a name
                or the address begins.
            list_name: only people on this list, those who left it included, or with a tag (``tag:NAME``); empty means everyone.
            picked: only people whom these rules pick (:mod:`composer.contacts.segments`).
            state: ``active``, ``unsubscribed`` or ``suppressed``; empty means any.
            sort: a key of :data:`SORTS`, with ``-`` before it for the other way round.
        """
        with self.engine.connect() as connection:
            domains = left_out_domains(connection)
            wanted = _restrict(connection, select(contacts.c.id), text, list_name, state, domains)
            wanted = wanted if picked is None else wanted.where(condition(connection, picked, self.clock()))
            descending, columns = sort.startswith("-"), SORTS[sort.removeprefix("-")]
            order = [column.desc() if descending else column for column in columns]
            ids = list(connection.scalars(wanted.order_by(*order).offset(offset).limit(limit)))
            return self._rows(connection, ids, domains)

    def ids(self, text: str = "", *, list_name: str = "", state: str = "", picked: Rules | None = None) -> list[str]:
        """The ids of all who match; the arguments are those of :meth:`search`."""
        with self.engine.connect() as connection:
            domains = left_out_domains(connection)
            wanted = _restrict(connection, select(contacts.c.id), text, list_name, state, domains)
            wanted = wanted if picked is None else wanted.where(condition(connection, picked, self.clock()))
            return list(connection.scalars(wanted))

    def count(self, text: str = "", *, list_name: str = "", state: str = "", picked: Rules | None = None) -> int:
        """How many people match; the arguments are those of :meth:`search`."""
        with self.engine.connect() as connection:
            if list_name and not text.strip() and not state and picked is None and not list_name.lower().startswith(TAG):
                here = list_members.c.list == find_list(connection, list_name)
                return connection.scalar(select(func.count()).select_from(list_members).where(here)) or 0
            domains = left_out_domains(connection)
            wanted = _restrict(connection, select(func.count()).select_from(contacts), text, list_name, state, domains)
            wanted = wanted if picked is None else wanted.where(condition(connection, picked, self.clock()))
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
            InputError: the address is not usable, belongs to somebody else here, or its owner asked to be erased; or the lawful
                basis cannot be (a soft opt-in from before it existed).
            NotFoundError: the contact to correct is not kept any more.
        """
        address = read_address(contact.email)
        check_basis(contact.basis, contact.basis_date, self.clock().date())
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
            self._ask_sisters(connection, address.key)
            if not contact.id:
                unlink(connection, values["address_hash"])  # whoever is entered by hand is somebody of their own
                connection.execute(insert(contacts).values(values))
            else:
                before = connection.execute(select(contacts).where(contacts.c.id == contact.id)).mappings().first()
                if before is None:
                    raise NotFoundError(_("This person is not kept here any more."))
                if before["email_key"] != address.key:
                    self._moved(connection, contact.id, before["email_key"], address.key)
                connection.execute(update(contacts).where(contacts.c.id == contact.id).values(values))
            row = connection.execute(select(contacts).where(contacts.c.id == kept.id)).mappings().one()
            return contact_from_row(row)

    def _ask_sisters(self, connection: Connection, key: str) -> None:
        """Whom a sister organisation told us not to write to gets a mark of our own when they come here."""
        reason = SisterMarks(connection).reason(key)
        came_back = and_(
            suppressions.c.address_hash == address_hash(read_salt(connection), key), suppressions.c.lifted.is_not(None)
        )
        if reason and connection.execute(select(suppressions.c.id).where(came_back).limit(1)).first() is None:
            reason = "by_hand" if reason == "domain" else reason
            add_mark(connection, key, reason, note=_("Told by a sister organisation"), at=self.clock())

    def _moved(self, connection: Connection, contact_id: str, old: str, new: str) -> None:
        """Another address for the same person: their no holds there, too. That the old one does not exist says nothing of it."""
        at = self.clock()
        copy_marks(connection, old, new, at=at, but=OF_THE_ADDRESS)
        copy_marks(connection, new, old, at=at, but=OF_THE_ADDRESS)
        salt = read_salt(connection)
        unlink(connection, address_hash(salt, new), but=contact_id)
        link(connection, contact_id, [(address_hash(salt, key), key) for key in (old, new)], at)
        left_stays_left(connection, contact_id, new)
        words = _("The address was changed from {old} to {new}.").format(old=old, new=new)
        add_events(connection, (contact_id,), "moved", words, at)

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
        left: dict[str, list[str]] = {contact: [] for contact in ids}
        for chunk in chunks(ids):
            statement = select(contacts, state_of(domains).label("state")).where(contacts.c.id.in_(chunk))
            for row in connection.execute(statement).mappings():
                found[row["id"]] = (contact_from_row(row), row["state"])
            member = (
                select(list_members.c.contact, lists.c.name, list_members.c.state)
                .join(lists, lists.c.id == list_members.c.list)
                .where(list_members.c.contact.in_(chunk))
                .order_by(lists.c.name)
            )
            for contact, name, state in connection.execute(member):
                (names if state == "subscribed" else left)[contact].append(name)
        return [
            ContactRow(contact=found[contact][0], lists=tuple(names[contact]), state=found[contact][1], left=tuple(left[contact]))
            for contact in ids
            if contact in found
        ]


def _restrict(
    connection: Connection, statement: Select[Any], text: str, list_name: str, state: str, domains: list[str]
) -> Select[Any]:
    for word in fold(clean_text(text)).split()[:8]:
        looked_for = word if len(word) > 2 else f" {word}"
        statement = statement.where(contacts.c.search_text.contains(looked_for, autoescape=True))
    if list_name.lower().startswith(TAG):
        tag = known_tag(connection, list_name[len(TAG) :].strip())
        statement = statement.where(contacts.c.id.in_(select(contact_tags.c.contact).where(contact_tags.c.tag == tag)))
    elif list_name:
        found = find_list(connection, list_name)
        if not state:
            return statement.where(_on_list(connection, found))
        members = select(list_members.c.contact).where(list_members.c.list == found)
        if state == "unsubscribed":
            left = members.where(list_members.c.state == "unsubscribed")
            return statement.where(contacts.c.id.in_(members), or_(contacts.c.id.in_(left), has_state("unsubscribed", domains)))
        if state == "active":
            members = members.where(list_members.c.state == "subscribed")
        statement = statement.where(contacts.c.id.in_(members))
    return statement.where(has_state(state, domains)) if state else statement


def _on_list(connection: Connection, list_id: str) -> ColumnElement[bool]:
    """The condition for members of a list, in the form that is quick for its size: a long list is looked up person by person in
    the order they are shown in, a short one is gathered first."""
    here = list_members.c.list == list_id
    many = connection.scalar(select(func.count()).select_from(select(list_members.c.list).where(here).limit(MANY).subquery()))
    if many == MANY:
        return exists().where(here, list_members.c.contact == contacts.c.id)
    return contacts.c.id.in_(select(list_members.c.contact).where(here))


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
        basis_evidence=row["basis_evidence"],
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
        "basis_evidence": clean_text(contact.basis_evidence),
        "added": contact.added,
        "origin": clean_text(contact.origin),
    }
