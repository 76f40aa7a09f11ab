"""The sources a workspace reads: an address or a file each, when it was last read, and what went wrong."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, func, insert, select, update

from composer.clock import Clock
from composer.database.tables import items, sources

if TYPE_CHECKING:
    from sqlalchemy import Engine


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One source.

    Attributes:
        last_problem: why the last try failed, in a sentence; empty where it did not.
        items: how many items on the shelf came from it.
        sample: it belongs to the sample organisation.
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


class SourceList:
    """The sources of one workspace."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[SourceRow]:
        """Every source, in the order they were added."""
        number = select(func.count()).where(items.c.source == sources.c.id).scalar_subquery()
        with self._engine.connect() as connection:
            rows = connection.execute(select(sources, number.label("items")).order_by(sources.c.added, sources.c.id)).mappings()
            return [
                SourceRow(**{name: row[name] for name in SourceRow.__struct_fields__})  # every field is a column of that name
                for row in rows
            ]

    def add(self, type: str, location: str, title: str, sample: bool = False) -> SourceRow:
        """Keep a source; the same location twice is the same source."""
        with self._engine.begin() as connection:
            known = connection.scalar(select(sources.c.id).where(sources.c.location == location))
            if known is None:
                known = secrets.token_hex(8)
                connection.execute(
                    insert(sources).values(
                        id=known,
                        type=type,
                        location=location,
                        title=title,
                        paused=False,
                        added=self._clock(),
                        last_problem="",
                        sample=sample,
                    )
                )
        return next(row for row in self.all() if row.id == known)

    def remove(self, source_id: str) -> None:
        """Read it no more. What came from it stays on the shelf."""
        with self._engine.begin() as connection:
            connection.execute(delete(sources).where(sources.c.id == source_id))

    def rename(self, source_id: str, title: str) -> None:
        """Call it something else."""
        self._change(source_id, title=title)

    def pause(self, source_id: str, paused: bool) -> None:
        """Leave it alone for now, or read it again from now on."""
        self._change(source_id, paused=paused)

    def move(self, source_id: str, location: str) -> None:
        """It is at another address from now on."""
        self._change(source_id, location=location)

    def record_read(self, source_id: str, at: datetime) -> None:
        """It was read at ``at``, without trouble."""
        self._change(source_id, last_tried=at, last_read=at, last_problem="")

    def record_problem(self, source_id: str, at: datetime, sentence: str) -> None:
        """It was tried at ``at`` and could not be read; the sentence says why."""
        self._change(source_id, last_tried=at, last_problem=sentence)

    def _change(self, source_id: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(sources).where(sources.c.id == source_id).values(**values))
