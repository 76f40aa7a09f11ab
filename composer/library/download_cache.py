"""What was downloaded before, so that a site is asked only for what changed, and is there when it is not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select

from composer.clock import Clock
from composer.database.tables import downloads
from composer.database.upsert import insert_or_update

if TYPE_CHECKING:
    from sqlalchemy import Engine

KEPT = 500
"""Answers kept; the oldest go first."""


class CachedDownload(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as it came, with what a conditional request needs (RFC 9110, 13.1)."""

    etag: str
    last_modified: str
    media_type: str
    content: bytes
    fetched: datetime


class DownloadCache:
    """Answers by their address."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def get(self, location: str) -> CachedDownload | None:
        """What is kept for an address; None where nothing is."""
        with self._engine.connect() as connection:
            row = connection.execute(select(downloads).where(downloads.c.location == location)).mappings().first()
        if row is None:
            return None
        return CachedDownload(
            etag=row["etag"],
            last_modified=row["last_modified"],
            media_type=row["media_type"],
            content=row["content"],
            fetched=row["fetched"],
        )

    def put(self, location: str, *, etag: str, last_modified: str, media_type: str, content: bytes) -> None:
        """Keep an answer in the place of the one before."""
        with self._engine.begin() as connection:
            insert_or_update(
                connection,
                downloads,
                [
                    {
                        "location": location,
                        "etag": etag,
                        "last_modified": last_modified,
                        "media_type": media_type,
                        "content": content,
                        "fetched": self._clock(),
                    }
                ],
                ["location"],
            )
            newest = select(downloads.c.location).order_by(downloads.c.fetched.desc()).limit(KEPT)
            connection.execute(delete(downloads).where(downloads.c.location.not_in(newest)))
