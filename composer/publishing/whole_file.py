"""Writes a whole file for a person, who is told in words where that fails."""

from __future__ import annotations

from pathlib import Path

from composer.errors import InputError
from composer.i18n import _
from composer.whole_file import whole_file


def write_whole(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path``; an older file stays until the new one is on the disk. Missing folders are made.

    Raises:
        InputError: it cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as out:
            out.write(content)
    except OSError as error:
        raise InputError(
            _("“{name}” cannot be written: {reason}.").format(name=path.name or path, reason=error.strerror or error),
            _("Choose another place, or make room on the disk."),
            details=str(error),
        ) from error
    return path
