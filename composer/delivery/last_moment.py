"""Who must not be written to, asked at the last moment: marks and unsubscriptions that came after the audience was frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from composer.contacts.addresses import domain_of
from composer.contacts.suppressions import REASONS, address_hash, find_salt, in_force
from composer.database.prepared import Prepared, any_of, filled, room_for, several
from composer.database.tables import list_members, suppressions
from composer.delivery.audience import lists_asked

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from composer.delivery.outbox_row import OutboxRow

_WEIGHT = {reason: at for at, reason in enumerate(REASONS)}


class LastMoment:
    """Asks about the people of one campaign, several at a time.

    Args:
        newsletter: its id; marks on other newsletters do not count.
        lists: the lists, tags and segments it goes to.
    """

    def __init__(self, engine: Engine, newsletter: str, lists: Sequence[str]) -> None:
        self._engine = engine
        self._newsletter = newsletter
        self._lists = lists
        self._ids: list[str] | None = None
        self._salt = ""
        self._hashes: dict[str, str] = {}
        self._marks: dict[int, Prepared] = {}  # by how many hashes they have room for
        self._memberships: dict[int, Prepared] = {}

    def against(self, connection: Connection, rows: Sequence[OutboxRow]) -> dict[int, str]:
        """The weightiest reason for each of the rows whose person must not be written to, by the row's id."""
        salt = self._salt = self._salt or find_salt(connection)
        marks: dict[str, str] = {}
        if salt:
            hashes = {self._hash_of(key) for row in rows for key in (row.email_key, domain_of(row.email_key))}
            for digest, reason in self._marks_on(connection, list(hashes)):
                marks[digest] = min(reason, marks.get(digest, reason), key=_weight)
        left = self._left(connection, rows)
        if not marks and not left:
            return {}
        found = {}
        for row in rows:
            reasons = [
                marks[digest] for key in (row.email_key, domain_of(row.email_key)) if (digest := self._hash_of(key)) in marks
            ]
            if row.contact in left:
                reasons.append("unsubscribed")
            if reasons:
                found[row.id] = min(reasons, key=_weight)
        return found

    def _left(self, connection: Connection, rows: Sequence[OutboxRow]) -> set[str]:
        """Contacts who left one of the lists and are on no other of them."""
        if self._ids is None:
            self._ids = lists_asked(connection, self._lists)
        if not self._ids:
            return set()
        states: dict[str, set[str]] = {}
        for contact, state in self._memberships_of(connection, [row.contact for row in rows], self._ids):
            states.setdefault(contact, set()).add(state)
        return {contact for contact, held in states.items() if "unsubscribed" in held and "subscribed" not in held}

    def _marks_on(self, connection: Connection, hashes: Sequence[str]) -> Iterable[Any]:
        room = room_for(len(hashes))
        marks = self._marks.get(room)
        if marks is None:
            asked = several(suppressions.c.address_hash, "hash", room)
            found = select(suppressions.c.address_hash, suppressions.c.reason).where(in_force(self._newsletter), asked)
            marks = self._marks[room] = Prepared(self._engine, found)
        return marks.run(connection, filled("hash", hashes, room))

    def _memberships_of(self, connection: Connection, people: Sequence[str], lists: Sequence[str]) -> Iterable[Any]:
        room = room_for(len(people))
        memberships = self._memberships.get(room)
        if memberships is None:
            theirs = (several(list_members.c.contact, "contact", room), any_of(list_members.c.list, lists))
            found = select(list_members.c.contact, list_members.c.state).where(*theirs)
            memberships = self._memberships[room] = Prepared(self._engine, found)
        return memberships.run(connection, filled("contact", people, room))

    def _hash_of(self, key: str) -> str:
        """As the marks know it; domains come again and again, people once or twice."""
        digest = self._hashes.get(key)
        if digest is None:
            if len(self._hashes) > 5000:
                self._hashes.clear()
            digest = self._hashes[key] = address_hash(self._salt, key)
        return digest


def _weight(reason: str) -> int:
    return _WEIGHT.get(reason, len(_WEIGHT))
