"""What every test may lean on: a clock that stands still, a fresh workspace database, and no network but loopback."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of what is tested: pytest's own time limit is enough.
settings.register_profile("without a clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("without a clock")

# Before Qt is imported anywhere: no display is needed, and Chromium's sandbox cannot start as root.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POSTGRESQL = "NEWSLETTER_TEST_POSTGRESQL"


def pytest_configure(config: pytest.Config) -> None:
    """Tests that run side by side must not share a PostgreSQL database: each worker gets one of its own."""
    worker, url = os.environ.get("PYTEST_XDIST_WORKER", ""), os.environ.get(POSTGRESQL, "")
    if not worker or not url or url.endswith(f"/{worker}"):
        return
    import psycopg

    server, _slash, _database = url.rpartition("/")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [worker]).fetchone() is None:
            connection.execute(f'CREATE DATABASE "{worker}"')
    os.environ[POSTGRESQL] = f"{server}/{worker}"


@pytest.fixture
def clock() -> Any:
    """A clock that stands at 2026-11-23 09:00 UTC, a Monday."""
    from composer.clock import fixed_clock

    return fixed_clock(NOW)


@pytest.fixture
def shared_samples() -> Path:
    """Real files by others, beside the checkout; skipped where they are not."""
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip("the real-world samples are not beside this checkout")
    return folder


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """A fresh, migrated workspace database, on each engine the program knows."""
    from composer.database.engine import migrate, open_engine

    if request.param == "sqlite":
        location = str(tmp_path / "workspace")
        opened = open_engine(location)
        migrate(opened, location)
        yield opened
        opened.dispose()
        return
    url = os.environ.get(POSTGRESQL, "")
    if not url:
        pytest.skip("no PostgreSQL server: NEWSLETTER_TEST_POSTGRESQL is not set")
    from sqlalchemy import text

    opened = open_engine(url)
    with opened.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    migrate(opened, url)
    yield opened
    opened.dispose()


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails: only this machine's own addresses may be connected to."""
    connect = socket.socket.connect
    look_up = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_local(name):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


def _is_local(host: str) -> bool:
    return host in ("localhost", "::1", "") or host.startswith("127.")
