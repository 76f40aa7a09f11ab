"""Opens the workspace's database and brings its schema up to date. SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from composer.database.failures import as_workspace_error, explain_failures
from composer.database.tables import meta
from composer.database.upsert import insert_or_ignore
from composer.errors import ComposerError, WorkspaceError
from composer.i18n import _

FILE_NAME = "workspace.sqlite3"
HEAD = "0001"
"""The newest migration. Kept here so that opening an up-to-date workspace does not have to load Alembic."""
BUSY_MILLISECONDS = 10_000
LOG_PAGES = 4000
"""The write-ahead log is brought into the database every 16 MB: a page that many letters change is then written there once."""
MIGRATIONS = Path(__file__).resolve().parent / "migrations"


class _SqliteEngine(Engine):
    """SQLite with one rule more: ``begin()`` is for writing and takes the write lock at once.

    A transaction that reads first and writes later cannot wait for another writer: SQLite gives up on it at once, whatever the
    busy timeout (https://www.sqlite.org/isolation.html). ``connect()`` stays a reader, and readers never wait.
    """

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self.connect() as connection:
            writing = connection.execution_options(writing=True)
            with writing.begin():
                yield writing


def open_engine(location: str) -> Engine:
    """An engine for the workspace at ``location``: a folder, ``sqlite:///…`` or ``postgresql://…``. Does not migrate.

    Usable from several threads. Write inside ``with engine.begin()``; read inside ``with engine.connect()``.

    Raises:
        WorkspaceError: the location cannot be understood or the folder cannot be made. Every later failure of the database
            itself (disk full, server gone) is a WorkspaceError too.
    """
    url = _url_of(location)
    if url.get_backend_name() == "sqlite":
        engine = _open_sqlite(url)
    else:
        engine = _open_postgresql(url)
    explain_failures(engine)
    return engine


def migrate(engine: Engine, location: str) -> None:
    """Bring the schema up to date; an existing SQLite database is first copied beside itself.

    Raises:
        WorkspaceError: a newer release wrote it, it holds something else, or it cannot be read or written.
    """
    try:
        revision = _revision(engine)
        if revision == HEAD:
            return
        _upgrade(engine, revision)
    except ComposerError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise as_workspace_error(error) or WorkspaceError(
            _("Your workspace at “{place}” cannot be brought up to date.").format(place=_shown(location)),
            _("Nothing in it was changed. Ask whoever looks after this computer."),
            details=str(error),
        ) from error


def meta_value(connection: Connection, key: str, make: Callable[[], str]) -> str:
    """What the workspace remembers under ``key``; made once with ``make`` where it is not there yet.

    ``connection`` must be a writing one (``engine.begin()``). Two processes asking at once get the same value.
    """
    query = select(meta.c.value).where(meta.c.key == key)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        insert_or_ignore(connection, meta, [{"key": key, "value": make()}])
        found = connection.execute(query).scalar_one()
    return str(found)


def _url_of(location: str) -> URL:
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser().absolute() / FILE_NAME))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError) as error:
        raise WorkspaceError(
            _("The address of your workspace's database cannot be understood."),
            _("Give a folder, or an address like postgresql://name@server/database."),
            details=str(error),
        ) from error
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database:
        return url
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise WorkspaceError(
        _("A workspace cannot be kept in “{place}”.").format(place=_shown(location)),
        _("Give a folder, or an address like postgresql://name@server/database."),
    )


def _shown(location: str) -> str:
    """The location without a password."""
    if "://" not in location:
        return location
    try:
        return make_url(location).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return location.partition("://")[0] + "://…"


def _open_sqlite(url: URL) -> Engine:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            _("The folder for your work, “{folder}”, cannot be made.").format(folder=folder),
            _("Choose another place, or ask whoever looks after this computer."),
            details=str(error),
        ) from error
    made = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000})
    engine = _SqliteEngine(made.pool, made.dialect, made.url)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        _use_wal(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Turn the write-ahead log on. SQLite does not wait for others here, whatever the time-out says, so we do."""
    latest = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > latest:
                raise
            time.sleep(0.02)
        else:
            return


def _open_postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10, "application_name": "newsletter-composer"},
        )
    except (ImportError, NoSuchModuleError) as error:
        raise WorkspaceError(
            _("This installation cannot speak to a PostgreSQL server."),
            _("Install it with: pip install newsletter-composer[postgresql]"),
            details=str(error),
        ) from error


def _revision(engine: Engine) -> str:
    """The migration the database stands at; empty for a database with nothing in it.

    Raises:
        WorkspaceError: there are tables, but none of ours.
    """
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" in tables:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
            return str(found or "")
    if tables:
        raise WorkspaceError(
            _("This database holds something other than a newsletter workspace."), _("Give one of its own, an empty one.")
        )
    return ""


def _upgrade(engine: Engine, revision: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision and revision not in known:
        raise WorkspaceError(
            _("This workspace was last used with a newer release of the program."),
            _("Update Newsletter Composer, then open it again. Nothing was changed."),
        )
    if revision and engine.dialect.name == "sqlite":
        _back_up(engine, revision)
    with engine.begin() as connection:
        if (
            engine.dialect.name == "postgresql"
        ):  # SQLite holds the write lock already; here two starts at once wait for each other
            connection.execute(text("SELECT pg_advisory_xact_lock(7305011)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _back_up(engine: Engine, revision: str) -> Path:
    """A whole copy of the SQLite database beside it, through SQLite's own backup (the WAL is included)."""
    database = Path(engine.url.database or "")
    number = 1
    while (copy := database.with_name(f"{database.stem}-before-update-{revision}-{number}{database.suffix}")).exists():
        number += 1
    with engine.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        target = sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            target.close()
    return copy
