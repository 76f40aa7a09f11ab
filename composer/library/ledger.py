"""Which item went out in which issue, to which list, when, and what it said then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from composer.database.stored_text import storable
from composer.database.tables import ledger
from composer.database.upsert import insert_or_ignore
from composer.library.item import Item

_AT_ONCE = 500
"""How many ids one statement asks for."""


@dataclass(frozen=True)
class SentNote:
    """One item went out once. ``list`` is the list's name; empty where an issue went to chosen people."""

    issue_name: str
    list: str
    at: datetime


class Ledger:
    """What was sent, for good: entries are only ever added."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self, items: Iterable[Item], *, campaign: str, issue_id: str, issue_name: str, lists: Sequence[str], at: datetime
    ) -> None:
        """Write down that ``items`` went out. Writing the same campaign again changes nothing."""
        rows = [
            {
                "item": item.id,
                "campaign": campaign,
                "list": storable(name),
                "issue": issue_id,
                "issue_name": storable(issue_name),
                "content_hash": item.content_hash(),
                "at": at,
            }
            for item in items
            for name in (lists or ("",))
        ]
        with self._engine.begin() as connection:
            insert_or_ignore(connection, ledger, rows)

    def sent(self, item_ids: Iterable[str]) -> dict[str, tuple[SentNote, ...]]:
        """When and where each item went out, the latest first. Items that never did are left out."""
        with self._engine.connect() as connection:
            return {item: notes for item, (notes, _hash) in sent_notes(connection, item_ids).items()}

    def last_sent(self, list_name: str) -> datetime | None:
        """When anything last went to this list."""
        with self._engine.connect() as connection:
            return last_sent(connection, list_name)


def sent_notes(connection: Connection, item_ids: Iterable[str]) -> Mapping[str, tuple[tuple[SentNote, ...], str]]:
    """For each item that went out: its notes, the latest first, and the content hash it last went out with."""
    wanted = sorted(set(item_ids))
    notes: dict[str, list[SentNote]] = {}
    hashes: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(ledger.c.item, ledger.c.issue_name, ledger.c.list, ledger.c.at, ledger.c.content_hash)
            .where(ledger.c.item.in_(wanted[start : start + _AT_ONCE]))
            .order_by(ledger.c.at.desc(), ledger.c.list)
        )
        for item, issue_name, list_name, at, content_hash in connection.execute(query):
            notes.setdefault(item, []).append(SentNote(issue_name, list_name, at))
            hashes.setdefault(item, content_hash)
    return {item: (tuple(found), hashes[item]) for item, found in notes.items()}


def last_sent(connection: Connection, list_name: str) -> datetime | None:
    """When anything last went to this list."""
    found: datetime | None = connection.execute(select(func.max(ledger.c.at)).where(ledger.c.list == list_name)).scalar()
    return found
