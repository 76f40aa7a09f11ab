"""Numbers a database counts by itself, after rows were brought in that carry their own."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select

from composer.database.tables import metadata


def count_on(connection: Connection) -> None:
    """Have every table that numbers its rows go on after its highest one.

    SQLite looks at the rows themselves; PostgreSQL's sequences have to be told (``setval``).
    """
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        counted = table.autoincrement_column
        if counted is not None and counted.autoincrement is True:
            _tell(connection, table, counted.name)


def _tell(connection: Connection, table: Table, column: str) -> None:
    highest = connection.execute(select(func.max(table.c[column]))).scalar_one_or_none()
    if highest is not None:
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, column), highest)))
