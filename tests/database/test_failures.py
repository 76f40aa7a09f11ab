"""A database's own words become a sentence somebody can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import SQLAlchemyError

from composer.database.engine import FILE_NAME, migrate, open_engine
from composer.database.failures import as_workspace_error
from composer.database.tables import meta
from composer.errors import WorkspaceError


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path))
    migrate(engine, str(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))  # SQLite keeps the present size as the limit

    def fill() -> None:
        with engine.begin() as connection:
            connection.execute(text("PRAGMA max_page_count = 1"))
            connection.execute(insert(meta).values(key="much", value="x" * 10_000_000))

    with pytest.raises(WorkspaceError, match="disk is full") as caught:
        fill()
    assert "safe" in caught.value.remedy
    engine.dispose()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path))
    migrate(engine, str(tmp_path))
    engine.dispose()
    path = tmp_path / FILE_NAME
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    engine = open_engine(str(tmp_path))

    def write() -> None:
        with engine.begin() as connection:
            connection.execute(insert(meta).values(key="a", value="b"))

    with pytest.raises(WorkspaceError, match="damaged"):
        write()
    engine.dispose()


def test_another_program_that_writes_for_too_long_is_named(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path))
    migrate(engine, str(tmp_path))
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def write() -> None:
        with engine.connect() as connection:
            connection.execute(text("PRAGMA busy_timeout = 1"))
            connection.execute(insert(meta).values(key="a", value="b"))

    with pytest.raises(WorkspaceError, match="Another program"):
        write()
    other.close()
    engine.dispose()


def test_our_own_mistakes_stay_what_they_are(engine: Engine) -> None:
    with pytest.raises(SQLAlchemyError), engine.connect() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert as_workspace_error(ValueError("some mistake")) is None


def test_two_who_wait_for_each_other_are_told_to_try_again() -> None:
    error = as_workspace_error(RuntimeError("deadlock detected\nDETAIL:  Process 1 waits for ShareLock on transaction 2"))
    assert error is not None
    assert error.remedy == "Try again."
