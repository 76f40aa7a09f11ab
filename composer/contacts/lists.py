"""Lists: named groups of contacts. A person may be on several; whoever left one is put back by themselves alone."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, delete, func, insert, or_, select, update

from composer.clock import Clock
from composer.contacts.addresses import normalise_address
from composer.contacts.consent import meets_demands, read_demands
from composer.contacts.contact import clean_text, fold
from composer.contacts.states import has_state, left_out_domains
from composer.contacts.suppressions import add_mark, in_force_for_list, left_list, list_mark, marks_for
from composer.database.tables import contacts, list_members, lists, suppressions
from composer.errors import InputError, NotFoundError
from composer.i18n import _

LONGEST_LIST_NAME = 100
_CHUNK = 1000
T = TypeVar("T")


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One list with its numbers.

    Attributes:
        contacts: how many are on it, those who left not counted.
        mailable: how many of these may be written to, and have the lawful basis the list demands.
        demands: the bases one of which its people need (:func:`composer.contacts.consent.read_demands`); empty: none.
        sample: it belongs to the sample organisation and only ever goes to the practice mailbox.
    """

    id: str
    name: str
    description: str
    contacts: int
    mailable: int
    sample: bool
    demands: str = ""


class Joined(msgspec.Struct, frozen=True):
    """What came of adding people to a list: newly on it, on it before, and left out because they said no."""

    added: int = 0
    already: int = 0
    said_no: int = 0


class ListStore:
    """The lists of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[ListRow]:
        """Every list with its numbers, by name."""
        with self._engine.connect() as connection:
            on_it = list_members.c.state == "subscribed"
            members = dict(_counts(connection, select(list_members.c.list, func.count()).where(on_it)))
            # Those who may not be written to are few: counting them is much quicker than counting all the others.
            domains = left_out_domains(connection)
            no = select(contacts.c.id).where(or_(has_state("suppressed", domains), has_state("unsubscribed", domains)))
            stopped = dict(
                _counts(connection, select(list_members.c.list, func.count()).where(on_it, list_members.c.contact.in_(no)))
            )
            without = dict(
                _counts(
                    connection,
                    select(list_members.c.list, func.count())
                    .join(lists, lists.c.id == list_members.c.list)
                    .join(contacts, contacts.c.id == list_members.c.contact)
                    .where(on_it, lists.c.demands != "", ~meets_demands(lists.c.demands), list_members.c.contact.not_in(no)),
                )
            )
            rows = [
                ListRow(
                    id=row.id,
                    name=row.name,
                    description=row.description,
                    sample=row.sample,
                    demands=row.demands,
                    contacts=members.get(row.id, 0),
                    mailable=members.get(row.id, 0) - stopped.get(row.id, 0) - without.get(row.id, 0),
                )
                for row in connection.execute(select(lists)).all()
            ]
        return sorted(rows, key=lambda row: (fold(row.name), row.name))

    def create(self, name: str, sample: bool = False, *, description: str = "") -> ListRow:
        """A new, empty list.

        Raises:
            InputError: no name, or there is a list of this name (capitals do not matter).
        """
        with self._engine.begin() as connection:
            made = create_list(connection, name, self._clock, sample=sample, description=description)
            return ListRow(
                id=made, name=clean_text(name), description=clean_text(description), contacts=0, mailable=0, sample=sample
            )

    def rename(self, name: str, new_name: str) -> None:
        """Give a list another name; who left it stays left.

        Raises:
            NotFoundError: there is no such list. InputError: the new name is empty or taken.
        """
        with self._engine.begin() as connection:
            found = require_list(connection, name)
            new_name = _usable_name(connection, new_name, but=found)
            # Under the old name as well: a new list that gets it, and is filled from an old sheet, must bring nobody back.
            keep_marks(connection, list_members.c.list == found, self._clock)
            connection.execute(update(lists).where(lists.c.id == found).values(name=new_name))
            if list_mark(new_name) != list_mark(name):
                left = and_(suppressions.c.newsletter == list_mark(name), suppressions.c.lifted.is_(None))
                rows = connection.execute(select(suppressions).where(left)).mappings().all()
                marks = [{**row, "id": secrets.token_hex(8), "newsletter": list_mark(new_name)} for row in rows]
                if marks:
                    connection.execute(insert(suppressions), marks)

    def set_demands(self, name: str, demands: str) -> None:
        """Ask for a lawful basis: letters to this list leave out everybody without one of these.

        Args:
            demands: keys of :data:`composer.contacts.contact.BASES` with blanks between them, ``any``, or nothing.

        Raises:
            NotFoundError: there is no such list. InputError: one of the words is no basis.
        """
        words = "any" if "any" in demands.split() else " ".join(read_demands(demands))
        with self._engine.begin() as connection:
            found = require_list(connection, name)
            connection.execute(update(lists).where(lists.c.id == found).values(demands=words))

    def remove(self, name: str) -> None:
        """Remove a list; the people stay, and who left it stays left should the name come back.

        Raises:
            NotFoundError: there is no such list.
        """
        with self._engine.begin() as connection:
            found = require_list(connection, name)
            keep_marks(connection, list_members.c.list == found, self._clock)
            connection.execute(delete(list_members).where(list_members.c.list == found))
            connection.execute(delete(lists).where(lists.c.id == found))

    def add(self, list_name: str, contact_ids: Sequence[str]) -> Joined:
        """Put people on a list. Whoever left it, or said no to everything, stays out and is counted.

        Raises:
            NotFoundError: there is no such list.
        """
        with self._engine.begin() as connection:
            found = require_list(connection, list_name)
            return join_list(connection, found, list_name, contact_ids, self._clock)

    def take_out(self, list_name: str, contact_ids: Sequence[str]) -> int:
        """Take people off a list as if they had never been on it (that is not an unsubscription; who left stays left).

        Returns:
            How many were on it.

        Raises:
            NotFoundError: there is no such list.
        """
        with self._engine.begin() as connection:
            found = require_list(connection, list_name)
            return sum(
                connection.execute(
                    delete(list_members).where(
                        list_members.c.list == found, list_members.c.contact.in_(chunk), list_members.c.state == "subscribed"
                    )
                ).rowcount
                for chunk in chunks(contact_ids)
            )

    def unsubscribe(self, address: str, list_name: str = "", *, newsletter: str = "", note: str = "") -> None:
        """This person does not want the letters of a list, of a newsletter (its id), or, with neither, any letter.

        Works for addresses that are not kept here, too. Nothing but the person's own wish undoes it
        (:meth:`composer.contacts.suppressions.Suppressions.lift`).

        Raises:
            InputError: the address is not usable. NotFoundError: there is no such list.
        """
        key = normalise_address(address)
        with self._engine.begin() as connection:
            if list_name:
                found = require_list(connection, list_name)
                lock_list(connection, found)
                person = select(contacts.c.id).where(contacts.c.email_key == key).scalar_subquery()
                connection.execute(
                    update(list_members)
                    .where(list_members.c.list == found, list_members.c.contact == person)
                    .values(state="unsubscribed", since=self._clock())
                )
            scope = list_mark(list_name) if list_name else newsletter
            add_mark(connection, key, "unsubscribed", newsletter=scope, note=note, at=self._clock())


def _counts(connection: Connection, statement: Select[str, int]) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in connection.execute(statement.group_by(list_members.c.list))]


def find_list(connection: Connection, name: str) -> str:
    """The id of the list of this name (capitals do not matter); empty where there is none."""
    wanted = fold(clean_text(name))
    return next((row.id for row in connection.execute(select(lists.c.id, lists.c.name)) if fold(row.name) == wanted), "")


def require_list(connection: Connection, name: str) -> str:
    """The id of the list of this name.

    Raises:
        NotFoundError: there is none.
    """
    found = find_list(connection, name)
    if not found:
        raise NotFoundError(
            _("There is no list called “{name}”.").format(name=name), _("Choose one of the lists, or make it first.")
        )
    return found


def lock_list(connection: Connection, list_id: str) -> None:
    """Let nobody else change who is on a list until this transaction ends: a no must not slip in between asking and adding."""
    connection.execute(select(lists.c.id).where(lists.c.id == list_id).with_for_update())


def create_list(connection: Connection, name: str, clock: Clock, *, sample: bool = False, description: str = "") -> str:
    """Make a list in the caller's transaction and return its id; see :meth:`ListStore.create`."""
    made = secrets.token_hex(8)
    connection.execute(
        insert(lists).values(
            id=made, name=_usable_name(connection, name), description=clean_text(description), sample=sample, made=clock()
        )
    )
    return made


def _usable_name(connection: Connection, name: str, but: str = "") -> str:
    name = clean_text(name, LONGEST_LIST_NAME)
    if not name:
        raise InputError(_("A list needs a name."), _("Type one, such as “Volunteers”."))
    if name.lower().startswith(("tag:", "segment:")):
        raise InputError(_("A list’s name cannot begin with “tag:” or “segment:”."), _("Choose another name."))
    taken = find_list(connection, name)
    if taken and taken != but:
        raise InputError(_("There is a list called “{name}” already.").format(name=name), _("Choose another name."))
    return name


def join_list(connection: Connection, list_id: str, list_name: str, contact_ids: Sequence[str], clock: Clock) -> Joined:
    """Put people on a list in the caller's transaction; see :meth:`ListStore.add`."""
    added = already = said_no = 0
    lock_list(connection, list_id)
    for chunk in chunks(list(dict.fromkeys(contact_ids))):
        people = {
            row.id: (row.email_key, row.state)
            for row in connection.execute(
                select(contacts.c.id, contacts.c.email_key, list_members.c.state)
                .outerjoin(list_members, and_(list_members.c.contact == contacts.c.id, list_members.c.list == list_id))
                .where(contacts.c.id.in_(chunk))
            )
        }
        marked = marks_for(connection, [key for key, _state in people.values()], in_force_for_list(list_name))
        new = []
        for contact, (key, state) in people.items():
            if state == "unsubscribed" or key in marked:
                said_no += 1
            elif state == "subscribed":
                already += 1
            else:
                new.append({"list": list_id, "contact": contact, "state": "subscribed", "since": clock()})
        if new:
            connection.execute(insert(list_members), new)
        added += len(new)
    return Joined(added, already, said_no)


def left_stays_left(connection: Connection, contact: str, key: str) -> None:
    """Where a mark says that the owner of a normalised address left a list, the contact who has the address now is not on it."""
    mine = select(list_members.c.list, lists.c.name).join(lists, lists.c.id == list_members.c.list)
    for list_id, name in connection.execute(mine.where(list_members.c.contact == contact)).all():
        if left_list(connection, key, name):
            of = and_(list_members.c.list == list_id, list_members.c.contact == contact)
            connection.execute(update(list_members).where(of).values(state="unsubscribed"))


def keep_marks(connection: Connection, members: ColumnElement[bool], clock: Clock) -> None:
    """Before memberships that meet ``members`` go: whoever left a list is remembered as having left it."""
    left = connection.execute(
        select(contacts.c.email_key, lists.c.name)
        .select_from(list_members)
        .join(contacts, contacts.c.id == list_members.c.contact)
        .join(lists, lists.c.id == list_members.c.list)
        .where(members, list_members.c.state == "unsubscribed")
    ).all()
    for key, name in left:
        add_mark(connection, key, "unsubscribed", newsletter=list_mark(name), at=clock())


def chunks(values: Sequence[T], size: int = _CHUNK) -> Iterator[Sequence[T]]:
    """``values`` in pieces that fit one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
