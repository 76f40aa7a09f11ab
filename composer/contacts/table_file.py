"""A file with one person to a row, whatever made it: read_table() looks at what is inside, not at the ending of its name.

One reader per kind of file lies beside this one (``csv_file``, ``xlsx_file``, ``vcard_file``). Each hands its rows to
:func:`make_table`, which finds the heading row and says what it left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import overload

from composer.contacts.contact import clean_text
from composer.contacts.fields import field_of_heading
from composer.errors import FormatError, InputError, NotFoundError
from composer.i18n import _, ngettext
from composer.sheets.delimited import NumberedRow

LARGEST_FILE = 100_000_000
"""Bytes."""
MOST_ROWS = 500_000
MOST_COLUMNS = 300
LONGEST_CELL = 32_767
"""Characters; what a spreadsheet's own cell may hold."""

_SAMPLE = 200
_ADDRESS_CELL = re.compile(r"\s*[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+\s*|[^<>]*<\s*[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+\s*>\s*")


class Rows(Sequence[tuple[str, ...]]):
    """The rows of a table, each as wide as its columns, read again from memory each time they are asked for.

    Texts are on one line, without control characters. Empty rows are left out.
    """

    def __init__(self, read: Callable[[], Iterator[NumberedRow]], width: int, count: int) -> None:
        self._read = read
        self._width = width
        self._count = count

    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every row with its number in the file."""
        width = self._width
        for number, cells in self._read():
            row = [
                cell.strip() if cell.isprintable() and len(cell) < LONGEST_CELL else clean_cell(cell) for cell in cells[:width]
            ]
            row.extend([""] * (width - len(row)))
            yield number, tuple(row)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return (row for _number, row in self.numbered())

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[str, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | list[tuple[str, ...]]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            return list(islice(self, start, stop, step)) if step > 0 else list(self)[index]
        if index < 0:
            index += self._count
        for row in islice(self, index, index + 1) if index >= 0 else ():
            return row
        raise IndexError(index)


@dataclass(frozen=True)
class TableFile:
    """A file of people, read.

    Attributes:
        name: of the file.
        columns: headings; those the file does not give are called ``Column 3``, and every one is there once.
        encoding, delimiter: as found in a text file; else empty.
        sheet: the sheet of a workbook that was read; other_sheets: those that were not.
        header: whether the file has a heading row.
        notes: what the user should know of how it was read, in sentences.
        may_say_no: a word that means a no may stand somewhere in it (:func:`composer.contacts.sayings.may_say_no`).
        fields: what each column holds, where the kind of file says it (see :mod:`composer.contacts.fields`); else empty.
    """

    name: str
    columns: tuple[str, ...]
    rows: Rows
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    header: bool = True
    notes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    may_say_no: bool = True


def read_table(path: Path, *, sheet: str = "") -> TableFile:
    """Read a file of people: CSV or any delimited text, XLSX, XLS, ODS, vCard, or a zip of such texts.

    Args:
        sheet: the sheet of a workbook to read; empty means the first visible one with addresses in it.

    Raises:
        NotFoundError: there is no such file. FormatError: it is something else, or damaged.
        InputError: it cannot be opened, or is over a limit.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(_("“{name}” is a folder.").format(name=path.name), _("Choose a file."))
        if path.exists() and not path.is_file():
            raise InputError(_("“{name}” is not a file.").format(name=path.name), _("Choose a file."))
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise NotFoundError(_("There is no file “{name}”.").format(name=path.name), _("Choose it again.")) from error
    except (OSError, ValueError) as error:
        raise InputError(
            _("“{name}” could not be opened.").format(name=path.name),
            _("Close it in other programs and check that you may read it."),
            details=str(error),
        ) from error
    return read_content(content, path.name, sheet=sheet)


def read_content(content: bytes, name: str, *, sheet: str = "") -> TableFile:
    """Read the content of a file, or pasted text as UTF-8; arguments and errors are those of :func:`read_table`."""
    name = clean_text(name, 200) or _("the file")  # a file's name may hold what no database takes
    if len(content) > LARGEST_FILE:
        raise InputError(
            _("“{name}” is larger than {limit} MB.").format(name=name, limit=LARGEST_FILE // 1_000_000),
            _("Split it into several files."),
        )
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FormatError(_("“{name}” is empty.").format(name=name), _("Choose another file."))
    other = _something_else(content)
    if other:
        raise FormatError(
            _("“{name}” is {kind}, not a table of people.").format(name=name, kind=other),
            _("Save it from your spreadsheet program as .xlsx or .csv and choose that file."),
        )
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from composer.contacts.export_files import read_zip, with_state
        from composer.contacts.xlsx_file import read_workbook

        packed = read_zip(content, name) if content.startswith(b"PK") else None
        return packed or with_state(read_workbook(content, name, sheet))
    if b"BEGIN:VCARD" in content[:4000].replace(b"\0", b"").upper():
        from composer.contacts.vcard_file import read_cards

        return read_cards(content, name)
    from composer.contacts.csv_file import read_delimited
    from composer.contacts.export_files import with_state

    return with_state(read_delimited(content, name))


def _something_else(content: bytes) -> str:
    """What a file that is no table is, in words; empty where it may be one."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    kinds = (
        (b"%PDF", _("a PDF")),
        (b"\x89PNG", _("a picture")),
        (b"\xff\xd8\xff", _("a picture")),
        (b"GIF8", _("a picture")),
        (b"{\\rtf", _("a text document")),
        (b"SQLite format 3", _("a database")),
        (b"Rar!", _("a packed archive")),
        (b"7z\xbc\xaf", _("a packed archive")),
        (b"\x1f\x8b", _("a packed archive")),
        (b"BEGIN:VCALENDAR", _("a calendar")),
    )
    for signature, kind in kinds:
        if start.startswith(signature):
            return kind
    lower = start[:200].lower()
    if lower.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return _("a web page")
    return _("an XML file") if lower.startswith(b"<?xml") else ""


def clean_cell(cell: str) -> str:
    """A cell on one line, without control characters, no longer than a spreadsheet's own may be."""
    if cell.isprintable() and len(cell) <= LONGEST_CELL:
        return cell.strip()
    return clean_text(cell, LONGEST_CELL)


def is_address_cell(cell: str) -> bool:
    """Whether a cell holds one thing that looks like an address, with or without a name beside it."""
    return "@" in cell and _ADDRESS_CELL.fullmatch(cell) is not None


def make_table(
    name: str,
    read_and_tell: Callable[[Counter[str]], Iterator[NumberedRow]],
    *,
    notes: Callable[[Counter[str]], Sequence[str]],
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    other_sheets: tuple[str, ...] = (),
) -> TableFile:
    """A table from raw rows: finds the heading row, takes forms and lists of addresses apart, counts.

    Args:
        read_and_tell: gives every row of the file that is not empty, with its number, afresh at each call; counts what is odd.
        notes: what to tell the user of what was counted.

    Raises:
        InputError: more than :data:`MOST_ROWS` rows. FormatError: no rows.
    """

    def read() -> Iterator[NumberedRow]:
        return read_and_tell(Counter())

    width = count = cut = 0
    tally: Counter[str] = Counter()
    for _number, cells in read_and_tell(tally):
        count += 1
        width = max(width, len(cells))
        cut += max(map(len, cells), default=0) > LONGEST_CELL
        if count > MOST_ROWS + 1:
            raise InputError(
                _("“{name}” has more than {limit} rows.").format(name=name, limit=f"{MOST_ROWS:,}"),
                _("Split it into several files."),
            )
    if not count:
        raise FormatError(_("“{name}” is empty.").format(name=name), _("Choose another file."))
    said = list(notes(tally))
    if cut:
        said.append(
            ngettext(
                "{count} row holds a text too long for a cell; it was cut.",
                "{count} rows hold a text too long for a cell; they were cut.",
                cut,
            ).format(count=cut)
        )
    if width > MOST_COLUMNS:
        said.append(
            _("The file has {count} columns; those after the first {limit} were left out.").format(
                count=width, limit=MOST_COLUMNS
            )
        )
        width = MOST_COLUMNS
    sample = [[clean_cell(cell) for cell in cells[:width]] for _number, cells in islice(read(), _SAMPLE)]
    taken_apart = _take_apart_form(read, sample) or _take_apart_addresses(read, sample)
    if taken_apart:
        columns, people, note = taken_apart
        rows = Rows(lambda: iter(people), len(columns), len(people))
        return TableFile(name, columns, rows, encoding, delimiter, sheet, other_sheets, False, (*said, note))
    above_all, at = _heading_rows(sample)
    headings = _one_heading(sample[above_all : at + 1])
    if above_all > 0:
        above = " ".join(filter(None, sample[0]))[:60]
        said.append(
            ngettext(
                "{count} line above the headings was left out: “{text}”.",
                "{count} lines above the headings were left out, from “{text}”.",
                above_all,
            ).format(count=above_all, text=above)
        )

    def below() -> Iterator[NumberedRow]:
        return islice(read(), at + 1, None)

    rows = Rows(below, width, count - at - 1)
    return TableFile(name, _column_names(headings, width), rows, encoding, delimiter, sheet, other_sheets, at >= 0, tuple(said))


def _heading_row(sample: list[list[str]]) -> int:
    """Which row of the sample holds the headings; -1 where there are none."""
    first = next((at for at, row in enumerate(sample) if any(is_address_cell(cell) for cell in row)), -1)
    if first == 0:
        return -1
    candidates = sample[: min(first if first > 0 else len(sample), 20)]
    known = [sum(bool(field_of_heading(cell)) for cell in row) for row in candidates]
    if max(known, default=0):
        return known.index(max(known))
    if first > 0:
        column = next(at for at, cell in enumerate(sample[first]) if is_address_cell(cell))
        row = sample[first - 1]
        return first - 1 if column < len(row) and row[column] else -1
    texts = [cell for cell in sample[0] if cell]
    return 0 if len(sample) > 1 and texts and not any(cell[0].isdigit() for cell in texts) else -1


def _heading_rows(sample: list[list[str]]) -> tuple[int, int]:
    """The first and the last row of the headings; both -1 where there are none.

    They are two where cells are merged: "Name" over "First" and "Last", beside "Status" that reaches down over both.
    """
    at = _heading_row(sample)
    if at < 0:
        return at, at
    if at + 1 < len(sample) and _goes_on(sample[at], sample[at + 1]):
        return at, at + 1
    return (at - 1, at) if at > 0 and _goes_on(sample[at - 1], sample[at]) else (at, at)


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two rows are one heading: both hold known ones, and the lower one leaves open what the upper one says."""
    if any(is_address_cell(cell) or len(cell) > 60 for cell in lower) or not any(field_of_heading(cell) for cell in lower):
        return False
    filled = [*lower, *[""] * (len(upper) - len(lower))]
    return any(field_of_heading(cell) and not filled[column] for column, cell in enumerate(upper))


def _one_heading(rows: Sequence[Sequence[str]]) -> list[str]:
    """The headings of one or two rows, the lower one first where it says something."""
    if len(rows) < 2:
        return list(rows[0]) if rows else []
    upper, lower = rows
    width = max(len(upper), len(lower))
    cells = [[*row, *[""] * (width - len(row))] for row in (upper, lower)]
    return [below or above for above, below in zip(*cells, strict=True)]


def _column_names(headings: Sequence[str], width: int) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for at in range(width):
        heading = headings[at][:200] if at < len(headings) else ""
        name = heading = heading or _("Column {number}").format(number=at + 1)
        again = 2
        while name in names:
            name = f"{heading} ({again})"
            again += 1
        names[name] = None
    return tuple(names)


_TakenApart = tuple[tuple[str, ...], list[NumberedRow], str]


def _take_apart_form(read: Callable[[], Iterator[NumberedRow]], sample: list[list[str]]) -> _TakenApart | None:
    """People from a sheet laid out like a form, with what a value is written to its left; None where it is not one."""

    def is_form(row: Sequence[str]) -> bool:
        return any(field_of_heading(left) == "email" and is_address_cell(right) for left, right in pairwise(row))

    if not any(is_form(row) for row in sample) or _has_kinds(sample):
        return None
    labels: dict[str, None] = {}
    people: list[tuple[int, dict[str, str]]] = []
    open_people: dict[int, dict[str, str]] = {}
    for number, raw in read():
        cells = [clean_cell(cell) for cell in raw]
        for at, (label, value) in enumerate(pairwise(cells)):
            if not field_of_heading(label) or field_of_heading(value) or not value:
                continue
            if at not in open_people or label in open_people[at]:
                open_people[at] = {}
                people.append((number, open_people[at]))
            open_people[at][label] = value
            labels[label] = None
    rows: list[NumberedRow] = [(number, [person.get(label, "") for label in labels]) for number, person in people]
    note = _("This is laid out like a form, not as a table with one row for each person. Check that the people below are right.")
    return tuple(labels), rows, note


def _has_kinds(sample: list[list[str]]) -> bool:
    """Whether a column under a heading of its own says which kind of thing stands to its right: "Phone type", "Phone number"."""
    heading = sample[0]
    kinds = {
        at
        for row in sample[1:]
        for at, (left, right) in enumerate(pairwise(row))
        if field_of_heading(left) == "email" and is_address_cell(right)
    }
    return len(heading) > 2 and any(at < len(heading) and heading[at] and not field_of_heading(heading[at]) for at in kinds)


def _take_apart_addresses(read: Callable[[], Iterator[NumberedRow]], sample: list[list[str]]) -> _TakenApart | None:
    """People from lines that hold nothing but addresses, several to a line; None where that is not so."""
    sample = [_with_commas(row) for row in sample]
    cells = [cell for row in sample for cell in row if cell]
    several = any(sum(bool(cell) for cell in row) > 1 for row in sample)
    if not several or not all(is_address_cell(cell) for cell in cells):
        return None
    people: list[NumberedRow] = [(number, [cell]) for number, row in read() for cell in _with_commas(row) if cell.strip()]
    return (_("E-mail"),), people, _("There are several addresses in a line; each was taken for one person.")


def _with_commas(row: Sequence[str]) -> list[str]:
    """The cells of a row, where a comma in a quoted name cut one in two: ``"Oak`` and ``Ben" <ben@example.org>``."""
    found: list[str] = []
    for cell in row:
        whole = found and found[-1].strip().startswith('"') and found[-1].count('"') == 1 and "@" in cell
        found = [*found[:-1], f"{found[-1].strip()}, {cell.strip()}"] if whole and cell.count('"') == 1 else [*found, cell]
    return found
