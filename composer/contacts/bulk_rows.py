"""Many rows into one table at once: the statement is SQLAlchemy's, the rows go to the driver as they are.

Built for imports of hundreds of thousands of people, where preparing each value of each row anew takes longer than the
database does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], same: Mapping[str, Any]) -> None:
    """Insert ``rows``, each with the columns of the first one, and ``same`` for columns that have one value in all rows.

    Together they must give every column that has a default.
    """
    if not rows:
        return
    dialect = connection.dialect
    compiled = insert(table).compile(dialect=dialect, column_keys=[*rows[0], *same])
    ready = {name: prepare(value) if (prepare := _preparing(table, name, dialect)) else value for name, value in same.items()}
    odd = {name: prepare for name in rows[0] if (prepare := _preparing(table, name, dialect))}
    if odd:
        rows = [{**row, **{name: prepare(row[name]) for name, prepare in odd.items()}} for row in rows]
    names = compiled.positiontup
    if names is None:
        connection.exec_driver_sql(str(compiled), [{**ready, **row} for row in rows])
        return
    pick = itemgetter(*names)
    connection.exec_driver_sql(str(compiled), [pick({**ready, **row}) for row in rows])


def _preparing(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes a value fit for the driver; None where it is so already."""
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
