"""report: a year in figures, from a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from composer.workspace import open_workspace

Newsletter = Callable[..., Any]


@pytest.fixture
def sent(location: Path, on_record: Any) -> Path:
    """A workspace that sent two issues in 2026 and one in 2025."""
    opened = open_workspace(str(location))
    for name, year, count in (("December", 2025, 2), ("May", 2026, 4), ("June", 2026, 5)):
        month = {"December": 12, "May": 5, "June": 6}[name]
        on_record(opened.engine, name, datetime(year, month, 3, tzinfo=UTC), sent=count, refused=["550 5.1.1 no"])
    opened.lists.create("Friends")
    opened.close()
    return location


def test_the_newest_year_and_another(newsletter: Newsletter, sent: Path) -> None:
    answer = newsletter("report", "--json")
    assert answer.status == 0
    assert (answer.json["year"], [row["sent"] for row in answer.json["sendings"]]) == (2026, [4, 5])
    assert answer.json["sendings"][0]["failed"] == 1
    assert [row["issue"] for row in newsletter("report", "--year", "2025", "--json").json["sendings"]] == ["December"]
    assert "May" in newsletter("report").out


def test_files_for_the_board(newsletter: Newsletter, sent: Path, tmp_path: Path) -> None:
    for name in ("board.csv", "board.html"):
        out = tmp_path / name
        assert newsletter("report", "--list", "Friends", "--out", out, "--json").json["file"] == str(out)
        assert "June" in out.read_text("utf-8-sig")
    assert "%" not in (tmp_path / "board.csv").read_text("utf-8-sig")


def test_wrong_calls_are_said(newsletter: Newsletter, sent: Path, tmp_path: Path) -> None:
    answer = newsletter("report", "--out", tmp_path / "board.docx")
    assert answer.status == 2
    assert ".pdf" in answer.err
    answer = newsletter("report", "--list", "Foes")
    assert answer.status == 2
    assert "Foes" in answer.err


def test_nothing_sent(newsletter: Newsletter) -> None:
    answer = newsletter("report")
    assert (answer.status, answer.out) == (0, "Nothing was sent in this year.\n")
