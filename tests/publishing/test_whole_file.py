"""A file is whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from composer.errors import InputError
from composer.publishing.whole_file import write_whole


def test_it_is_written_with_its_folders(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "a" / "b.txt", b"x").read_bytes() == b"x"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_the_older_one_stays_where_the_new_one_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_whole(tmp_path / "b.txt", b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["b.txt"]


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path, b"x")
