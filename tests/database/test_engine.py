"""Opening, migrating and writing a workspace's database, as its users would notice."""

from __future__ import annotations

import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text

from composer.database import engine as engine_module
from composer.database.engine import FILE_NAME, HEAD, MIGRATIONS, meta_value, migrate, open_engine
from composer.database.search import is_search_table
from composer.database.tables import meta, metadata
from composer.errors import WorkspaceError


def test_a_migrated_database_is_what_the_tables_say(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _parents: not (kind == "table" and is_search_table(name)),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_new_folder_becomes_a_workspace_and_opens_again(tmp_path: Path) -> None:
    location = str(tmp_path / "not yet" / "there")
    for _time in range(2):
        engine = open_engine(location)
        migrate(engine, location)
        with engine.begin() as connection:
            meta_value(connection, "mark", lambda: "kept")
        engine.dispose()
    assert sorted(path.name for path in Path(location).glob("*.sqlite3")) == [FILE_NAME]
    with sqlite3.connect(Path(location) / FILE_NAME) as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'mark'").fetchone() == ("kept",)


def test_sqlite_is_set_for_safety_and_many_threads(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path))
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 10_000
    engine.dispose()


def test_threads_that_read_and_then_write_wait_for_each_other(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(meta).values(key="count", value="0"))
    start = threading.Barrier(4)

    def count_up() -> None:
        start.wait()
        for _time in range(10):
            with engine.begin() as connection:
                query = select(meta.c.value).where(meta.c.key == "count")
                value = int(connection.execute(query.with_for_update()).scalar_one())
                connection.execute(meta.update().where(meta.c.key == "count").values(value=str(value + 1)))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(count_up) for _each in range(4)]:
            done.result()
    with engine.connect() as connection:
        assert connection.execute(select(meta.c.value).where(meta.c.key == "count")).scalar_one() == "40"


def test_readers_do_not_wait_for_a_writer(engine: Engine) -> None:
    with engine.begin() as writing:
        writing.execute(insert(meta).values(key="a", value="1"))
        with engine.connect() as reading:
            assert reading.execute(select(meta.c.value)).all() == []
    with engine.connect() as reading:
        assert reading.execute(select(meta.c.value)).scalars().all() == ["1"]


def test_what_fails_in_the_middle_leaves_nothing_behind(engine: Engine) -> None:
    def fail() -> None:
        with engine.begin() as connection:
            connection.execute(insert(meta).values(key="a", value="1"))
            raise RuntimeError("the lights went out")

    with pytest.raises(RuntimeError):
        fail()
    with engine.connect() as connection:
        assert connection.execute(select(meta)).all() == []


def test_a_remembered_value_is_made_once(engine: Engine) -> None:
    with engine.begin() as connection:
        assert meta_value(connection, "salt", lambda: "first") == "first"
    with engine.begin() as connection:
        assert meta_value(connection, "salt", lambda: "second") == "first"


def test_two_programs_may_start_at_once(tmp_path: Path) -> None:
    location = str(tmp_path)
    start = threading.Barrier(3)

    def open_it() -> None:
        engine = open_engine(location)
        start.wait()
        migrate(engine, location)
        engine.dispose()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(open_it) for _each in range(3)]:
            done.result()


def test_a_workspace_of_a_newer_release_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkspaceError, match="newer release"):
        migrate(engine, "here")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    engine = open_engine(str(tmp_path))
    with pytest.raises(WorkspaceError, match="something other"):
        migrate(engine, str(tmp_path))
    engine.dispose()


def test_an_existing_workspace_is_copied_before_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location = str(tmp_path / "workspace")
    engine = open_engine(location)
    migrate(engine, location)
    with engine.begin() as connection:
        meta_value(connection, "mark", lambda: "before")
    newer = _migrations_with(
        tmp_path,
        '"""Next."""\nfrom alembic import op\nrevision = "0002"\ndown_revision = "0001"\ndef upgrade():\n'
        '    op.execute("CREATE TABLE later (id INTEGER)")\n',
    )
    monkeypatch.setattr(engine_module, "MIGRATIONS", newer)
    monkeypatch.setattr(engine_module, "HEAD", "0002")
    migrate(engine, location)
    engine.dispose()
    copies = list(Path(location).glob("workspace-before-update-0001-*.sqlite3"))
    assert len(copies) == 1
    with sqlite3.connect(copies[0]) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [("before",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    with sqlite3.connect(Path(location) / FILE_NAME) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location = str(tmp_path / "workspace")
    engine = open_engine(location)
    migrate(engine, location)
    broken = _migrations_with(
        tmp_path,
        '"""Next."""\nfrom alembic import op\nrevision = "0002"\ndown_revision = "0001"\ndef upgrade():\n'
        '    op.execute("CREATE TABLE later (id INTEGER)")\n    op.execute("SELECT * FROM no_such_table")\n',
    )
    monkeypatch.setattr(engine_module, "MIGRATIONS", broken)
    monkeypatch.setattr(engine_module, "HEAD", "0002")
    with pytest.raises(WorkspaceError, match="cannot be brought up to date"):
        migrate(engine, location)
    engine.dispose()
    with sqlite3.connect(Path(location) / FILE_NAME) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone() == (0,)


def _migrations_with(tmp_path: Path, source: str) -> Path:
    import shutil

    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_next.py").write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize("location", ["mysql://server/database", "postgresql://server:port/x", "sqlite://", "ftp://x", "://"])
def test_what_is_no_place_for_a_workspace_is_said_so(location: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_engine(location)
    assert "folder" in caught.value.remedy


def test_a_password_is_never_shown() -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_engine("mysql://anna:very-secret@server/database")
    assert "very-secret" not in str(caught.value)


def test_a_file_in_the_place_of_the_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "workspace").write_text("not a folder", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="cannot be made"):
        open_engine(str(tmp_path / "workspace"))


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(os.urandom(5_000))
    engine = open_engine(str(tmp_path))
    with pytest.raises(WorkspaceError, match="not a database"):
        migrate(engine, str(tmp_path))
    engine.dispose()


def test_a_server_that_is_not_there_is_said_so() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(WorkspaceError, match="database server"):
        migrate(engine, "postgresql://nobody@127.0.0.1:1/nothing")
    engine.dispose()
