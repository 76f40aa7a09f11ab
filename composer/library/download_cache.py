"""Answers of web servers, kept so that nothing is fetched twice in vain and reading goes on while a server is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select

from composer.clock import Clock
from composer.database.stored_text import storable
from composer.database.tables import downloads
from composer.database.upsert import insert_or_update

KEEP_FOR = timedelta(days=60)
MAX_BYTES = 8_000_000
"""Larger answers are fetched again each time: they would make every copy of the workspace heavy."""
MAX_LOCATION = 2_000


@dataclass(frozen=True)
class CachedDownload:
    """One answer. ``etag`` and ``last_modified`` are as the server gave them, for asking whether it changed (RFC 9110 §13)."""

    etag: str
    last_modified: str
    media_type: str
    content: bytes
    fetched: datetime


class DownloadCache:
    """The kept answers of one workspace; usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def get(self, location: str) -> CachedDownload | None:
        """What the server at ``location`` last answered; None where nothing is kept."""
        query = select(downloads).where(downloads.c.location == storable(location))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return CachedDownload(row.etag, row.last_modified, row.media_type, bytes(row.content), row.fetched)

    def put(self, location: str, *, etag: str, last_modified: str, media_type: str, content: bytes) -> None:
        """Keep an answer, in the place of the one before; what nobody asked for lately goes."""
        now = self._clock()
        row = {
            "location": storable(location),
            "etag": storable(etag),
            "last_modified": storable(last_modified),
            "media_type": storable(media_type),
            "content": content,
            "fetched": now,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(downloads).where(downloads.c.fetched < now - KEEP_FOR))
            if len(content) <= MAX_BYTES and len(location) <= MAX_LOCATION:
                insert_or_update(connection, downloads, [row], ["location"])
            else:
                connection.execute(delete(downloads).where(downloads.c.location == storable(location)))
