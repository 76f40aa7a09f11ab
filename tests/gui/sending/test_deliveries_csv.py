"""The table for a spreadsheet: every letter, readable, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.delivery.campaign import Delivery
from composer.errors import WorkspaceError
from composer.gui.sending import deliveries_csv
from composer.gui.sending.deliveries_csv import as_text, write_deliveries


class Store:
    def __init__(self, rows: list[Delivery]) -> None:
        self._rows = rows

    def deliveries(self, _campaign: str, state: str = "", offset: int = 0, limit: int = 100) -> list[Delivery]:
        return self._rows[offset : offset + limit]


def delivery(number: int, **changes: Any) -> Delivery:
    values: dict[str, Any] = {
        "id": number,
        "contact": "c",
        "email": f"person{number}@example.org",
        "token": "t",
        "state": "sent",
        "attempts": 1,
        "reply": "250 2.0.0 OK",
        "at": datetime(2026, 7, 3, 14, 2, tzinfo=UTC),
        "not_before": None,
    }
    return Delivery(**{**values, **changes})


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_letter_has_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zoneinfo import ZoneInfo

    monkeypatch.setattr(deliveries_csv, "AT_ONCE", 2)
    rows = [
        delivery(1),
        delivery(2, state="failed", reply="550 5.1.1 User unknown"),
        delivery(3, state="queued", at=None, reply=""),
    ]
    path = tmp_path / "sent.csv"
    store: Any = Store(rows)
    assert write_deliveries(path, store, "c1", ZoneInfo("Europe/London")) == 3
    table = read(path)
    assert [row[0] for row in table] == ["Address", "person1@example.org", "person2@example.org", "person3@example.org"]
    assert table[1][1:3] == ["Sent", "2026-07-03 15:02:00+01:00"]
    assert table[2][1] == "Refused"
    assert "no such mailbox" in table[2][3]
    assert table[3][2] == ""
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@given(st.text(max_size=50))
def test_no_cell_is_a_formula(cell: str) -> None:
    assert not as_text(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_text(cell).removeprefix("'").endswith(cell.removeprefix("'"))


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    store: Any = Store([delivery(1)])
    with pytest.raises(WorkspaceError, match=r"sent\.csv"):
        write_deliveries(tmp_path / "gone" / "sent.csv", store, "c1", UTC)
