"""contacts: sheets read again, marks exchanged with sister organisations, retention."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Newsletter = Callable[..., Any]


@pytest.fixture
def sheet(newsletter: Newsletter, tmp_path: Path) -> Path:
    file = tmp_path / "members.csv"
    file.write_text("First name,E-mail\nAnna,anna@example.org\nBen,ben@example.org\n", encoding="utf-8")
    newsletter("contacts", "import", file, "--list", "Members", "--basis", "consent", "--remember")
    return file


def test_a_sheet_is_read_again(newsletter: Newsletter, sheet: Path) -> None:
    newsletter("suppress", "ben@example.org")
    sheet.write_text(sheet.read_text(encoding="utf-8") + "Cara,cara@example.org\nOops,oops\n", encoding="utf-8")
    dry = newsletter("contacts", "read-again", "--dry-run", "--json")
    assert dry.status == 1
    assert (dry.json["sheets"][0]["new"], dry.json["sheets"][0]["suppressed"]) == (1, 1)
    newsletter("contacts", "read-again", "members.csv")
    assert len(newsletter("contacts", "find", "--list", "Members", "--json").json["contacts"]) == 3
    sheet.unlink()
    assert newsletter("contacts", "read-again").status == 2
    newsletter("contacts", "read-again", "members.csv", "--drop")
    assert newsletter("contacts", "read-again", "--json").json == {"sheets": []}
    assert newsletter("contacts", "read-again", "members.csv").status == 2


def test_marks_are_exchanged(newsletter: Newsletter, sheet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(way: str, file: Path, word: str = "herring quay lantern", *more: str) -> Any:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{word}\n"))
        return newsletter("contacts", "exchange", way, file, "--word-stdin", "--json", *more)

    newsletter("suppress", "anna@example.org")
    told = tmp_path / "marks.txt"
    assert call("write", told, "herring quay lantern", "--organisation", "Quay Trust").json["marks"] == 1
    monkeypatch.setenv("NEWSLETTER_WORKSPACE", str(tmp_path / "theirs"))
    newsletter("contacts", "import", sheet, "--list", "Theirs", "--basis", "consent")
    assert call("read", told, "another word").status == 2
    assert call("read", told).json == {"organisation": "Quay Trust", "marks": 1, "known": 1}
    assert newsletter("lists", "--json").json["lists"][0]["mailable"] == 1
    assert newsletter("contacts", "exchange", "list", "--json").json["sisters"][0]["organisation"] == "Quay Trust"
    assert newsletter("contacts", "exchange", "read").status == 2


def test_who_is_due(newsletter: Newsletter, sheet: Path) -> None:
    assert newsletter("contacts", "retention", "--json").json == {"retention": []}
    rules = newsletter("contacts", "retention", "--set", "old_consent", "24", "--json").json["retention"]
    assert rules == [{"rule": "old_consent", "months": 24, "people": 0, "put_off": None}]
    assert (
        newsletter("contacts", "retention", "--put-off", "old_consent", "--json").json["retention"][0]["put_off"] == "2026-12-23"
    )
    assert newsletter("contacts", "retention", "--set", "because", "24").status == 2
    assert newsletter("contacts", "retention", "--set", "no_list", "many").status == 2
