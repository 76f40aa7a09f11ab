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
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from composer.errors import FormatError, InputError
from composer.i18n import _
from composer.sheets.delimited import NumberedRow
from composer.sheets.sheet_reach import SheetReach
from composer.sheets.xls_reach import reach_of_xls

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

LARGEST_UNPACKED = 1_000_000_000
"""Bytes of all parts of a workbook, unpacked."""
MOST_CELLS = 20_000_000
"""Cells of the rectangle around a sheet's content."""
MOST_SHEETS = 200

_STEP = 1 << 20


@dataclass(frozen=True)
class OpenWorkbook:
    """A workbook that was found harmless.

    Attributes:
        sheets: every sheet; visible: those shown; hidden: how many are not.
    """

    name: str
    sheets: tuple[str, ...]
    visible: tuple[str, ...]
    hidden: int
    book: CalamineWorkbook

    def sheet(self, name: str) -> CalamineSheet | None:
        """A sheet, for :func:`text_rows`; None for a chart or a dialogue, which has no cells.

        Raises:
            FormatError: it is damaged.
        """
        with _sentences(self.name):
            try:
                return self.book.get_sheet_by_name(name)
            except ValueError:
                return None

    def quoted(self, sheets: tuple[str, ...]) -> str:
        """Names of sheets for a sentence."""
        shown = ", ".join(f"“{name}”" for name in sheets[:5])
        return f"{shown}…" if len(sheets) > 5 else shown


def open_workbook(content: bytes, name: str) -> OpenWorkbook:
    """The workbook, after its parts were looked at.

    Raises:
        FormatError: it is no workbook, is damaged or needs a password. InputError: over a limit.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    _refuse_bombs(content, name)
    with _sentences(name):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [found.name for found in book.sheets_metadata if found.visible == SheetVisibleEnum.Visible]
        hidden = len(book.sheet_names) - len(visible)
        return OpenWorkbook(name, tuple(book.sheet_names), tuple(visible[:MOST_SHEETS]), hidden, book)


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    """Whatever calamine trips over becomes a sentence."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise _locked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(name, str(error)) from error
    except BaseException as error:
        # Where calamine itself trips over a damaged file, it raises what is not even an Exception, and cannot be imported.
        if type(error).__name__ == "PanicException":
            raise _damaged(name, str(error)) from None
        raise


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


def text_rows(rows: CalamineSheet) -> Iterator[NumberedRow]:
    """Every row that is not empty, its cells as a person would write them."""
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
                                _("Save only the table that matters in a file of its own."),
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
            _("Copy the table into a new sheet, save it and choose that file."),
        )
