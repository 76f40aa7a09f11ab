"""The ledger: which item went out in which issue, to which list, when, and as it was then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from composer.database.tables import ledger
from composer.database.upsert import insert_or_update
from composer.library.item import Item

if TYPE_CHECKING:
    from sqlalchemy import Engine

_AT_ONCE = 500


class SentNote(msgspec.Struct, frozen=True, kw_only=True):
    """An item went out: in this issue, to this list, then. ``content_hash`` tells what it said."""

    issue_name: str
    list: str
    at: datetime
    content_hash: str = ""


class Ledger:
    """What went out of one workspace."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self, items: Iterable[Item], *, campaign: str, issue_id: str, issue_name: str, lists: Sequence[str], at: datetime
    ) -> None:
        """Note that these items went out. Noting the same twice changes nothing but the moment."""
        rows = [
            {
                "item": item.id,
                "campaign": campaign,
                "list": name,
                "issue": issue_id,
                "issue_name": issue_name,
                "content_hash": item.content_hash(),
                "at": at,
            }
            for item in items
            for name in lists
        ]
        with self._engine.begin() as connection:
            insert_or_update(connection, ledger, rows, ["item", "campaign", "list"])

    def sent(self, item_ids: Iterable[str]) -> dict[str, tuple[SentNote, ...]]:
        """When each of these items went out, newest first; those that never did are not in it."""
        wanted = sorted(set(item_ids))
        found: dict[str, list[SentNote]] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                statement = select(ledger).where(ledger.c.item.in_(wanted[start : start + _AT_ONCE])).order_by(ledger.c.at.desc())
                for row in connection.execute(statement).mappings():
                    note = SentNote(
                        issue_name=row["issue_name"], list=row["list"], at=row["at"], content_hash=row["content_hash"]
                    )
                    found.setdefault(row["item"], []).append(note)
        return {item: tuple(notes) for item, notes in found.items()}

    def last_sent(self, list_name: str) -> datetime | None:
        """When something last went out to a list."""
        with self._engine.connect() as connection:
            newest = select(ledger.c.at).where(ledger.c.list == list_name).order_by(ledger.c.at.desc()).limit(1)
            moment: datetime | None = connection.scalar(newest)
            return moment
