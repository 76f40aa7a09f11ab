"""A database copied whole, from either engine: into a fresh SQLite file, or row by row into an empty database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from composer.database.counters import count_on
from composer.database.engine import migrate, open_engine
from composer.database.failures import as_workspace_error
from composer.database.tables import metadata
from composer.errors import WorkspaceError
from composer.i18n import _
from composer.library.item_rows import index_again

ROWS_AT_ONCE = 1000
PAGES_AT_ONCE = 4096
"""Pages SQLite copies before it lets a writer in; the copy is of one moment all the same."""


def snapshot(engine: Engine, target: Path) -> None:
    """A SQLite file at ``target`` that holds everything, as it stood at one moment. Others go on writing meanwhile.

    Raises:
        WorkspaceError: it cannot be read, or the file not be written.
    """
    try:
        if engine.dialect.name == "sqlite":
            _copy_file(engine, target)
        else:
            copied = open_engine(f"sqlite:///{target}")
            try:
                migrate(copied, str(target))
                copy_rows(engine, copied)
            finally:
                copied.dispose()
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise as_workspace_error(error) or WorkspaceError(
            _("Your work could not be copied."), _("See whether there is room on the disk."), details=str(error)
        ) from error


def copy_rows(source: Engine, target: Engine) -> None:
    """Every row of ``source`` into ``target``, which is migrated and empty, as it stood at one moment. One transaction.

    Raises:
        WorkspaceError: ``target`` holds something already.
    """
    # PostgreSQL shows each statement another moment unless told otherwise; SQLite's readers see one moment anyway.
    one_moment = {"isolation_level": "REPEATABLE READ"} if source.dialect.name == "postgresql" else {}
    with source.connect().execution_options(**one_moment) as reading, target.begin() as writing:
        for table in metadata.sorted_tables:
            if table.name != "meta" and writing.execute(select(func.count()).select_from(table)).scalar_one():
                raise WorkspaceError(_("There is work in this place already."), _("Choose an empty one; nothing was changed."))
        for table in metadata.sorted_tables:
            writing.execute(table.delete())
            found = reading.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE))
            for part in found.mappings().partitions(ROWS_AT_ONCE):
                writing.execute(insert(table), [dict(row) for row in part])
        count_on(writing)
        index_again(writing)


def _copy_file(engine: Engine, target: Path) -> None:
    with engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        copy = sqlite3.connect(target)
        try:
            source.backup(copy, pages=PAGES_AT_ONCE)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        finally:
            copy.close()
