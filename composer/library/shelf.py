"""The shelf: every item there is to write about, found by words, kind, date and by whether it went out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Select, and_, case, exists, func, insert, or_, select, update

from composer.clock import Clock
from composer.database.search import index_items, matching
from composer.database.tables import items, ledger
from composer.errors import NotFoundError
from composer.i18n import _
from composer.library.item import Item, Kind
from composer.library.ledger import Ledger, SentNote

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Engine

_AT_ONCE = 500
HAPPENING = ("event",)
"""Kinds that are about a day to come: ordered by it, and not new any more once it is over."""


class Kept(msgspec.Struct, frozen=True):
    """What putting items on the shelf did: how many were new, changed, and there already."""

    new: int = 0
    changed: int = 0
    same: int = 0


class ShelfQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; everything that is given must hold.

    Attributes:
        text: the beginnings of words that must all be found.
        new_for_list: only what has not gone to this list yet (and, for events, is not over).
        since, until: published or happening in ``[since, until)``.
        upcoming_only: only what is still to happen.
        include_sent: with False, and no list, nothing that ever went out.
    """

    text: str = ""
    kinds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    new_for_list: str = ""
    since: datetime | None = None
    until: datetime | None = None
    upcoming_only: bool = False
    include_sent: bool = True
    limit: int = 200
    offset: int = 0


class ShelfRow(msgspec.Struct, frozen=True, kw_only=True):
    """An item with its history: when it was first seen, where it went out, and whether it changed since."""

    item: Item
    first_seen: datetime
    sent: tuple[SentNote, ...] = ()
    changed_since_sent: bool = False


class Shelf:
    """The items of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._ledger = Ledger(engine)

    def keep(self, found: Sequence[Item], source_id: str) -> Kept:
        """Put items on the shelf, or bring those that are there up to date; one transaction, the same again changes nothing.

        A kind that a person corrected stays corrected.
        """
        now = self._clock()
        by_id = {item.id: item for item in found}
        with self._engine.begin() as connection:
            known = self._known(connection, list(by_id))
            new, changed, same, texts = [], [], [], {}
            for item in by_id.values():
                before = known.get(item.id)
                if before is None:
                    new.append(
                        {
                            **_values(item, source_id, now),
                            "id": item.id,
                            "first_seen": now,
                            "kind_by_hand": False,
                            "hidden": False,
                        }
                    )
                    texts[item.id] = _words(item)
                    continue
                if before["kind_by_hand"]:
                    item = msgspec.structs.replace(item, kind=before["kind"], kind_reason=_("You chose it."))
                body = _body(item)
                if body == before["body"]:
                    same.append(item.id)
                    continue
                changed.append((item, before["first_seen"]))
                texts[item.id] = _words(item)
            if new:
                connection.execute(insert(items), new)
            for item, first_seen in changed:
                values = _values(item, source_id, first_seen) | {"last_seen": now}
                connection.execute(update(items).where(items.c.id == item.id).values(**values))
            for start in range(0, len(same), _AT_ONCE):
                connection.execute(update(items).where(items.c.id.in_(same[start : start + _AT_ONCE])).values(last_seen=now))
            index_items(connection, texts)
        return Kept(len(new), len(changed), len(same))

    def _known(self, connection: Connection, ids: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        columns = (items.c.id, items.c.kind, items.c.body, items.c.kind_by_hand, items.c.first_seen)
        for start in range(0, len(ids), _AT_ONCE):
            for row in connection.execute(select(*columns).where(items.c.id.in_(ids[start : start + _AT_ONCE]))).mappings():
                found[row["id"]] = row
        return found

    def find(self, query: ShelfQuery) -> list[ShelfRow]:
        """What fits, newest first; with ``upcoming_only``, what happens first comes first."""
        with self._engine.connect() as connection:
            condition = self._condition(query)
            if query.text.strip():
                words = matching(connection, items.c.id, query.text)
                if words is None:
                    return []
                condition.append(words)
            order = (items.c.starts, items.c.id) if query.upcoming_only else (items.c.sort_moment.desc(), items.c.id)
            statement = select(items.c.body, items.c.first_seen).where(*condition).order_by(*order)
            return self._rows(connection, statement.limit(query.limit).offset(query.offset))

    def _condition(self, query: ShelfQuery) -> list[ColumnElement[bool]]:
        moment = case((items.c.starts.is_not(None), items.c.starts), else_=func.coalesce(items.c.published, items.c.first_seen))
        start_of_day = self._clock().replace(hour=0, minute=0, second=0, microsecond=0)
        over = and_(items.c.kind.in_(HAPPENING), items.c.starts.is_not(None), items.c.starts < start_of_day)
        condition: list[ColumnElement[bool]] = [items.c.hidden.is_(False)]
        if query.kinds:
            condition.append(items.c.kind.in_(sorted(query.kinds)))
        if query.sources:
            condition.append(items.c.source.in_(sorted(query.sources)))
        if query.since is not None:
            # A post that was written long ago but turned up now is news here: the day it was first seen counts as well.
            condition.append(or_(moment >= query.since, and_(items.c.starts.is_(None), items.c.first_seen >= query.since)))
        if query.until is not None:
            condition.append(moment < query.until)
        if query.upcoming_only:
            condition.append(and_(items.c.starts.is_not(None), items.c.starts >= start_of_day))
        if query.new_for_list:
            gone = exists().where(ledger.c.item == items.c.id, ledger.c.list == query.new_for_list)
            condition += [~gone, ~over]
        elif not query.include_sent:
            condition += [~exists().where(ledger.c.item == items.c.id), ~over]
        return condition

    def rows(self, item_ids: Iterable[str]) -> list[ShelfRow]:
        """These items, in the order given; those that are not here any more are left out."""
        wanted = list(dict.fromkeys(item_ids))
        found: dict[str, ShelfRow] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                statement = select(items.c.body, items.c.first_seen).where(items.c.id.in_(wanted[start : start + _AT_ONCE]))
                found.update({row.item.id: row for row in self._rows(connection, statement)})
        return [found[item] for item in wanted if item in found]

    def get(self, item_id: str) -> Item:
        """One item.

        Raises:
            NotFoundError: it is not on the shelf.
        """
        rows = self.rows([item_id])
        if not rows:
            raise NotFoundError(_("There is no item “{id}” on the shelf.").format(id=item_id), _("Read the sources again."))
        return rows[0].item

    def set_kind(self, item_id: str, kind: Kind) -> None:
        """A person says what kind it is; later fetches leave that alone."""
        item = msgspec.structs.replace(self.get(item_id), kind=kind, kind_reason=_("You chose it."))
        with self._engine.begin() as connection:
            connection.execute(update(items).where(items.c.id == item_id).values(kind=kind, body=_body(item), kind_by_hand=True))

    def update(self, item: Item) -> None:
        """A correction by hand, kept until the source says something else."""
        with self._engine.begin() as connection:
            row = connection.execute(select(items.c.source, items.c.first_seen).where(items.c.id == item.id)).one()
            values = _values(item, row.source, row.first_seen) | {"last_seen": self._clock()}
            connection.execute(update(items).where(items.c.id == item.id).values(**values))
            index_items(connection, {item.id: _words(item)})

    def count(self) -> int:
        """How many items there are."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(items)) or 0

    def _rows(self, connection: Connection, statement: Select[Any]) -> list[ShelfRow]:
        read = [(msgspec.json.decode(row.body, type=Item), row.first_seen) for row in connection.execute(statement)]
        sent = self._ledger.sent(item.id for item, _first_seen in read)
        return [
            ShelfRow(
                item=item,
                first_seen=first_seen,
                sent=sent.get(item.id, ()),
                changed_since_sent=bool(sent.get(item.id)) and sent[item.id][0].content_hash != item.content_hash(),
            )
            for item, first_seen in read
        ]


def _body(item: Item) -> str:
    return msgspec.json.encode(item).decode()


def _words(item: Item) -> str:
    return " ".join((item.title, item.summary, item.text, item.author, item.place, *item.categories))


def _aware(moment: datetime | None) -> datetime | None:
    """A floating or whole-day moment as one that can be stored; good enough for sorting, the item itself keeps what it says."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=UTC)


def _values(item: Item, source_id: str, first_seen: datetime) -> dict[str, Any]:
    starts, published = _aware(item.starts), _aware(item.published)
    sort_moment = starts if item.kind in HAPPENING and starts else published or first_seen
    return {
        "source": source_id,
        "kind": item.kind,
        "title": item.title,
        "body": _body(item),
        "content_hash": item.content_hash(),
        "sort_moment": sort_moment,
        "published": published,
        "starts": starts,
        "deadline": _aware(item.deadline),
        "last_seen": first_seen,
    }
