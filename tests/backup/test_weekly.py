"""Backups made by themselves: when, under what name, and how many stay."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from composer.backup.weekly import KEPT, clear_old, is_due, last_made, name_for

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def made(folder: Path, at: datetime) -> Path:
    path = name_for(folder, at)
    path.write_bytes(b"x")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_once_a_week_and_a_clock_that_was_wrong_stops_nothing(tmp_path: Path) -> None:
    assert is_due(tmp_path, NOW)
    assert is_due(tmp_path / "not there", NOW)
    made(tmp_path, NOW - timedelta(days=6))
    assert not is_due(tmp_path, NOW)
    assert is_due(tmp_path, NOW + timedelta(days=2))
    made(tmp_path, NOW + timedelta(days=400))
    assert is_due(tmp_path, NOW)


def test_names_are_free_and_say_the_day(tmp_path: Path) -> None:
    assert [made(tmp_path, NOW).name for _time in range(2)] == [
        "Newsletter 2026-11-23.newsletter-backup", "Newsletter 2026-11-23 2.newsletter-backup",
    ]  # fmt: skip
    assert last_made(tmp_path) == NOW


def test_the_oldest_go_and_what_has_another_name_stays(tmp_path: Path) -> None:
    (tmp_path / "Before the move.newsletter-backup").write_bytes(b"x")
    weeks = [made(tmp_path, NOW - timedelta(weeks=ago)) for ago in range(KEPT + 2)]
    assert sorted(clear_old(tmp_path)) == sorted(weeks[-2:])
    assert (tmp_path / "Before the move.newsletter-backup").exists()
    assert len(list(tmp_path.iterdir())) == KEPT + 1
    assert clear_old(tmp_path / "not there") == []
