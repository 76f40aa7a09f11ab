"""A lock that one process at a time can hold, and that nobody has to clean up: it goes when the process does, however it ends.

For SQLite it is a lock on a file beside the database, held by the operating system; for PostgreSQL an advisory lock held by
a connection of its own.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, func, select


@contextmanager
def process_lock(engine: Engine, name: str, *, once: bool = False) -> Iterator[bool]:
    """Hold the lock called ``name`` inside the ``with`` block; yields False, at once, where somebody else has it.

    Args:
        once: nobody needs a lock of this name again once it was held; whoever holds it leaves nothing behind.
    """
    if engine.dialect.name == "postgresql":
        with _advisory_lock(engine, name) as held:
            yield held
        return
    folder = Path(engine.url.database or "").absolute().parent / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.lock"
    with _file_lock(path) as held:
        try:
            yield held
        finally:
            if held and once:
                with suppress(PermissionError):  # Windows removes no file that is open; an empty one stays behind there
                    path.unlink(missing_ok=True)


@contextmanager
def _advisory_lock(engine: Engine, name: str) -> Iterator[bool]:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        held = bool(connection.execute(select(func.pg_try_advisory_lock(number))).scalar_one())
        try:
            yield held
        finally:
            if held:
                connection.execute(select(func.pg_advisory_unlock(number)))


@contextmanager
def _file_lock(path: Path) -> Iterator[bool]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    held = False
    try:
        held = _try_lock(handle)
        yield held
    finally:
        if held:
            _unlock(handle)
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
