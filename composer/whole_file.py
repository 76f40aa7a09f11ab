"""A file that is whole or not there: written beside its place, put on the disk, then moved."""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

_NAME_CHARACTERS = 100
"""Of the name kept beside it: names may be as long as a folder takes (255 bytes on most systems)."""


@contextmanager
def whole_file(path: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A stream of bytes that becomes ``path`` at the end of the block; an older file stays until the new one is on the disk.

    Where the block or the disk fails nothing is left behind.

    Args:
        mode: who may read and write it, less the process's own mask (POSIX).

    Raises:
        OSError: it cannot be written there.
    """
    beside = path.with_name(f".{path.name[:_NAME_CHARACTERS]}.{secrets.token_hex(4)}.part")
    try:
        with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    _settle(path.parent)


@contextmanager
def whole_table(path: Path) -> Iterator[TextIO]:
    """The same for a table: UTF-8 with a mark, so that spreadsheets read names right; line ends stay as they are written."""
    with whole_file(path) as out:
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        try:
            yield text
        finally:
            text.detach()


def _settle(folder: Path) -> None:
    """Have the folder's new entry on the disk, where the system lets a folder be opened (Windows does not and need not)."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
