"""Workbooks: the sheet with the people, cells as a person would write them, and no bomb that goes off."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from composer.contacts.table_file import TableFile, read_content
from composer.errors import ComposerError, FormatError, InputError


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.removeprefix("hidden_"))
        sheet.sheet_state = "hidden" if name.startswith("hidden_") else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, sheet: str = "") -> TableFile:
    return read_content(content, "people.xlsx", sheet=sheet)


def with_part(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            inside = before.read(name)
            if name == part:
                assert old in inside
                inside = inside.replace(old, new)
            after.writestr(name, inside)
    return out.getvalue()


PEOPLE: list[list[Any]] = [["Name", "E-mail"], ["Anna", "anna@example.org"]]


def test_cells_as_a_person_would_write_them() -> None:
    content = workbook(
        People=[
            ["E-mail", "A", "B", "C", "D", "E", "F"],
            ["anna@example.org", 12, 1.5, date(2026, 3, 1), datetime(2026, 3, 1, 9, 30), True, None],
            ["ben@example.org", 7e20, "x", time(9, 30), datetime(2026, 3, 1), False, "=1+1"],
        ]
    )
    table = read(content)
    assert table.rows[0] == ("anna@example.org", "12", "1.5", "2026-03-01", "2026-03-01 09:30:00", "yes", "")
    assert table.rows[1][:6] == ("ben@example.org", "7e+20", "x", "09:30:00", "2026-03-01", "no")
    assert table.sheet == "People"


def test_the_visible_sheet_with_addresses_is_read() -> None:
    content = workbook(Cover=[["Members of the alliance"]], hidden_Old=PEOPLE, People=PEOPLE, More=PEOPLE)
    table = read(content)
    assert table.sheet == "People"
    assert table.other_sheets == ("Cover", "More")
    assert table.notes == (
        "1 hidden sheet was left out.",
        "Only the sheet “People” was read; there is also “Cover”, “More”.",
    )
    assert read(content, sheet="More").sheet == "More"
    assert read(content, sheet="Old").sheet == "Old"
    with pytest.raises(InputError, match="no sheet “Nowhere”"):
        read(content, sheet="Nowhere")


def test_empty_rows_and_columns_before_the_table_keep_the_row_numbers() -> None:
    content = workbook(
        People=[[], [], [None, "Name", "E-mail"], [None, "Anna", "anna@example.org"], [], [None, "Ben", "ben@example.org"]]
    )
    table = read(content)
    assert table.columns == ("Column 1", "Name", "E-mail")
    assert list(table.rows.numbered()) == [(4, ("", "Anna", "anna@example.org")), (6, ("", "Ben", "ben@example.org"))]


def test_nothing_visible_in_it() -> None:
    with pytest.raises(FormatError, match="no visible sheet with anything"):
        read(workbook(Empty=[[]], hidden_Old=PEOPLE))


def test_another_packed_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(FormatError, match="not a workbook"):
        read(out.getvalue())


FAR_AWAY = [
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>",
    b'<row r="4000000000"><c><v>1</v></c></row><row><c r="ZZZ3"><v>1</v></c></row></sheetData>',
    b'<x:row xmlns:x="u"><x:c r="xfd900000"><x:v>1</x:v></x:c></x:row></sheetData>',
    b'<row r="9000000">' + b"<c><v>1</v></c>" * 300 + b"</row></sheetData>",
]


@pytest.mark.parametrize("row", FAR_AWAY, ids=range(len(FAR_AWAY)))
def test_a_cell_in_the_farthest_corner_does_not_take_all_memory(row: bytes) -> None:
    content = with_part(workbook(People=PEOPLE), "xl/worksheets/sheet1.xml", b"</sheetData>", row)
    with pytest.raises(InputError, match="reaches to row"):
        read(content)


def ods(rows: str) -> bytes:
    out = io.BytesIO()
    kinds = "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{kinds}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content xmlns:office="{kinds}office:1.0" xmlns:table="{kinds}table:1.0" '
            f'xmlns:text="{kinds}text:1.0"><office:body><office:spreadsheet><table:table table:name="People">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def ods_row(*texts: str, rows: int = 1, columns: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'


EMPTY_CELLS = '<table:table-cell table:number-columns-repeated="16384"/>'
EMPTY_END = f'<table:table-row table:number-rows-repeated="1048570">{EMPTY_CELLS}</table:table-row>'


def test_libre_office() -> None:
    table = read(ods(ods_row("Name", "E-mail") + ods_row("Anna", "anna@example.org") + EMPTY_END))
    assert table.columns == ("Name", "E-mail")
    assert list(table.rows) == [("Anna", "anna@example.org")]


@pytest.mark.parametrize(
    "rows",
    [
        ods_row("a@example.org", rows=1_000_000, columns=90),
        EMPTY_END + ods_row("a", columns=16_384),
        ods_row("a", rows=4_000_000_000, columns=4_000_000_000),
    ],
    ids=range(3),
)
def test_repeated_cells_do_not_take_all_memory(rows: str) -> None:
    with pytest.raises(InputError, match="reaches to row"):
        read(ods(rows))


def test_what_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.sheets.workbook.LARGEST_UNPACKED", 3_000_000)
    content = with_part(workbook(People=PEOPLE), "docProps/app.xml", b"</Properties>", b" " * 4_000_000 + b"</Properties>")
    assert len(content) < 100_000
    with pytest.raises(InputError, match="unpacks to more"):
        read(content)


def test_a_binary_workbook_is_refused_in_words() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\0" * 100)
    with pytest.raises(FormatError, match="binary workbook"):
        read(out.getvalue())


WHOLE = workbook(People=[*PEOPLE, ["Ben", "ben@example.org"]])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_workbooks_are_read_or_refused_in_words(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(1, len(content)))]
    for _time in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ComposerError):
        list(read(bytes(content)).rows)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_parts_are_read_or_refused_in_words(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        part = data.draw(st.sampled_from(archive.namelist()))
        inside = archive.read(part)
    at = data.draw(st.integers(0, len(inside) - 1))
    length = data.draw(st.integers(0, 40))
    broken = (
        inside[:at]
        + data.draw(st.binary(max_size=20) | st.text("0123456789<>\"'/ ", max_size=9).map(str.encode))
        + inside[at + length :]
    )
    with contextlib.suppress(ComposerError):
        list(read(with_part(WHOLE, part, inside, broken)).rows)
