"""Everything there is to write about: kept, found, and told apart into what is new for a list and what its people had before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, func, select, true, update

from composer.clock import Clock
from composer.database.tables import item_categories, sources
from composer.database.tables import items as items_table
from composer.library.corrections import Corrections
from composer.library.item import Item, Kind
from composer.library.item_rows import (
    AT_ONCE,
    forget_rows,
    item_of,
    layers_of,
    mark_seen,
    row_of,
    stored_row,
    stored_rows,
    write_rows,
)
from composer.library.kind_rules import rules_by_source
from composer.library.layers import laid_over, with_file_facts
from composer.library.ledger import SentNote, sent_notes
from composer.library.shelf_query import HOME_ZONE, ShelfQuery, conditions, groups

__all__ = ["AlsoIn", "Choices", "Kept", "SentNote", "Shelf", "ShelfQuery", "ShelfRow"]


@dataclass(frozen=True)
class Kept:
    """What came of keeping items: how many were not here before, how many say something else now, how many are as they were;
    ``empty``: how many hold nothing to tell, and were not kept."""

    new: int
    changed: int
    same: int
    empty: int = 0


@dataclass(frozen=True)
class AlsoIn:
    """Another item that tells the same story; ``source`` is the title of the source it comes from."""

    item_id: str
    source: str


@dataclass(frozen=True)
class Choices:
    """What the shelf can be narrowed to, each with how many items it holds, the most frequent first.

    Attributes:
        sources: id, title and number.
    """

    kinds: tuple[tuple[Kind, int], ...]
    sources: tuple[tuple[str, str, int], ...]
    categories: tuple[tuple[str, int], ...]
    authors: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ShelfRow:
    """An item with what the shelf knows about it.

    Attributes:
        first_seen, last_seen: when it was first and last read from its source.
        sent: when and where it went out, the latest first.
        changed_since_sent: it says something else now than when it last went out.
        corrected: the fields a person corrected.
        also: other items that tell the same story, and the sources they come from.
    """

    item: Item
    first_seen: datetime
    sent: tuple[SentNote, ...]
    changed_since_sent: bool
    last_seen: datetime
    corrected: frozenset[str] = frozenset()
    also: tuple[AlsoIn, ...] = ()


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

        An item that another source gave in full is not replaced by a shortened one; one that says nothing is not kept.
        """
        given = {item.id: msgspec.structs.replace(item, source=source_id) for item in items if item.says_something()}
        empty = sum(not item.says_something() for item in items)
        now = self._clock()
        new = changed = 0
        rows: list[dict[str, Any]] = []
        with self._engine.begin() as connection:
            known = stored_rows(connection, given)
            rules = rules_by_source(connection, [source_id]).get(source_id, {})
            for item in given.values():
                before = known.get(item.id)
                if before is None:
                    new += 1
                    rows.append(row_of(laid_over(item, {}, rules, self._zone), self._zone, first_seen=now, last_seen=now))
                    continue
                below = layers_of(before)
                if item.cut_off and not below.item.cut_off and before.source != source_id:
                    continue
                after = laid_over(with_file_facts(item, below.given()), below.by_hand, rules, self._zone)
                if after != below:
                    changed += after.item.content_hash() != before.content_hash
                    rows.append(row_of(after, self._zone, first_seen=before.first_seen, last_seen=now))
            write_rows(connection, rows)
            mark_seen(connection, given, now)
        return Kept(new, changed, len(given) - new - changed, empty)

    def keep_exactly(self, items: Sequence[Item], source_id: str) -> Kept:
        """Keep what a source holds now, and take off the shelf what it no longer does."""
        kept = self.keep(items, source_id)
        with self._engine.begin() as connection:
            here = connection.execute(select(items_table.c.id).where(items_table.c.source == source_id)).scalars()
            forget_rows(connection, set(here) - {item.id for item in items})
        return kept

    def find(self, query: ShelfQuery) -> list[ShelfRow]:
        """What suits ``query``: posts, the newest first; events and days to come, the next first; open tenders by their closing
        date; then what is over. A story that two sources tell comes once."""
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
            return item_of(stored_row(connection, item_id))

    def rows(self, ids: Iterable[str]) -> list[ShelfRow]:
        """The items with these ids, in that order; those that are not here are left out."""
        wanted = list(dict.fromkeys(ids))
        with self._engine.connect() as connection:
            known = stored_rows(connection, wanted)
            return _shelf_rows(connection, [known[item] for item in wanted if item in known])

    @property
    def corrections(self) -> Corrections:
        """What people corrected, and the rules that came of it."""
        return Corrections(self._engine, self._clock, self._zone)

    def set_kind(self, item_id: str, kind: Kind) -> None:
        """Correct an item's kind; reading its source again does not undo that.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.corrections.set_kind(item_id, kind)

    def update(self, item: Item) -> None:
        """Keep a person's corrections of an item; reading its source again does not undo them.

        Raises:
            NotFoundError: there is none with this id.
        """
        self.corrections.update(item)

    def hide(self, item_id: str, hidden: bool = True) -> None:
        """Never offer this item again, or offer it again."""
        with self._engine.begin() as connection:
            stored_row(connection, item_id)
            connection.execute(update(items_table).where(items_table.c.id == item_id).values(hidden=hidden))

    def count(self, query: ShelfQuery | None = None) -> int:
        """How many items there are; with ``query``: that suit it, whatever its limit."""
        with self._engine.connect() as connection:
            if query is None:
                return _count(connection, [])
            wanted = conditions(connection, query, self._clock())
            return 0 if wanted is None else _count(connection, wanted)

    def choices(self) -> Choices:
        """What there is to choose from in filters."""
        shown = items_table.c.hidden.is_(False)
        with self._engine.connect() as connection:
            return Choices(
                kinds=tuple(_tally(connection, items_table.c.kind, shown)),
                sources=tuple(
                    (source, titles.get(source, source), number)
                    for titles in (_source_titles(connection),)
                    for source, number in _tally(connection, items_table.c.source, shown)
                ),
                categories=tuple(_tally(connection, item_categories.c.category, true())),
                authors=tuple(_tally(connection, items_table.c.author, shown, items_table.c.author != "")),
            )

    def kinds(self) -> frozenset[Kind]:
        """The kinds there are items of."""
        with self._engine.connect() as connection:
            query = select(items_table.c.kind).where(items_table.c.hidden.is_(False)).distinct()
            return frozenset(connection.execute(query).scalars())


def _page(
    connection: Connection, wanted: list[ColumnElement[bool]], order: tuple[ColumnElement[Any], ...], limit: int, offset: int
) -> Sequence[Row[Any]]:
    query: Select[Any] = select(items_table).where(*wanted).order_by(*order).limit(limit).offset(offset)
    return connection.execute(query).all()


def _count(connection: Connection, wanted: list[ColumnElement[bool]]) -> int:
    return int(connection.execute(select(func.count()).select_from(items_table).where(*wanted)).scalar_one())


def _tally(connection: Connection, column: ColumnElement[Any], *which: ColumnElement[bool]) -> list[tuple[Any, int]]:
    number = func.count()
    query = select(column, number).where(*which).group_by(column).order_by(number.desc(), column)
    return [(value, count) for value, count in connection.execute(query)]


def _source_titles(connection: Connection) -> dict[str, str]:
    return {row.id: row.title for row in connection.execute(select(sources.c.id, sources.c.title))}


def _also(connection: Connection, ids: Sequence[str]) -> dict[str, list[AlsoIn]]:
    query = (
        select(items_table.c.told_by, items_table.c.id, func.coalesce(sources.c.title, items_table.c.source))
        .outerjoin(sources, sources.c.id == items_table.c.source)
        .where(items_table.c.told_by.in_(ids))
        .order_by(items_table.c.richness.desc(), items_table.c.id)
    )
    found: dict[str, list[AlsoIn]] = {}
    for told_by, item_id, title in connection.execute(query):
        found.setdefault(told_by, []).append(AlsoIn(item_id, title))
    return found


def _shelf_rows(connection: Connection, rows: Sequence[Row[Any]]) -> list[ShelfRow]:
    also: dict[str, list[AlsoIn]] = {}
    for start in range(0, len(rows), AT_ONCE):
        also.update(_also(connection, [row.id for row in rows[start : start + AT_ONCE]]))
    notes = sent_notes(connection, [*(row.id for row in rows), *(one.item_id for told in also.values() for one in told)])
    found = []
    for row in rows:
        sent, sent_hash = notes.get(row.id, ((), row.content_hash))
        others = tuple(also.get(row.id, ()))
        for other in others:
            sent = tuple(sorted((*sent, *notes.get(other.item_id, ((), ""))[0]), key=lambda note: note.at, reverse=True))
        corrected = frozenset(msgspec.json.decode(row.by_hand)) if row.by_hand != "{}" else frozenset()
        changed = sent_hash != row.content_hash
        found.append(ShelfRow(item_of(row), row.first_seen, sent, changed, row.last_seen, corrected, others))
    return found
