"""What delivery's tests share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from delivery_office import Office, ScriptedServer, new_office


@pytest.fixture
def mail_server() -> Iterator[Callable[..., ScriptedServer]]:
    """Starts mail servers; they stop with the test."""
    started: list[ScriptedServer] = []

    def start(**options: Any) -> ScriptedServer:
        started.append(ScriptedServer(**options).start())
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def office(engine: Any, clock: Any) -> Office:
    return new_office(engine, clock)


@pytest.fixture
def office_in(clock: Any) -> Iterator[Callable[[str], Office]]:
    """Opens offices in workspaces of their own, which other processes may open as well."""
    from composer.database.engine import migrate, open_engine

    engines = []

    def open_office(location: str) -> Office:
        engines.append(open_engine(location))
        migrate(engines[-1], location)
        return new_office(engines[-1], clock)

    yield open_office
    for engine in engines:
        engine.dispose()


@pytest.fixture
def certificate(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Makes self-signed certificates: (certificate, key)."""
    pytest.importorskip("cryptography")
    from certificates import self_signed

    return lambda host: self_signed(tmp_path, host)
