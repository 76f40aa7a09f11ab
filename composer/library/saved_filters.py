"""Filters kept under a name, for the whole workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from composer.clock import Clock
from composer.database.stored_text import storable, storable_json
from composer.database.tables import saved_filters
from composer.errors import InputError, NotFoundError
from composer.i18n import _
from composer.library.shelf_filter import ShelfFilter

LONGEST_NAME = 60


@dataclass(frozen=True)
class SavedFilter:
    """A filter with its name."""

    id: str
    name: str
    filter: ShelfFilter
    made: datetime


class SavedFilters:
    """Every method is one transaction; usable from several threads."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[SavedFilter]:
        """Every one, by name."""
        query = select(saved_filters).order_by(func.lower(saved_filters.c.name), saved_filters.c.id)
        with self._engine.connect() as connection:
            return [
                SavedFilter(row.id, row.name, msgspec.json.decode(row.body, type=ShelfFilter), row.made)
                for row in connection.execute(query)
            ]

    def save(self, name: str, kept: ShelfFilter) -> SavedFilter:
        """Keep a filter; one of the same name is replaced.

        Raises:
            InputError: the name is empty or too long, or the filter lets everything through.
        """
        if kept.is_empty():
            raise InputError(_("Nothing is narrowed down yet."), _("Choose something to filter by, then save it."))
        words = _name(name)
        body = storable_json(kept).decode()
        with self._engine.begin() as connection:
            known = _with_name(connection, words)
            made = SavedFilter(known or uuid4().hex, words, kept, self._clock())
            if known:
                values = {"name": words, "body": body, "made": made.made}
                connection.execute(update(saved_filters).where(saved_filters.c.id == known).values(**values))
            else:
                connection.execute(insert(saved_filters).values(id=made.id, name=words, body=body, made=made.made))
        return made

    def rename(self, filter_id: str, name: str) -> None:
        """Give it another name.

        Raises:
            InputError: the name is empty, too long, or another filter's. NotFoundError: the filter is gone.
        """
        words = _name(name)
        with self._engine.begin() as connection:
            if _with_name(connection, words) not in ("", filter_id):
                raise InputError(_("There is a filter called “{name}” already.").format(name=words), _("Choose another name."))
            changed = connection.execute(update(saved_filters).where(saved_filters.c.id == filter_id).values(name=words))
        if changed.rowcount != 1:
            raise NotFoundError(_("This filter is no longer there."), _("Save it again."))

    def remove(self, filter_id: str) -> SavedFilter | None:
        """Take it away; what it was is given back, for :meth:`put_back`. None where it was gone already."""
        found = next((one for one in self.all() if one.id == filter_id), None)
        with self._engine.begin() as connection:
            connection.execute(delete(saved_filters).where(saved_filters.c.id == filter_id))
        return found

    def put_back(self, removed: SavedFilter) -> None:
        """Undo a :meth:`remove`."""
        with self._engine.begin() as connection:
            connection.execute(delete(saved_filters).where(saved_filters.c.id == removed.id))
            body = storable_json(removed.filter).decode()
            connection.execute(insert(saved_filters).values(id=removed.id, name=removed.name, body=body, made=removed.made))


def _name(name: str) -> str:
    words = " ".join(storable(name).split())
    if not words:
        raise InputError(_("The filter has no name."), _("Give it one, like “Boats, not sent yet”."))
    if len(words) > LONGEST_NAME:
        raise InputError(_("The name is too long."), _("Use at most {count} letters.").format(count=LONGEST_NAME))
    return words


def _with_name(connection: Connection, name: str) -> str:
    rows = connection.execute(select(saved_filters.c.id, saved_filters.c.name))
    return next((row.id for row in rows if row.name.casefold() == name.casefold()), "")
