"""Addresses that belong to one person: the one in use, those they had before, and those of records merged into theirs.

What is said against writing to one of them holds for all, and a file that still has an earlier one brings nobody twice. Links
are made where somebody says that it is one person (a change of address, a merge); none is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, delete, insert, select, update

from composer.database.tables import address_links, contacts

_CHUNK = 1000
Linked = tuple[str, str]
"""The keyed hash of an address, and the normalised address (empty after an erasure)."""


def link(connection: Connection, person: str, addresses: Iterable[Linked], at: datetime) -> None:
    """These addresses belong to one person, in the caller's transaction; whatever they were linked to before does so, too.

    Args:
        person: id of the contact who has the address in use.
    """
    wanted = dict(addresses)
    rows = connection.execute(select(address_links).where(address_links.c.address_hash.in_(wanted))).all()
    for other in {row.person for row in rows} - {person}:
        connection.execute(update(address_links).where(address_links.c.person == other).values(person=person))
    fresh = [
        {"address_hash": digest, "address": address, "person": person, "at": at}
        for digest, address in wanted.items()
        if digest not in {row.address_hash for row in rows}
    ]
    if fresh:
        connection.execute(insert(address_links), fresh)


def unlink(connection: Connection, digest: str, *, but: str = "") -> None:
    """This address belongs to somebody else after all (unless it is the contact's ``but``), in the caller's transaction."""
    mine = and_(address_links.c.address_hash == digest, address_links.c.person != but)
    connection.execute(delete(address_links).where(mine))


def linked_to(connection: Connection, digests: Sequence[str]) -> dict[str, list[Linked]]:
    """By the hash of an address, the other addresses of the same person; hashes without any are not in it."""
    found: dict[str, list[Linked]] = {}
    other = address_links.alias()
    same = select(address_links.c.address_hash, other.c.address_hash, other.c.address).join(
        other, and_(other.c.person == address_links.c.person, other.c.address_hash != address_links.c.address_hash)
    )
    for start in range(0, len(digests), _CHUNK):
        part = digests[start : start + _CHUNK]
        for digest, linked, address in connection.execute(same.where(address_links.c.address_hash.in_(part))):
            found.setdefault(digest, []).append((linked, address))
    return found


def addresses_in_use(connection: Connection) -> dict[str, tuple[str, str]]:
    """By every normalised address somebody had before, the one they have now, normalised and as written."""
    rows = connection.execute(
        select(address_links.c.address, contacts.c.email_key, contacts.c.email)
        .join(contacts, contacts.c.id == address_links.c.person)
        .where(address_links.c.address != "", address_links.c.address != contacts.c.email_key)
    ).all()
    taken = {row.address for row in rows}
    there: set[str] = set()
    for start in range(0, len(rows), _CHUNK):
        part = [row.address for row in rows[start : start + _CHUNK]]
        there.update(connection.scalars(select(contacts.c.email_key).where(contacts.c.email_key.in_(part))))
    return {row.address: (row.email_key, row.email) for row in rows if row.address in taken - there}


def blank(connection: Connection, digest: str) -> list[Linked]:
    """Before a person is erased: their addresses, of which only the hashes stay from now on; in the caller's transaction."""
    person = connection.scalar(select(address_links.c.person).where(address_links.c.address_hash == digest))
    if person is None:
        return []
    mine = address_links.c.person == person
    rows = connection.execute(select(address_links.c.address_hash, address_links.c.address).where(mine)).all()
    connection.execute(update(address_links).where(mine).values(address=""))
    return [(row.address_hash, row.address) for row in rows]
