"""How far the cells of an old Excel workbook (.xls) reach, and whether a password locks it, before it is unpacked.

Such a file is a small file system ([MS-CFB]) with one stream of records ([MS-XLS] section 2.1.4), each with a type, a length and,
where it is a cell, row and column first. See :mod:`composer.sheets.sheet_reach` for why one must know before.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFF0
"""Sector numbers from here on mean the end of a chain, a free sector or a table's own."""
_CELLS = frozenset({0x06, 0x206, 0x406, 0x02, 0x03, 0x04, 0x05, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6, 0xBD, 0xBE})
_SEVERAL_CELLS = frozenset({0xBD, 0xBE})
_LOCKED = 0x2F


@dataclass(frozen=True)
class XlsReach:
    """Rows and columns of the farthest cell, and whether the workbook is locked with a password."""

    rows: int = 0
    columns: int = 0
    locked: bool = False


def reach_of_xls(content: bytes) -> XlsReach:
    """How far the cells of the workbook in ``content`` reach.

    Raises:
        ValueError: it is no such file, or is damaged.
    """
    try:
        streams = dict(_streams(content))
    except struct.error as error:
        raise ValueError("cut short") from error
    if "EncryptedPackage" in streams:
        return XlsReach(locked=True)
    records = streams.get("Workbook") or streams.get("Book")
    if records is None:
        raise ValueError("no workbook in it")
    rows = columns = at = 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        at += 4
        if kind == _LOCKED:
            return XlsReach(locked=True)
        if kind in _CELLS and at + 4 <= len(records):
            row, column = struct.unpack_from("<HH", records, at)
            if kind in _SEVERAL_CELLS and length >= 6 and at + length <= len(records):
                column = max(column, struct.unpack_from("<H", records, at + length - 2)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += length
    return XlsReach(rows, columns)


def _streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every stream with its name ([MS-CFB] sections 2.2 to 2.6)."""
    if content[:8] != SIGNATURE:
        raise ValueError("no compound file")
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    directory, _signature, cutoff, mini_table = struct.unpack_from("<4I", content, 48)
    more_tables = struct.unpack_from("<I", content, 68)[0]
    if shift not in (9, 12) or mini_shift != 6:
        raise ValueError("odd sectors")
    size = 1 << shift

    def sector(number: int) -> bytes:
        found = content[(number + 1) * size : (number + 2) * size]
        if not found:
            raise ValueError("a sector is missing")
        return found.ljust(size, b"\0")

    tables = list(struct.unpack_from("<109I", content, 76))
    for _step in range(len(content) // size + 1):
        if more_tables >= _END:
            break
        numbers = struct.unpack(f"<{size // 4}I", sector(more_tables))
        tables += numbers[:-1]
        more_tables = numbers[-1]
    follow = [entry for number in tables if number < _END for entry in struct.unpack(f"<{size // 4}I", sector(number))]
    entries = b"".join(sector(number) for number in _chain(directory, follow))
    mini_follow = [entry for number in _chain(mini_table, follow) for entry in struct.unpack(f"<{size // 4}I", sector(number))]
    mini = b""
    for at in range(0, len(entries) - 127, 128):
        entry = entries[at : at + 128]
        (name_bytes,) = struct.unpack_from("<H", entry, 64)
        start, length = struct.unpack_from("<II", entry, 116)
        name = entry[: max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", "replace")
        if entry[66] == 5:
            mini = b"".join(sector(number) for number in _chain(start, follow))
        elif entry[66] == 2 and name in ("Workbook", "Book", "EncryptedPackage"):
            if length < cutoff:
                whole = b"".join(mini[number << 6 : (number + 1) << 6] for number in _chain(start, mini_follow))
            else:
                whole = b"".join(sector(number) for number in _chain(start, follow))
            yield name, whole[:length]


def _chain(start: int, follow: list[int]) -> Iterator[int]:
    """The sectors of a chain; a chain that goes round in a circle is damaged."""
    for _step in range(len(follow) + 1):
        if start >= _END:
            return
        yield start
        if start >= len(follow):
            raise ValueError("a chain leads nowhere")
        start = follow[start]
    raise ValueError("a chain goes round in a circle")
