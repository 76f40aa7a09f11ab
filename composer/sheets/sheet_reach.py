"""How far the cells of a sheet reach, asked of its XML without unpacking it into memory.

The reader of workbooks keeps a sheet as one rectangle from its first to its last cell and ends the whole program when there
is not enough memory for it, so a file that claims a cell in the farthest corner must be found out before.
"""

from __future__ import annotations

import re

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,7})([0-9]{1,15})["']""")
_XLSX_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_XLSX_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_XLSX_TOKEN = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")
_ODS_TOKEN = re.compile(
    rb"<(?P<end>/?)(?:\w+:)?(?P<what>table-row|table-cell|covered-table-cell|table)(?P<attributes>\s[^<>]*?)?(?P<empty>/?)>"
)
_ODS_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["']([0-9]{1,15})""")
_ODS_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["']([0-9]{1,15})""")
_LONGEST_TAG = 4_000_000
"""Bytes; a tag cut in two is seen whole with the next piece, and nobody needs a longer one."""
_NOWHERE = 1_000_000_000


class SheetReach:
    """Takes one part of a packed workbook piece by piece; ``rows`` and ``columns`` are how far its cells reach, rather too far.

    Parts that are no sheet reach hardly anywhere.
    """

    def __init__(self, part: str) -> None:
        lower = part.lower().lstrip("/")
        self._ods = lower == "content.xml"
        # A sheet may lie under any name; only the texts may hold what looks like a reference and is none.
        self._xlsx = not self._ods and not lower.endswith("sharedstrings.xml")
        self._left = b""
        self._row = 0
        self._in_row = 0
        self._row_repeats = 1
        self._row_filled = False
        self._waiting = [0, 0]
        self.rows = 0
        self.columns = 0

    def take(self, piece: bytes) -> None:
        """The next piece of the part."""
        if not self._ods and not self._xlsx:
            return
        text = self._left + piece
        # What may go on in the next piece stays for it: everything from the last tag that is not closed.
        cut = text.rfind(b"<")
        cut = len(text) if cut < 0 or b">" in text[cut:] else cut
        self._left = text[cut:]
        if len(self._left) > _LONGEST_TAG:
            self.rows = self.columns = _NOWHERE
            self._left = b""
        if self._xlsx:
            self._take_xlsx(text[:cut])
        else:
            self._take_ods(text[:cut])

    def _take_xlsx(self, text: bytes) -> None:
        placed = 0
        for letters, digits in _REFERENCE.findall(text):
            self.rows = max(self.rows, int(digits))
            if letters:
                placed += 1
                self.columns = max(self.columns, _column_number(letters))
        self._row += len(_XLSX_ROW.findall(text))
        self.rows = max(self.rows, self._row)
        cells = len(_XLSX_CELL.findall(text))
        if cells and cells <= placed:
            self._in_row = 0
            return
        # Some cells do not say where they stand: they follow one another in their row.
        for token in _XLSX_TOKEN.finditer(text):
            self._in_row = 0 if token[1] == b"row" else self._in_row + 1
            self.columns = max(self.columns, self._in_row)

    def _take_ods(self, text: bytes) -> None:
        for token in _ODS_TOKEN.finditer(text):
            attributes, what = token["attributes"] or b"", token["what"]
            if what == b"table":
                self._waiting = [0, 0]
            elif what == b"table-row" and not token["end"]:
                self._row_repeats = _number(_ODS_ROWS, attributes)
                self._in_row, self._row_filled = 0, False
            elif what == b"table-row":
                # Empty rows count only where a filled one follows.
                self._waiting[0] += self._row_repeats
                if self._row_filled:
                    self._waiting[1] += self._waiting[0]
                    self._waiting[0] = 0
                    self.rows = max(self.rows, self._waiting[1])
            elif not token["end"]:
                self._in_row += _number(_ODS_COLUMNS, attributes)
                if not token["empty"] or b"value" in attributes:
                    self._row_filled = True
                    self.columns = max(self.columns, self._in_row)


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
