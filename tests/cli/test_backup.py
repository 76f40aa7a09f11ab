"""backup: the whole workspace into one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Newsletter = Callable[..., Any]


def test_into_a_folder_it_gets_a_name_with_the_day(newsletter: Newsletter, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    answer = newsletter("backup", "--out", tmp_path / "kept", "--json")
    assert answer.status == 0
    written = Path(answer.json["backup"])
    assert written.parent == tmp_path / "kept"
    assert written.stat().st_size == answer.json["bytes"] > 1000
    assert answer.json["people"] > 50


def test_a_place_that_cannot_be_written_is_one_sentence(newsletter: Newsletter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answer = newsletter("backup", "--out", tmp_path / "file" / "a.newsletter-backup")
    assert answer.status == 2
    assert len(answer.err.strip().splitlines()) == 1
