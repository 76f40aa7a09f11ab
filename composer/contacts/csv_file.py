"""People in delimited text (see :mod:`composer.sheets.delimited`): an address in a cell says that a line is cut rightly."""

from __future__ import annotations

from dataclasses import replace

from composer.contacts.sayings import may_say_no
from composer.contacts.table_file import TableFile, is_address_cell, make_table
from composer.sheets.delimited import notes_on, open_delimited


def read_delimited(content: bytes, name: str) -> TableFile:
    """The table in delimited text.

    Raises:
        FormatError: it is no text. InputError: it is over a limit.
    """
    text = open_delimited(content, name, is_address_cell)
    table = make_table(
        name,
        text.rows,
        notes=lambda tally: notes_on(tally, text.delimiter),
        encoding=text.encoding,
        delimiter=text.delimiter,
    )
    return replace(table, may_say_no=text.encoding.startswith("utf-16") or may_say_no(content))
