"""People in a workbook (see :mod:`composer.sheets.workbook`): which of its sheets holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.contacts.table_file import TableFile, is_address_cell, make_table
from composer.errors import FormatError, InputError
from composer.i18n import _, ngettext
from composer.sheets.workbook import OpenWorkbook, open_workbook, text_rows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read_workbook(content: bytes, name: str, sheet: str = "") -> TableFile:
    """The table in the sheet called ``sheet``, or in the first visible one with an address in it, or in the first visible one.

    Raises:
        FormatError: it is no workbook, is damaged or needs a password. InputError: over a limit, or no such sheet.
    """
    book = open_workbook(content, name)
    chosen, rows = _choose(book, sheet)
    notes = []
    if book.hidden:
        notes.append(
            ngettext("{count} hidden sheet was left out.", "{count} hidden sheets were left out.", book.hidden).format(
                count=book.hidden
            )
        )
    others = tuple(other for other in book.visible if other != chosen)
    if others:
        notes.append(
            _("Only the sheet “{sheet}” was read; there is also {others}.").format(sheet=chosen, others=book.quoted(others))
        )
    return make_table(name, lambda _tally: text_rows(rows), notes=lambda _tally: notes, sheet=chosen, other_sheets=others)


def _choose(book: OpenWorkbook, sheet: str) -> tuple[str, CalamineSheet]:
    if sheet:
        wanted = book.sheet(sheet) if sheet in book.sheets else None
        if wanted is None:
            raise InputError(
                _("“{name}” has no sheet “{sheet}”.").format(name=book.name, sheet=sheet),
                _("Choose one of {sheets}.").format(sheets=book.quoted(book.visible)),
            )
        return sheet, wanted
    fallback: tuple[str, CalamineSheet] | None = None
    for candidate in book.visible:
        rows = book.sheet(candidate)
        if rows is None:
            continue
        has_rows = False
        for number, (_at, cells) in enumerate(text_rows(rows)):
            has_rows = True
            if any(is_address_cell(cell) for cell in cells):
                return candidate, rows
            if number > 1000:
                break
        if has_rows and fallback is None:
            fallback = (candidate, rows)
    if fallback is None:
        raise FormatError(
            _("“{name}” has no visible sheet with anything in it.").format(name=book.name), _("Choose another file.")
        )
    return fallback
