"""Finding as one types: what a filter lets through is asked for once, and with every further letter only the words.

The whole shelf is put in its order once (20,000 items: well below a tenth of a second, off the window's thread) and kept as bare
ids; each letter then costs one look into the full-text index and a walk through the ids.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress

from sqlalchemy import Engine, select, true

from composer.clock import Clock
from composer.database.search import matching_keys, search_keys
from composer.database.tables import items
from composer.library.item import Kind
from composer.library.ledger import last_sent
from composer.library.shelf_query import ShelfQuery, conditions, groups, is_new


@dataclass(frozen=True)
class FoundIds:
    """Ids in the order they are shown.

    Attributes:
        kinds: the kinds there are items of, whatever was asked for.
        last_sent: when anything last went to the list.
    """

    new: Sequence[str]
    older: Sequence[str]
    kinds: frozenset[Kind]
    last_sent: datetime | None


@dataclass(frozen=True)
class _Ids:
    """Ids in their order, and at the same places what the full-text index calls them."""

    ids: list[str] = field(default_factory=list)
    keys: list[Hashable] = field(default_factory=list)

    def among(self, keys: set[Hashable]) -> list[str]:
        """Those that were found."""
        return list(compress(self.ids, map(keys.__contains__, self.keys)))


@dataclass(frozen=True)
class _Ordered:
    """What a filter lets through."""

    query: ShelfQuery
    list_name: str
    new: _Ids
    older: _Ids
    last_sent: datetime | None


class ShelfFinder:
    """One for each list on screen; usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._lock = threading.Lock()
        self._ordered: _Ordered | None = None
        self._kinds: frozenset[Kind] = frozenset()
        self._stale = True

    def forget(self) -> None:
        """The shelf changed: ask for everything again."""
        self._stale = True

    def find(self, query: ShelfQuery, list_name: str) -> FoundIds:
        """What suits ``query`` (its own page and list do not count), as new for ``list_name`` and older.

        Without a list everything is new: nothing was ever counted against one.
        """
        words = query.text.strip()
        with self._lock:
            ordered = self._in_order(replace(query, text=""), list_name)
            kinds = self._kinds
        if not words:
            return FoundIds(ordered.new.ids.copy(), ordered.older.ids.copy(), kinds, ordered.last_sent)
        with self._engine.connect() as connection:
            keys = matching_keys(connection, words)
        return FoundIds(ordered.new.among(keys), ordered.older.among(keys), kinds, ordered.last_sent)

    def _in_order(self, query: ShelfQuery, list_name: str) -> _Ordered:
        known = self._ordered
        if known is not None and not self._stale and (known.query, known.list_name) == (_by_the_hour(query), list_name):
            return known
        fresh, self._stale = self._stale, False
        now = self._clock()
        new, older = _Ids(), _Ids()
        with self._engine.connect() as connection:
            keys = search_keys(connection)
            wanted = conditions(connection, query, now) or []
            news = is_new(connection, query, list_name, now) if list_name else true()
            for group, order in groups(now):
                rows = connection.execute(select(items.c.id, news.label("new")).where(*wanted, *group).order_by(*order))
                for item_id, belongs in rows:
                    found = new if belongs else older
                    found.ids.append(item_id)
                    found.keys.append(keys.get(item_id))
            if fresh or known is None:
                kinds = connection.execute(select(items.c.kind).where(items.c.hidden.is_(False)).distinct()).scalars()
                self._kinds = frozenset(kinds)
            last = last_sent(connection, list_name) if list_name else None
        self._ordered = _Ordered(_by_the_hour(query), list_name, new, older, last)
        return self._ordered


def _by_the_hour(query: ShelfQuery) -> ShelfQuery:
    """The query with its moments cut to the hour: a filter that reckons from now is not another one with every key."""

    def cut(moment: datetime | None) -> datetime | None:
        return moment.replace(minute=0, second=0, microsecond=0) if moment is not None else None

    def cut_both(span: tuple[datetime, datetime] | None) -> tuple[datetime, datetime] | None:
        if span is None:
            return None
        first, last = (moment.replace(minute=0, second=0, microsecond=0) for moment in span)
        return first, last

    return replace(
        query,
        since=cut(query.since),
        until=cut(query.until),
        happening=cut_both(query.happening),
        closing=cut_both(query.closing),
    )
