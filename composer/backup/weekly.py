"""Backups that are made by themselves: where, how often, and how many are kept."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from composer.backup.backup_file import ENDING

EVERY = timedelta(days=7)
KEPT = 8
"""Two months; older ones that were made by themselves go."""
_NAME = re.compile(rf"Newsletter \d{{4}}-\d{{2}}-\d{{2}}( \d+)?{re.escape(ENDING)}")


def name_for(folder: Path, now: datetime) -> Path:
    """A name in ``folder`` that is free: ``Newsletter 2026-11-23.newsletter-backup``."""
    stem = f"Newsletter {now:%Y-%m-%d}"
    found, number = folder / f"{stem}{ENDING}", 2
    while found.exists():
        found, number = folder / f"{stem} {number}{ENDING}", number + 1
    return found


def last_made(folder: Path) -> datetime | None:
    """When the newest backup in ``folder`` was made, by its file's time; None where there is none."""
    from datetime import UTC

    times = [found.stat().st_mtime for found in _made(folder)]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def is_due(folder: Path, now: datetime) -> bool:
    """Whether a week has passed since the last one (or there is none)."""
    last = last_made(folder)
    # A file from the future (a clock that was wrong) must not stop backups for ever.
    return last is None or not timedelta(0) <= now - last < EVERY


def clear_old(folder: Path) -> list[Path]:
    """Take away the oldest backups beyond :data:`KEPT`; files somebody named otherwise stay. Returns those that went."""
    oldest_first = sorted(_made(folder), key=lambda found: (found.stat().st_mtime, found.name))
    gone = oldest_first[: max(0, len(oldest_first) - KEPT)]
    for found in gone:
        found.unlink(missing_ok=True)
    return gone


def _made(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [found for found in folder.iterdir() if _NAME.fullmatch(found.name) and found.is_file()]
