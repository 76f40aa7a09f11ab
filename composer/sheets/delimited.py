"""Delimited text of any make: whatever separates its columns, whatever its encoding, with headings or without.

A line that is written another way than the rest (other separators, a quotation mark that is never closed) is read the way
it is written, and the user is told how many there were: no line is lost, and none swallows those after it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from composer.errors import FormatError
from composer.i18n import _, ngettext
from composer.sheets.text_encoding import find_encoding

NumberedRow = tuple[int, Sequence[str]]
"""A row and its number in the file (from 1), as a spreadsheet shows it."""
Telling = Callable[[str], bool]
"""Says of a cell that it is what such a file is about (an address, a date): a line that holds one is cut rightly."""

DELIMITERS = (",", ";", "\t", "|", "\x1f", "^", "~")
_LONGEST_RECORD = 100
"""Lines one quoted cell may run over; more means that its quotation mark is never closed."""
_SAMPLE_CHARACTERS = 64_000


@dataclass(frozen=True)
class DelimitedText:
    """A text of rows.

    Attributes:
        encoding, delimiter: as found.
        rows: gives every row that is not empty afresh; counts in the tally what is odd, for :func:`notes_on`.
    """

    encoding: str
    delimiter: str
    rows: Callable[[Counter[str]], Iterator[NumberedRow]]


def open_delimited(content: bytes, name: str, telling: Telling) -> DelimitedText:
    """The rows in delimited text.

    Raises:
        FormatError: it is no text.
    """
    encoding = find_encoding(content)
    sample = _open(content, encoding).read(_SAMPLE_CHARACTERS)
    _refuse_what_is_no_text(sample, name)
    announced = sample[4:5] if sample[:4].lower() == "sep=" and sample[5:6] in ("\r", "\n", "") else ""
    delimiter = announced or find_delimiter(sample, telling)
    usual = _usual_width(sample, delimiter, telling)

    def read(tally: Counter[str]) -> Iterator[NumberedRow]:
        lines = _open(content, encoding)
        sure = encoding.startswith("utf-8")
        return read_rows(lines, delimiter, tally, telling, skip=1 if announced else 0, usual=usual, sure=sure)

    usual_name = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    return DelimitedText(usual_name, delimiter, read)


def _open(content: bytes, encoding: str) -> io.TextIOWrapper:
    if b"\x00" in content and not encoding.startswith(("utf-16", "utf-32")):
        content = content.replace(b"\x00", b"")
    # newline="": lines end at \n, \r\n or a lone \r, and keep their ends, as the csv module wants them.
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")


def _refuse_what_is_no_text(sample: str, name: str) -> None:
    odd = sum((character < " " and character not in "\t\r\n\f\x0b\x1f") or character == "\ufffd" for character in sample)
    if odd > len(sample) / 10:
        raise FormatError(
            _("“{name}” holds no readable text.").format(name=name),
            _("Save it from the program it comes from as .xlsx or .csv and choose that file."),
        )


def find_delimiter(sample: str, telling: Telling) -> str:
    """What separates the columns: that by which the most cells are telling, then the most rows are equally wide."""
    best, best_score = ",", (0, 0, 0)
    for delimiter in DELIMITERS:
        rows = _sample_rows(sample, delimiter, telling)
        found = sum(telling(cell) for cells in rows for cell in cells)
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        width, agreeing = widths.most_common(1)[0] if widths else (0, 0)
        score = (found, agreeing, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample_rows(sample: str, delimiter: str, telling: Telling) -> list[Sequence[str]]:
    lines = sample.splitlines(keepends=True)
    if len(sample) == _SAMPLE_CHARACTERS and len(lines) > 1:
        lines = lines[:-1]
    return [cells for _number, cells in islice(read_rows(lines, delimiter, Counter(), telling, mend=False), 200)]


def _usual_width(sample: str, delimiter: str, telling: Telling) -> int:
    """How many cells most rows have; 0 where they have one, or differ."""
    rows = _sample_rows(sample, delimiter, telling)
    width, agreeing = Counter(len(cells) for cells in rows).most_common(1)[0] if rows else (0, 0)
    return width if width > 1 and agreeing > len(rows) / 2 else 0


class _Lines(Iterator[str]):
    """Lines for a csv reader, which can be given back, and which stop a record that has no end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._given_back: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __next__(self) -> str:
        if len(self.taken) >= _LONGEST_RECORD:
            raise csv.Error("a record without end")
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        self.taken.append(line)
        self.number += 1
        return line

    def give_back_all_but_one(self) -> str:
        """Give back what the record took beyond its first line; returns that line."""
        first, *others = self.taken
        self._given_back.extendleft(reversed(others))
        self.number -= len(others)
        self.taken = [first]
        return first


def read_rows(
    source: Iterable[str],
    delimiter: str,
    tally: Counter[str],
    telling: Telling,
    *,
    skip: int = 0,
    mend: bool = True,
    usual: int = 0,
    sure: bool = False,
) -> Iterator[NumberedRow]:
    """Every row that is not empty, with the number of the line it begins in.

    Args:
        tally: counts what was odd, for :func:`notes_on`: ``open quote``, ``other delimiter <d>``, ``unreadable``.
        skip: lines to leave out at the beginning.
        mend: read single lines by another delimiter where that makes a telling cell of them and this one does not.
        usual: how many cells most rows have; those that have as many are not looked at twice.
        sure: the encoding is known to fit, so no character can be unreadable.
    """
    lines = _Lines(source)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken = []
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = _read_odd_line(lines.give_back_all_but_one(), delimiter, tally)
        if begins <= skip or not "".join(cells).strip():
            continue
        if mend and len(cells) != usual and not any(telling(cell) for cell in cells):
            cells = _by_another_delimiter(lines.taken, cells, delimiter, tally, telling)
        if not sure and any("\ufffd" in cell for cell in cells):
            tally["unreadable"] += 1
        yield begins, cells


def _read_odd_line(line: str, delimiter: str, tally: Counter[str]) -> list[str]:
    """A line whose quotation marks do not add up."""
    if line.count('"') % 2 == 0:
        try:
            return next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:  # a cell longer than the module reads
            return line.rstrip("\r\n").split(delimiter)
    tally["open quote"] += 1
    return line.rstrip("\r\n").split(delimiter)


def _by_another_delimiter(taken: list[str], cells: list[str], delimiter: str, tally: Counter[str], telling: Telling) -> list[str]:
    for other in DELIMITERS:
        if other == delimiter or other not in "".join(taken):
            continue
        try:
            found = next(csv.reader(taken, delimiter=other), [])
        except csv.Error:
            continue
        if len(found) > 1 and any(telling(cell) for cell in found):
            tally[f"other delimiter {other}"] += 1
            return found
    return cells


def notes_on(tally: Counter[str], delimiter: str) -> list[str]:
    """What the user should know of how the rows were read."""
    names = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("upright bars")}
    notes = []
    for odd, count in sorted(tally.items()):
        if odd.startswith("other delimiter "):
            other = odd.removeprefix("other delimiter ")
            notes.append(
                ngettext(
                    "{count} line separates its columns by {other} where the rest use {usual}; it was read all the same.",
                    "{count} lines separate their columns by {other} where the rest use {usual}; they were read all the same.",
                    count,
                ).format(count=count, other=names.get(other, other), usual=names.get(delimiter, delimiter))
            )
    if tally["open quote"]:
        notes.append(
            ngettext(
                "In {count} line a quotation mark is never closed; it was read as it stands.",
                "In {count} lines a quotation mark is never closed; they were read as they stand.",
                tally["open quote"],
            ).format(count=tally["open quote"])
        )
    if tally["unreadable"]:
        notes.append(
            ngettext(
                "{count} line holds characters that could not be read; they show as �.",
                "{count} lines hold characters that could not be read; they show as �.",
                tally["unreadable"],
            ).format(count=tally["unreadable"])
        )
    return notes
