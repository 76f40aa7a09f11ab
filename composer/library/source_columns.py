"""What the columns of a table hold where a person said so: remembered for each file or address, heading by heading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import Engine, delete, insert, select

from composer.clock import Clock
from composer.database.stored_text import storable
from composer.database.tables import source_columns


class SourceColumns:
    """The choices of one workspace. Every method is one transaction; usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> dict[str, dict[str, str]]:
        """Every choice: location -> heading -> what the column holds (empty: nothing that is wanted)."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(source_columns.c.location, source_columns.c.columns))
            return {row.location: json.loads(row.columns) for row in rows}

    def remember(self, location: str, columns: Mapping[str, str]) -> None:
        """Keep what a person chose for the table at ``location``; no columns at all forget the choice."""
        place = storable(location)
        key = hashlib.sha256(place.encode()).hexdigest()
        with self._engine.begin() as connection:
            connection.execute(delete(source_columns).where(source_columns.c.location_hash == key))
            if columns:
                kept = json.dumps({storable(heading): field for heading, field in columns.items()}, ensure_ascii=False)
                row = {"location_hash": key, "location": place, "columns": kept, "used": self._clock()}
                connection.execute(insert(source_columns).values(row))
