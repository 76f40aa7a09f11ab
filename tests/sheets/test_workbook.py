"""Workbooks: the sheets that are shown, cells as a person would write them, and no bomb that goes off."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from composer.errors import FormatError, InputError
from composer.sheets.workbook import open_workbook, text_rows


def a_workbook() -> bytes:
    book = Workbook()
    book.active.title = "Days"
    book.active.append(["When", "At", "Seen", "Cost"])
    book.active.append([date(2026, 3, 1), time(18, 30), datetime(2026, 3, 1, 9, 5), 12.0])
    book.create_sheet("Secret").sheet_state = "hidden"
    book.create_chartsheet("Picture")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheets_and_cells() -> None:
    book = open_workbook(a_workbook(), "days.xlsx")
    assert book.visible[0] == "Days"
    assert book.hidden == 1
    sheet = book.sheet("Days")
    assert sheet is not None
    assert list(text_rows(sheet)) == [
        (1, ["When", "At", "Seen", "Cost"]),
        (2, ["2026-03-01", "18:30:00", "2026-03-01 09:05:00", "12"]),
    ]
    assert book.quoted(("A", "B")) == "“A”, “B”"


def test_a_damaged_file_is_a_sentence() -> None:
    with pytest.raises(FormatError, match="damaged"):
        open_workbook(a_workbook()[:900], "days.xlsx")


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.sheets.workbook.MOST_CELLS", 3)
    with pytest.raises(InputError, match="reaches to row 2"):
        open_workbook(a_workbook(), "days.xlsx")
    monkeypatch.setattr("composer.sheets.workbook.LARGEST_UNPACKED", 100)
    with pytest.raises(InputError, match="unpacks to more"):
        open_workbook(a_workbook(), "days.xlsx")
