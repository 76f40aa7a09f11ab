"""Everything there is to write about: kept, found, and told apart into what is new for a list and what its people had before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, bindparam, func, select, update

from composer.clock import Clock
from composer.database.search import index_items
from composer.database.stored_text import storable, storable_json
from composer.database.tables import items as items_table
from composer.database.upsert import insert_or_update
from composer.errors import NotFoundError
from composer.i18n import _
from composer.library.item import Item, Kind
from composer.library.ledger import SentNote, sent_notes
from composer.library.shelf_query import HOME_ZONE, ShelfQuery, conditions, groups, moments_of

__all__ = ["Kept", "SentNote", "Shelf", "ShelfQuery", "ShelfRow"]

_AT_ONCE = 500


@dataclass(frozen=True)
class Kept:
    """What came of keeping items: how many were not here before, how many say something else now, how many are as they were."""

    new: int
    changed: int
    same: int


@dataclass(frozen=True)
class ShelfRow:
    """An item with what the shelf knows about it.

    Attributes:
        first_seen, last_seen: when it was first and last read from its source.
        sent: when and where it went out, the latest first.
        changed_since_sent: it says something else now than when it last went out.
    """

    item: Item
    first_seen: datetime
    sent: tuple[SentNote, ...]
    changed_since_sent: bool
    last_seen: datetime


class Shelf:
    """The items of one workspace. Every method is one transaction; usable from several threads.

    Args:
        zone: where times of day without a zone are meant.
    """

    def __init__(self, engine: Engine, clock: Clock, zone: ZoneInfo = HOME_ZONE) -> None:
        self._engine = engine
        self._clock = clock
        self._zone = zone

    def keep(self, items: Sequence[Item], source_id: str) -> Kept:
        """Keep what was read from a source. Keeping the same again changes nothing; what a person corrected stays corrected.

        An item that another source gave in full is not replaced by a shortened one.
        """
        given = {item.id: msgspec.structs.replace(item, source=source_id) for item in items}
        now = self._clock()
        new = changed = 0
        rows: list[dict[str, Any]] = []
        with self._engine.begin() as connection:
            known = _stored(connection, given)
            for item in given.values():
                before = known.get(item.id)
                if before is None:
                    new += 1
                    rows.append(self._row(item, {}, first_seen=now, last_seen=now))
                    continue
                kept = _item(before)
                if item.cut_off and not kept.cut_off and before.source != source_id:
                    continue
                corrections = msgspec.json.decode(before.by_hand)
                after = _corrected(item, corrections)
                if after != kept:
                    changed += after.content_hash() != before.content_hash
                    rows.append(self._row(after, corrections, first_seen=before.first_seen, last_seen=now))
            _write(connection, rows)
            _seen(connection, given, now)
        return Kept(new, changed, len(given) - new - changed)

    def find(self, query: ShelfQuery) -> list[ShelfRow]:
        """What suits ``query``: posts, the newest first; then events and days to come, the next first; then those gone by."""
        with self._engine.connect() as connection:
            wanted = conditions(connection, query, self._clock())
            if wanted is None:
                return []
            found: list[Row[Any]] = []
            skip = query.offset
            for group, order in groups(self._clock()):
                if len(found) >= query.limit:
                    break
                rows = _page(connection, [*wanted, *group], order, query.limit - len(found), skip)
                found.extend(rows)
                if rows or not skip:
                    skip = 0
                else:
                    skip -= _count(connection, [*wanted, *group])
            return _shelf_rows(connection, found)

    def get(self, item_id: str) -> Item:
        """One item.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._engine.connect() as connection:
            return _item(_one(connection, item_id))

    def rows(self, ids: Iterable[str]) -> list[ShelfRow]:
        """The items with these ids, in that order; those that are not here are left out."""
        wanted = list(dict.fromkeys(ids))
        with self._engine.connect() as connection:
            known = _stored(connection, wanted)
            return _shelf_rows(connection, [known[item] for item in wanted if item in known])

    def set_kind(self, item_id: str, kind: Kind) -> None:
        """Correct an item's kind; reading its source again does not undo that.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._engine.begin() as connection:
            before = _one(connection, item_id)
            self._correct(connection, before, msgspec.structs.replace(_item(before), kind=kind))

    def update(self, item: Item) -> None:
        """Keep a person's corrections of an item; reading its source again does not undo them.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._engine.begin() as connection:
            self._correct(connection, _one(connection, item.id), item)

    def hide(self, item_id: str, hidden: bool = True) -> None:
        """Never offer this item again, or offer it again."""
        with self._engine.begin() as connection:
            _one(connection, item_id)
            connection.execute(update(items_table).where(items_table.c.id == item_id).values(hidden=hidden))

    def count(self) -> int:
        """How many items there are."""
        with self._engine.connect() as connection:
            return _count(connection, [])

    def kinds(self) -> frozenset[Kind]:
        """The kinds there are items of."""
        with self._engine.connect() as connection:
            query = select(items_table.c.kind).where(items_table.c.hidden.is_(False)).distinct()
            return frozenset(connection.execute(query).scalars())

    def _correct(self, connection: Connection, before: Row[Any], after: Item) -> None:
        kept = _item(before)
        fields = [info.name for info in msgspec.structs.fields(Item) if info.name not in ("id", "source")]
        different = {name: getattr(after, name) for name in fields if getattr(after, name) != getattr(kept, name)}
        corrections = {**msgspec.json.decode(before.by_hand), **msgspec.to_builtins(different)}
        after = msgspec.structs.replace(kept, **different)
        _write(connection, [self._row(after, corrections, first_seen=before.first_seen, last_seen=before.last_seen)])

    def _row(self, item: Item, corrections: dict[str, Any], *, first_seen: datetime, last_seen: datetime) -> dict[str, Any]:
        moments = moments_of(item, self._zone)
        return {
            "id": item.id,
            "source": item.source,
            "kind": item.kind,
            "title": storable(item.title),
            "body": storable_json(item).decode(),
            "content_hash": item.content_hash(),
            "sort_moment": moments.starts or item.published or first_seen,
            "published": item.published,
            "starts": moments.starts,
            "ends": moments.ends,
            "deadline": moments.deadline,
            "first_seen": first_seen,
            "last_seen": last_seen,
            "by_hand": storable_json(corrections).decode(),
        }


def _corrected(item: Item, corrections: dict[str, Any]) -> Item:
    """The item as its source gives it, with what a person corrected laid over it."""
    return msgspec.convert({**msgspec.to_builtins(item), **corrections}, Item) if corrections else item


def _write(connection: Connection, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        insert_or_update(connection, items_table, part, ["id"])
        index_items(connection, {row["id"]: _words(msgspec.json.decode(row["body"], type=Item)) for row in part})


def _words(item: Item) -> str:
    """Everything an item can be found by."""
    parts = (item.title, item.author, item.place, item.contact, *item.categories, item.summary, item.text)
    return " ".join(part for part in parts if part)


def _seen(connection: Connection, ids: Iterable[str], at: datetime) -> None:
    rows = [{"seen": item} for item in ids]
    if rows:
        connection.execute(update(items_table).where(items_table.c.id == bindparam("seen")).values(last_seen=at), rows)


def _stored(connection: Connection, ids: Iterable[str]) -> dict[str, Row[Any]]:
    wanted = sorted(set(ids))
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query: Select[Any] = select(items_table).where(items_table.c.id.in_(wanted[start : start + _AT_ONCE]))
        found.update({row.id: row for row in connection.execute(query)})
    return found


def _one(connection: Connection, item_id: str) -> Row[Any]:
    query: Select[Any] = select(items_table).where(items_table.c.id == item_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("This post or event is no longer on your shelf."), _("Read your sources again."), details=item_id)
    return row


def _page(
    connection: Connection, wanted: list[ColumnElement[bool]], order: tuple[ColumnElement[Any], ...], limit: int, offset: int
) -> Sequence[Row[Any]]:
    query: Select[Any] = select(items_table).where(*wanted).order_by(*order).limit(limit).offset(offset)
    return connection.execute(query).all()


def _count(connection: Connection, wanted: list[ColumnElement[bool]]) -> int:
    return int(connection.execute(select(func.count()).select_from(items_table).where(*wanted)).scalar_one())


def _item(row: Row[Any]) -> Item:
    return msgspec.json.decode(row.body, type=Item)


def _shelf_rows(connection: Connection, rows: Sequence[Row[Any]]) -> list[ShelfRow]:
    notes = sent_notes(connection, [row.id for row in rows])
    found = []
    for row in rows:
        sent, sent_hash = notes.get(row.id, ((), row.content_hash))
        found.append(ShelfRow(_item(row), row.first_seen, sent, sent_hash != row.content_hash, row.last_seen))
    return found
