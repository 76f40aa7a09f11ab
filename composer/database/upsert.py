"""Insert where new, update where known: one statement on either engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    # Both dialects spell ON CONFLICT the same; SQLAlchemy only keeps the method on each one's own insert.
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    # Only where it is used: its modules take as long to load as all of our own of the database.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def insert_or_ignore(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert ``rows``; those that clash with a unique key are left as they are."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), [dict(row) for row in rows])


def insert_or_update(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> None:
    """Insert ``rows``; where one with the same ``keys`` stands, its other given columns take the new values.

    All rows hold the same columns; ``keys`` are the columns of a primary key or unique constraint.
    """
    if not rows:
        return
    statement = _insert(connection, table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(keys), set_=changed)
        if changed
        else statement.on_conflict_do_nothing(index_elements=list(keys)),
        [dict(row) for row in rows],
    )
