"""Old Excel workbooks: read where they are sound, refused in words where they are locked, damaged or would take all memory."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.errors import ComposerError, FormatError, InputError
from composer.sheets.workbook import OpenWorkbook, open_workbook, text_rows
from composer.sheets.xls_reach import SIGNATURE, XlsReach, reach_of_xls

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Cells = list[tuple[int, int, str | float]]
PEOPLE: Cells = [(0, 0, "Name"), (0, 1, "E-mail"), (1, 0, "Anna"), (1, 1, "anna@example.org"), (1, 2, 5.0)]


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def records(cells: Cells, *more: bytes) -> bytes:
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    end = record(0x0A)
    sheet_name = b"People"
    at = len(begin) + 4 + 8 + len(sheet_name) + len(end)
    sheets = record(0x85, struct.pack("<IBBBB", at, 0, 0, len(sheet_name), 0) + sheet_name)
    found = begin + sheets + end + record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, column, value in cells:
        if isinstance(value, str):
            found += record(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 0) + value.encode())
        else:
            found += record(0x203, struct.pack("<HHHd", row, column, 0, value))
    return found + b"".join(more) + end


def entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    shown = (name + "\0").encode("utf-16-le")
    head = shown.ljust(64, b"\0") + struct.pack("<HBBIII", len(shown), kind, 1, FREE, FREE, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def compound(stream: bytes, name: str = "Workbook", *, small: bool = False) -> bytes:
    """A compound file: sector 0 is the table of sectors, 1 the directory, then the stream (small ones in sectors of 64 bytes)."""
    if not small:
        stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    follow = [TABLE, END, *range(3, count + 2), END]
    mini_sectors = b""
    if small:
        follow.append(END)
        pieces = -(-len(stream) // 64)
        mini_sectors = struct.pack("<128I", *range(1, pieces), END, *[FREE] * (128 - pieces))
    follow += [FREE] * (128 - len(follow))
    root = entry("Root Entry", 5, 2 if small else END, len(stream) if small else 0, 1)
    directory = root + entry(name, 2, 0 if small else 2, len(stream)) + b"\0" * 256
    header = SIGNATURE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, count + 2 if small else END, int(small), END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + struct.pack("<128I", *follow) + directory + stream.ljust(count * 512, b"\0") + mini_sectors


def read(content: bytes) -> OpenWorkbook:
    return open_workbook(content, "people.xls")


@pytest.mark.parametrize("small", [False, True])
def test_an_old_workbook_is_read(small: bool) -> None:
    content = compound(records(PEOPLE), small=small)
    assert reach_of_xls(content) == XlsReach(2, 3)
    book = read(content)
    sheet = book.sheet(book.visible[0])
    assert sheet is not None
    assert list(text_rows(sheet)) == [(1, ["Name", "E-mail", ""]), (2, ["Anna", "anna@example.org", "5"])]


def test_an_older_name_of_the_stream() -> None:
    assert reach_of_xls(compound(records(PEOPLE), "Book")).rows == 2


@pytest.mark.parametrize(
    "far", [struct.pack("<HHHd", 65535, 65535, 0, 1.0), struct.pack("<HHHd", 65535, 400, 0, 1.0)], ids=["corner", "beyond"]
)
@pytest.mark.parametrize("small", [False, True])
def test_a_cell_in_the_farthest_corner_does_not_take_all_memory(far: bytes, small: bool) -> None:
    with pytest.raises(InputError, match="reaches to row 65,536"):
        read(compound(records(PEOPLE, record(0x203, far)), small=small))


def test_many_cells_in_one_record_count_to_the_last() -> None:
    several = struct.pack("<HH", 65535, 0) + b"\0" * 12 + struct.pack("<H", 65535)
    assert reach_of_xls(compound(records(PEOPLE, record(0xBD, several)))) == XlsReach(65536, 65536)


@pytest.mark.parametrize(
    "content", [compound(records(PEOPLE, record(0x2F, b"\0\0"))), compound(b"x" * 9, "EncryptedPackage")], ids=["old", "new"]
)
def test_a_password_is_told(content: bytes) -> None:
    with pytest.raises(FormatError, match="locked with a password"):
        read(content)


def test_another_document_in_the_same_kind_of_file() -> None:
    with pytest.raises(FormatError, match="not a workbook"):
        read(compound(b"\0" * 5000, "WordDocument"))


def test_a_chain_that_goes_round_in_a_circle() -> None:
    content = bytearray(compound(records(PEOPLE)))
    content[512 + 4 * 5 : 512 + 4 * 6] = struct.pack("<I", 2)
    with pytest.raises(ValueError, match="circle"):
        reach_of_xls(bytes(content))


@settings(deadline=None)
@given(st.data(), st.booleans())
def test_damaged_ones_are_read_or_refused_in_words(data: st.DataObject, small: bool) -> None:
    content = bytearray(compound(records(PEOPLE), small=small))
    for _time in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(8, len(content)))]
    with contextlib.suppress(ComposerError):
        book = read(bytes(content))
        for name in book.visible:
            sheet = book.sheet(name)
            assert sheet is None or list(text_rows(sheet)) is not None


def test_where_the_reader_itself_trips_it_is_told_in_words(capfd: pytest.CaptureFixture[str]) -> None:
    stream = records(PEOPLE)
    at = stream.index(struct.pack("<HH", 0x85, 14)) + 4
    lost = stream[:at] + struct.pack("<I", 1 << 24) + stream[at + 4 :]
    with pytest.raises(FormatError, match="is damaged"):
        read(compound(lost))
    assert "Traceback" not in capfd.readouterr().out
