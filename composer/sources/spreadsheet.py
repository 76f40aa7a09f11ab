"""Tables of posts and events: CSV and other delimited text, XLSX, XLS and ODS, each row an item, columns by their headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import ClassVar

from composer.errors import FormatError
from composer.i18n import N_, _, ngettext
from composer.library.item import Item
from composer.sheets.delimited import NumberedRow, notes_on, open_delimited
from composer.sheets.workbook import open_workbook, text_rows
from composer.sources.cell_moments import day_in_cell
from composer.sources.column_meanings import DAY_ORDER, field_of_heading, guess_columns, lists_people
from composer.sources.download import Download
from composer.sources.plain_file import file_of
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.table_rows import Table, Unusable, day_orders, items_of_table

MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_SHEETS = 20
MOST_NAMED = 20
"""Rows that are named one by one; of more it is said how many."""
LONGEST_CELL = 32_767
_SAMPLE = 100
_ENDINGS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xltx", ".xls", ".ods", ".fods")
_MEDIA_TYPES = frozenset(
    {
        *("text/csv", "text/tab-separated-values", "application/csv", "application/vnd.ms-excel"),
        *("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.spreadsheet"),
    }
)
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Columns:
    """One table of a file with what its columns are taken for, for a person to see and correct.

    Attributes:
        sample: for each heading the first cells that are filled.
        fields: heading -> key of :data:`composer.sources.column_meanings.FIELDS`; what is not in it is left out.
    """

    sheet: str
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    fields: Mapping[str, str]
    rows: int


def named_as_table(location: str) -> bool:
    """Whether a path or address ends as tables do."""
    return PurePath(location.partition("?")[0]).suffix.lower() in _ENDINGS


class Spreadsheet(Source):
    """A table of posts or events."""

    type: ClassVar[str] = "table"
    label: ClassVar[str] = N_("Table (CSV or spreadsheet)")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 0
        named = named_as_table(location)
        packed = head.content.startswith(b"PK") and (
            b"xl/workbook.xml" in head.content or b"opendocument.spreadsheet" in head.content[:200] or named
        )
        old = head.content.startswith(_OLD) and (named or "Workbook".encode("utf-16-le") in head.content)
        if packed or old:
            return 85
        if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<|\{|%PDF|BEGIN:)", head.content[:200]):
            return 0
        return 75 if named or head.media_type in _MEDIA_TYPES else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        chosen = context.columns.get(download.location, {})
        name = file_of(download)
        tables, notes = _tables(download)
        items: dict[str, Item] = {}
        problems: list[Problem] = []
        titled = False
        for table in tables:
            columns = _meanings(table, chosen)
            if "title" not in columns.values() or (not chosen and lists_people(table.headings, _sample(table))):
                continue
            titled = True
            found, unusable = items_of_table(table, columns, download.location, context, chosen.get(DAY_ORDER, ""))
            items.update((item.id, item) for item in found if item.id not in items)
            problems += _problems(unusable, table, download.location)
        if not titled:
            raise _no_titles(name, tables)
        if not items and not problems:
            raise FormatError(_("There is no row to read in “{name}”.").format(name=name), _("Choose another file."))
        problems += [Problem(download.location, note) for note in notes]
        return Fetched(tuple(items.values()), tuple(problems), PurePath(name).stem)


def columns_of(download: Download, chosen: Mapping[str, str]) -> list[Columns]:
    """The tables in a file, and what their columns are taken for. ``chosen``: what a person said before (see FetchContext).

    Raises:
        FormatError, InputError: it is no table.
    """
    tables, _notes = _tables(download)
    return [
        Columns(
            table.sheet,
            table.headings,
            tuple(
                tuple(islice((row[at].strip() for _number, row in table.rows if row[at].strip()), 3))
                for at in range(len(table.headings))
            ),
            _meanings(table, chosen),
            len(table.rows),
        )
        for table in tables
    ]


def day_order_of(download: Download, chosen: Mapping[str, str]) -> str:
    """How days like 3/12/2026 in a file are read: ``day_first``, ``month_first``, or ``either`` where no column tells (they are
    read as British ones then); empty where there are none.

    Raises:
        FormatError, InputError: it is no table.
    """
    tables, _notes = _tables(download)
    found = {order for table in tables for order in day_orders(table, _meanings(table, chosen)).values()}
    return next((order for order in ("either", "month_first", "day_first") if order in found), "")


def _meanings(table: Table, chosen: Mapping[str, str]) -> dict[str, str]:
    """What a person chose counts, heading by heading; the rest is guessed."""
    guessed = guess_columns(table.headings, _sample(table))
    if not chosen:
        return guessed
    taken = {field for heading, field in chosen.items() if field and heading in table.headings}
    kept = {heading: field for heading, field in guessed.items() if heading not in chosen and field not in taken}
    kept |= {heading: field for heading, field in chosen.items() if field and heading in table.headings}
    return {heading: kept[heading] for heading in table.headings if heading in kept}


def _sample(table: Table) -> list[tuple[str, ...]]:
    return [row for _number, row in table.rows[:_SAMPLE]]


def _tables(download: Download) -> tuple[list[Table], list[str]]:
    """The tables of a file that have rows, and what to say of how they were read.

    Raises:
        FormatError, InputError: there are none.
    """
    name = file_of(download)
    notes: list[str] = []
    tables: list[Table] = []
    if download.content.startswith((b"PK", _OLD)):
        book = open_workbook(download.content, name)
        for sheet in book.visible[:MOST_SHEETS]:
            cells = book.sheet(sheet)
            if cells is not None and (table := _table(text_rows(cells), sheet, notes)) is not None:
                tables.append(table)
        if book.hidden:
            words = ngettext("{count} hidden sheet was left out.", "{count} hidden sheets were left out.", book.hidden)
            notes.append(words.format(count=book.hidden))
    else:
        text = open_delimited(download.content, name, _is_telling)
        tally: Counter[str] = Counter()
        if (table := _table(text.rows(tally), "", notes)) is not None:
            tables.append(table)
        notes += notes_on(tally, text.delimiter)
    if not tables:
        raise FormatError(
            _("There is no table in “{name}”: no row of headings with rows below it.").format(name=name),
            _("Put the headings (Title, Date, Place …) into the first row, save it and choose it again."),
        )
    return tables, notes


def _is_telling(cell: str) -> bool:
    """A day or an address: commas in running text are never cut so that one stands alone."""
    return cell.strip().lower().startswith(("http://", "https://")) or day_in_cell(cell) is not None


def _table(rows: Iterable[NumberedRow], sheet: str, notes: list[str]) -> Table | None:
    """A table from its rows: the row of headings is the one that says the most; what stands above it is left out."""
    first = list(islice(rows, MOST_ROWS + 25)) if isinstance(rows, Iterator) else list(rows)
    kept = [(number, tuple(_cell(cell) for cell in cells[:MOST_COLUMNS])) for number, cells in first]
    if len(kept) > MOST_ROWS:
        notes.append(_("Only the first {count} rows were read.").format(count=f"{MOST_ROWS:,}"))
        kept = kept[:MOST_ROWS]
    known = [sum(bool(field_of_heading(cell)) for cell in cells if cell) for _number, cells in kept[:20]]
    at = known.index(max(known)) if known and max(known) > 0 else -1
    if at < 0 and not (len(kept) > 1 and _looks_like_headings(kept[0][1], kept[1][1])):
        return None
    at = max(at, 0)
    width = max((len(cells) for _number, cells in kept[at:]), default=0)
    headings = _headings(kept[at][1], width)
    used = [place for place in range(width) if any(len(cells) > place and cells[place] for _number, cells in kept[at:])]
    below = [
        (number, tuple(cells[place] if place < len(cells) else "" for place in used))
        for number, cells in kept[at + 1 :]
        if cells != kept[at][1]  # headings that are printed on every page
    ]
    return Table(tuple(headings[place] for place in used), tuple(below), sheet) if below else None


def _looks_like_headings(first: Sequence[str], second: Sequence[str]) -> bool:
    words = [cell for cell in first if cell]
    return len(words) > 1 and not any(cell[0].isdigit() or "://" in cell or len(cell) > 60 for cell in words) and any(second)


def _cell(cell: str) -> str:
    """A cell without control characters; line breaks stay, since a description may have paragraphs."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\ud800-\udfff]", "", cell[:LONGEST_CELL])
    formula = re.fullmatch(r"\s*=\s*HYPERLINK\(\s*\"([^\"]*)\"\s*(?:[,;]\s*\"([^\"]*)\"\s*)?\)\s*", text, re.IGNORECASE)
    return (formula[2] or formula[1]).strip() if formula else text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _headings(cells: Sequence[str], width: int) -> list[str]:
    """One heading for each column, each once."""
    names: dict[str, None] = {}
    for at in range(width):
        written = " ".join(cells[at].split())[:200] if at < len(cells) else ""
        heading = name = written or _("Column {number}").format(number=at + 1)
        again = 2
        while name in names:
            name, again = f"{heading} ({again})", again + 1
        names[name] = None
    return list(names)


def _problems(unusable: Sequence[Unusable], table: Table, location: str) -> list[Problem]:
    """Each row by its number, and what is amiss with it."""
    where = _("Row {row} of “{sheet}”") if table.sheet else _("Row {row}")
    found = []
    for told in unusable[:MOST_NAMED]:
        words = f"{where.format(row=told.row, sheet=table.sheet)} {told.reason}"
        found.append(Problem(location, f"{words} {_('It was left out.')}" if told.left_out else words))
    if len(unusable) > MOST_NAMED:
        more = len(unusable) - MOST_NAMED
        words = ngettext("{count} more row could not be used fully.", "{count} more rows could not be used fully.", more)
        found.append(Problem(location, words.format(count=more)))
    return found


def _no_titles(name: str, tables: Sequence[Table]) -> FormatError:
    if any(lists_people(table.headings, _sample(table)) for table in tables):
        return FormatError(
            _("“{name}” looks like a table of people, not of posts or events.").format(name=name),
            _("Import people on the People page."),
        )
    return FormatError(
        _("No column of “{name}” holds titles.").format(name=name),
        _("Open it on the Sources page and say what its columns hold."),
    )
