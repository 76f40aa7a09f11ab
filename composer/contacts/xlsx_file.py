"""Workbooks: XLSX, XLSM, XLS and ODS, through calamine, which takes no macros and follows no links.

Calamine keeps a sheet as one rectangle from its first to its last cell, so a file that claims a cell in the farthest corner
would take all memory there is; how far its cells reach is asked of the XML first.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from composer.contacts.sheet_reach import SheetReach
from composer.contacts.table_file import NumberedRow, TableFile, is_address_cell, make_table
from composer.contacts.xls_reach import reach_of_xls
from composer.errors import FormatError, InputError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

LARGEST_UNPACKED = 1_000_000_000
"""Bytes of all parts of a workbook, unpacked."""
MOST_CELLS = 20_000_000
"""Cells of the rectangle around a sheet's content."""
MOST_SHEETS = 200

_STEP = 1 << 20


def read_workbook(content: bytes, name: str, sheet: str = "") -> TableFile:
    """The table in the sheet called ``sheet``, or in the first visible one with an address in it, or in the first visible one.

    Raises:
        FormatError: it is no workbook, is damaged or needs a password. InputError: over a limit, or no such sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    _refuse_bombs(content, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [found.name for found in book.sheets_metadata if found.visible == SheetVisibleEnum.Visible]
        hidden = len(book.sheet_names) - len(visible)
        chosen, rows = _choose(book, visible[:MOST_SHEETS], sheet, name)
    except PasswordError as error:
        raise _locked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(name, str(error)) from error
    except BaseException as error:
        # Where calamine itself trips over a damaged file, it raises what is not even an Exception, and cannot be imported.
        if type(error).__name__ == "PanicException":
            raise _damaged(name, str(error)) from None
        raise
    notes = []
    if hidden:
        notes.append(
            ngettext("{count} hidden sheet was left out.", "{count} hidden sheets were left out.", hidden).format(count=hidden)
        )
    others = tuple(other for other in visible if other != chosen)
    if others:
        notes.append(_("Only the sheet “{sheet}” was read; there is also {others}.").format(sheet=chosen, others=_quoted(others)))
    return make_table(name, lambda _tally: _text_rows(rows), notes=lambda _tally: notes, sheet=chosen, other_sheets=others)


def _damaged(name: str, details: str) -> FormatError:
    return FormatError(
        _("“{name}” is damaged, or is not a workbook.").format(name=name),
        _("Open it in your spreadsheet program, save it as .xlsx or .csv and choose that file."),
        details=details,
    )


def _locked(name: str) -> FormatError:
    return FormatError(
        _("“{name}” is locked with a password.").format(name=name), _("Save a copy without password and choose that one.")
    )


def _quoted(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return f"{shown}…" if len(names) > 5 else shown


def _choose(book: CalamineWorkbook, visible: list[str], sheet: str, name: str) -> tuple[str, CalamineSheet]:
    if sheet:
        if sheet not in book.sheet_names:
            raise InputError(
                _("“{name}” has no sheet “{sheet}”.").format(name=name, sheet=sheet),
                _("Choose one of {sheets}.").format(sheets=_quoted(tuple(visible))),
            )
        return sheet, book.get_sheet_by_name(sheet)
    fallback: tuple[str, CalamineSheet] | None = None
    for candidate in visible:
        try:
            rows = book.get_sheet_by_name(candidate)
        except ValueError:  # a chart or a dialogue has no cells
            continue
        has_rows = False
        for number, (_at, cells) in enumerate(_text_rows(rows)):
            has_rows = True
            if any(is_address_cell(cell) for cell in cells):
                return candidate, rows
            if number > 1000:
                break
        if has_rows and fallback is None:
            fallback = (candidate, rows)
    if fallback is None:
        raise FormatError(_("“{name}” has no visible sheet with anything in it.").format(name=name), _("Choose another file."))
    return fallback


def _text_rows(rows: CalamineSheet) -> Iterator[NumberedRow]:
    # Calamine gives the empty rows above the first cell, but not the empty columns left of it.
    indent = [""] * (rows.start[1] if rows.start else 0)
    for number, cells in enumerate(rows.iter_rows(), 1):
        texts = [cell if isinstance(cell, str) else _as_text(cell) for cell in cells]
        if any(text and not text.isspace() for text in texts):
            yield number, indent + texts


def _as_text(value: Any) -> str:
    """A cell as a person would write it: whole numbers without ``.0``, days as ``2026-03-01``, true and false as yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | timedelta) else ""


def _refuse_bombs(content: bytes, name: str) -> None:
    """Refuse a workbook that unpacks beyond all measure, or claims cells where no table has any."""
    if not content.startswith(b"PK"):
        try:
            old = reach_of_xls(content)
        except ValueError as error:
            raise _damaged(name, str(error)) from error
        if old.locked:
            raise _locked(name)
        _refuse_far_cells(name, old.rows, old.columns)
        return
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                if part.filename == "xl/workbook.bin":
                    raise FormatError(
                        _("“{name}” is a binary workbook.").format(name=name), _("Save it as .xlsx and choose that file.")
                    )
                reach = SheetReach(part.filename)
                with archive.open(part) as stream:
                    while piece := stream.read(_STEP):
                        unpacked += len(piece)
                        if unpacked > LARGEST_UNPACKED:
                            raise InputError(
                                _("“{name}” unpacks to more than this program reads.").format(name=name),
                                _("Save only the table of people in a file of its own."),
                            )
                        reach.take(piece)
                _refuse_far_cells(name, reach.rows, reach.columns)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise _damaged(name, str(error)) from error


def _refuse_far_cells(name: str, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise InputError(
            _("A sheet of “{name}” reaches to row {rows} and column {columns}.").format(
                name=name, rows=f"{rows:,}", columns=f"{columns:,}"
            ),
            _("Copy the table of people into a new sheet, save it and choose that file."),
        )
