"""The places content comes from, as the user chose them, and how reading each went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import Connection, Engine, delete, func, select, update

from composer.clock import Clock
from composer.database.stored_text import storable
from composer.database.tables import items, sources
from composer.database.upsert import insert_or_ignore
from composer.errors import InputError, NotFoundError
from composer.i18n import _
from composer.library.item import item_id

MAX_LOCATION = 2_000


@dataclass(frozen=True)
class SourceRow:
    """One source.

    Attributes:
        type: which of the program's source types reads it.
        location: web address or file.
        last_tried, last_read: when it was last asked, and when it last answered.
        last_problem: why it did not answer the last time, as a sentence; empty where it did.
        items: how many items on the shelf come from it.
        sample: it belongs to the sample organisation.
        username: who signs in there, for drafts; empty for nobody (the password is never kept here).
        moved_to: where its site says that it now lies for good; empty where it did not move.
        since: nothing older is read; None: as far back as the source sees fit.
        failures: how often in a row it could not be read.
        rests_until: when it may be asked again, after a failure; None: at any time.
        asked_to_wait: its server itself asked to be left alone until then.
    """

    id: str
    type: str
    location: str
    title: str
    paused: bool
    last_tried: datetime | None
    last_read: datetime | None
    last_problem: str
    items: int
    sample: bool
    username: str = ""
    moved_to: str = ""
    since: date | None = None
    failures: int = 0
    rests_until: datetime | None = None
    asked_to_wait: bool = False


class SourceList:
    """The sources of one workspace. Every method is one transaction; usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[SourceRow]:
        """Every source, in the order they were added."""
        with self._engine.connect() as connection:
            return _rows(connection)

    def add(self, type: str, location: str, title: str, sample: bool = False) -> SourceRow:
        """Add a source; one that is here already is returned as it is. Added after a :meth:`remove`, it knows its items again.

        Raises:
            InputError: the location is longer than any address.
        """
        location = storable(location).strip()
        if not location or len(location) > MAX_LOCATION:
            raise InputError(
                _("This address cannot be a source."), _("Give the address of a website, a feed or a calendar, or a file.")
            )
        source_id = item_id("source", same_place(location))
        row = {
            "id": source_id,
            "type": type,
            "location": location,
            "title": storable(title).strip() or location,
            "paused": False,
            "added": self._clock(),
            "last_problem": "",
            "sample": sample,
            "username": "",
            "moved_to": "",
            "failures": 0,
            "asked_to_wait": False,
        }
        with self._engine.begin() as connection:
            insert_or_ignore(connection, sources, [row])
            found = _rows(connection, source_id)
            # One that moved here keeps the id it had before.
            return found[0] if found else next(row for row in _rows(connection) if row.location == location)

    def put_back(self, row: SourceRow) -> None:
        """Undo :meth:`remove`: the source as it was."""
        names = ("id", "type", "location", "title", "paused", "last_tried", "last_read", "last_problem", "sample")
        more = ("username", "moved_to", "since", "failures", "rests_until", "asked_to_wait")
        kept = {name: getattr(row, name) for name in (*names, *more)}
        with self._engine.begin() as connection:
            insert_or_ignore(connection, sources, [{**kept, "added": self._clock()}])

    def remove(self, source_id: str) -> None:
        """Read it no longer. What came from it stays on the shelf."""
        with self._engine.begin() as connection:
            connection.execute(delete(sources).where(sources.c.id == source_id))

    def rename(self, source_id: str, title: str) -> None:
        """Give it another title."""
        self._change(source_id, title=storable(title).strip())

    def pause(self, source_id: str, paused: bool) -> None:
        """Leave it out when sources are read, or take it in again."""
        self._change(source_id, paused=paused)

    def read_since(self, source_id: str, day: date | None) -> None:
        """Read nothing older than a day; None: as far back as the source sees fit."""
        self._change(source_id, since=day)

    def sign_in(self, source_ids: Iterable[str], username: str) -> None:
        """Note who signs in at these sources; empty for nobody."""
        with self._engine.begin() as connection:
            connection.execute(
                update(sources).where(sources.c.id.in_(list(source_ids))).values(username=storable(username).strip())
            )

    def move(self, source_id: str) -> None:
        """Take over the address its site says it moved to; its items stay its own. One that is there already makes way.

        Raises:
            NotFoundError: it is not in the list.
        """
        with self._engine.begin() as connection:
            found = _rows(connection, source_id)
            if found and found[0].moved_to:
                there = sources.c.location == found[0].moved_to
                connection.execute(delete(sources).where(there, sources.c.id != source_id))
        target = found[0].moved_to if found else ""
        self._change(source_id, **({"location": target, "moved_to": ""} if target else {"moved_to": ""}))

    def record_read(self, source_id: str, at: datetime, moved_to: str = "") -> None:
        """It answered; ``moved_to`` where it says that it now lies elsewhere for good."""
        moved_to = storable(moved_to)[:MAX_LOCATION]
        rested = {"failures": 0, "rests_until": None, "asked_to_wait": False}
        self._change(source_id, last_tried=at, last_read=at, last_problem="", moved_to=moved_to, **rested)

    def record_problem(self, source_id: str, at: datetime, sentence: str) -> None:
        """It did not answer, or not as it should; ``sentence`` says why."""
        self._change(source_id, last_tried=at, last_problem=storable(sentence))

    def record_failure(
        self, source_id: str, at: datetime, sentence: str, rests_until: datetime, asked_to_wait: bool = False
    ) -> None:
        """As :meth:`record_problem`, once more in a row; left alone until ``rests_until`` (``asked_to_wait``: it said so)."""
        more = {"failures": sources.c.failures + 1, "rests_until": rests_until, "asked_to_wait": asked_to_wait}
        self._change(source_id, last_tried=at, last_problem=storable(sentence), **more)

    def _change(self, source_id: str, **values: Any) -> None:
        with self._engine.begin() as connection:
            changed = connection.execute(update(sources).where(sources.c.id == source_id).values(**values))
        if changed.rowcount != 1:
            raise NotFoundError(_("This source is no longer in your list."), _("Add it again."))


def same_place(location: str) -> str:
    """Two spellings of one web address give the same text: case of the host, a slash at the end and a fragment do not count."""
    try:
        parts = urlsplit(location)
    except ValueError:
        return location
    if parts.scheme.lower() not in ("http", "https", "webcal"):
        return location
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


def _rows(connection: Connection, source_id: str = "") -> list[SourceRow]:
    counted = select(items.c.source, func.count().label("items")).group_by(items.c.source).subquery()
    query = (
        select(sources, func.coalesce(counted.c["items"], 0).label("item_count"))
        .outerjoin(counted, counted.c.source == sources.c.id)
        .order_by(sources.c.added, sources.c.title, sources.c.id)
    )
    if source_id:
        query = query.where(sources.c.id == source_id)
    return [
        SourceRow(
            id=row.id,
            type=row.type,
            location=row.location,
            title=row.title,
            paused=row.paused,
            last_tried=row.last_tried,
            last_read=row.last_read,
            last_problem=row.last_problem,
            items=row.item_count,
            sample=row.sample,
            username=row.username,
            moved_to=row.moved_to,
            since=row.since,
            failures=row.failures,
            rests_until=row.rests_until,
            asked_to_wait=row.asked_to_wait,
        )
        for row in connection.execute(query)
    ]
