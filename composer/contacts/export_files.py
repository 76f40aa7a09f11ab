"""Exports that say who is subscribed by the name of a file: Mailchimp's zip of subscribed, unsubscribed and cleaned people.

Its tables hold a time of unsubscribing at best; that nobody in ``unsubscribed_email_audience_export_….csv`` may be written to
stands in the file's name alone. So the name becomes a column like any other, seen and decided on before anything is taken in.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath

from composer.contacts.contact import clean_text, fold
from composer.contacts.csv_file import read_delimited
from composer.contacts.fields import field_of_heading
from composer.contacts.sayings import holds_states, what_a_cell_says
from composer.contacts.table_file import LARGEST_FILE, MOST_ROWS, Rows, TableFile, is_address_cell
from composer.errors import FormatError, InputError
from composer.i18n import _, ngettext
from composer.sheets.delimited import NumberedRow

MOST_FILES = 50
_SAMPLE = 200
_MAY_BE_WRITTEN_TO = "subscribed"
_READERS = re.compile(r"\b(?:subscribed|transactional)\b")
_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nonsubscribed", re.compile(r"\bnon ?subscribed\b")),
    ("complained", re.compile(r"\b(?:spam )?compl(?:ained|aints?)\b")),
    (
        "unsubscribed",
        re.compile(
            r"\b(?:unsub(?:s|scribed|scribers?|scribes|scriptions)?|opt(?:ed)? ?outs?|do not (?:e ?mail|contact)|"
            r"suppress(?:ed|ions?)|block ?list(?:ed)?|black ?list(?:ed)?|abgemeldete?|abmeldungen|"
            r"abbestell\w*|desinscrits?|desabonnes?|bajas|"
            r"avregistrerade?|afgemeld\w*|uitgeschreven)\b"
        ),
    ),
    ("cleaned", re.compile(r"\b(?:cleaned|(?:hard ?)?bounce[sd]?|undeliverable|unzustellbar\w*)\b")),
    ("deleted", re.compile(r"\b(?:deleted|geloschte?)\b")),
)
_EXPORTED = re.compile(r"\b(?:email audience|members|audience|segment|contacts|subscribers) export\b")
"""How Mailchimp names its files; others' names may mean something else."""
_NOT_THAT = re.compile(
    r"\b(?:and|und|et|y|och|with|mit|avec|without|ohne|sans|sin|excl\w*|except|not|no|minus|less|all|active|soft|report|count)\b"
)
"""Beside such a word a name says something else: ``all incl. unsubscribed``, ``members without unsubscribed``."""


def status_heading() -> str:
    """The heading of the column that says what a name says of everybody."""
    return _("Status in the export")


def state_in_name(name: str) -> str:
    """What the name of a file or a sheet says of everybody in it (``unsubscribed`` ...); empty where it says nothing."""
    words = _words_of(name)
    if _NOT_THAT.search(words.replace("do not", "")):
        return ""
    found = next((state for state, pattern in _SAYS if pattern.search(words)), "")
    return found or (_MAY_BE_WRITTEN_TO if _READERS.search(words) else "")


def _words_of(name: str) -> str:
    apart = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", clean_text(PurePath(name).stem, 200)))
    return " ".join("".join(character if character.isalnum() else " " for character in apart).split())


def _says_it_itself(table: TableFile) -> bool:
    """Whether a column tells of each row by itself who said no, and some did not: then no name speaks for everybody."""
    sample = [*islice(table.rows, _SAMPLE)]
    for column, heading in enumerate(table.columns):
        field = field_of_heading(heading)
        if field not in ("status", "unsubscribed", "bounced", "subscribed"):
            field = "status" if holds_states(heading, (row[column] for row in sample)) else ""
        if field and any(not what_a_cell_says(field, row[column]) for row in sample):
            return True
    return False


def with_state(table: TableFile) -> TableFile:
    """The table with a column for what the name of its file or sheet says of everybody in it, or the heading over its only
    addresses; as it is where these say nothing against writing to them."""
    state = next((said for name in (table.sheet, table.name) if (said := state_in_name(name))), "") or _state_in_heading(table)
    if state in ("", _MAY_BE_WRITTEN_TO) or (not _EXPORTED.search(_words_of(table.name)) and _says_it_itself(table)):
        return table
    note = _("By the name of the file, the sheet or the column everybody in it is “{state}”; the last column says so.")

    def rows() -> Iterator[NumberedRow]:
        return ((number, (*cells, state)) for number, cells in table.rows.numbered())

    return replace(
        table,
        columns=(*table.columns, status_heading()),
        rows=Rows(rows, len(table.columns) + 1, len(table.rows)),
        notes=(*table.notes, note.format(state=state)),
        fields=(*table.fields, "status") if table.fields else (),
        may_say_no=True,
    )


def _state_in_heading(table: TableFile) -> str:
    sample = [*islice(table.rows, _SAMPLE)]
    holding = [
        column
        for column in range(len(table.columns))
        if 2 * sum(is_address_cell(row[column]) for row in sample) > sum(bool(row[column]) for row in sample)
    ]
    said = field_of_heading(table.columns[holding[0]]) if len(holding) == 1 and not table.fields else ""
    return {"unsubscribed": "unsubscribed", "bounced": "cleaned"}.get(said, "")


def read_zip(content: bytes, name: str) -> TableFile | None:
    """The tables of delimited text in a zip as one; None where it holds none (a workbook is a zip as well).

    Those who may not be written to come first, so that whoever stands in two files is judged by the no.

    Raises:
        FormatError: it is damaged or locked. InputError: it is over a limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [
                entry
                for entry in packed.infolist()
                if entry.filename.lower().endswith((".csv", ".tsv")) and not entry.filename.startswith("__MACOSX")
            ]
            if not entries or "[Content_Types].xml" in packed.namelist():
                return None
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_FILE:
                raise InputError(
                    _("There is more in “{name}” than is read at once.").format(name=name), _("Unpack it and choose one file.")
                )
            parts = [(entry.filename, _content(packed, entry)) for entry in entries]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise FormatError(
            _("“{name}” is damaged, or locked with a password.").format(name=name),
            _("Unpack it and choose one file."),
            details=str(error),
        ) from error
    tables = [(read_delimited(text, part), state_in_name(part)) for part, text in parts if text.strip()]
    if not tables:
        raise FormatError(_("“{name}” is empty.").format(name=name), _("Choose another file."))
    tables.sort(key=lambda told: told[1] in ("", _MAY_BE_WRITTEN_TO))
    note = ngettext("{count} file was read from it.", "{count} files were read from it, as one.", len(tables))
    return _joined(name, tables, (note.format(count=len(tables)),))


def _content(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with packed.open(entry) as stream:
        return stream.read(LARGEST_FILE + 1)[:LARGEST_FILE]


def _joined(name: str, tables: Sequence[tuple[TableFile, str]], notes: tuple[str, ...]) -> TableFile:
    """One table with every heading of ``tables`` once, and the state of each row where names told one."""
    headings = tuple(dict.fromkeys(heading for table, _state in tables for heading in table.columns))
    stated = any(state for _table, state in tables)
    said = status_heading()
    columns = (*headings, *([said] if stated else []))
    places = [[headings.index(heading) for heading in table.columns] for table, _state in tables]

    def rows() -> Iterator[NumberedRow]:
        before = 0
        for (table, state), place in zip(tables, places, strict=True):
            for number, cells in table.rows.numbered():
                row = [""] * len(columns)
                for column, cell in zip(place, cells, strict=True):
                    row[column] = cell
                if stated:
                    row[-1] = state or _MAY_BE_WRITTEN_TO
                yield before + number, row
            before += len(table.rows) + 1

    count = sum(len(table.rows) for table, _state in tables)
    if count > MOST_ROWS:
        raise InputError(
            _("“{name}” has more than {limit} rows.").format(name=name, limit=f"{MOST_ROWS:,}"), _("Split it into several files.")
        )
    first = tables[0][0]
    every = (*notes, *dict.fromkeys(note for table, _state in tables for note in table.notes))
    return TableFile(name, columns, Rows(rows, len(columns), count), first.encoding, first.delimiter, notes=every)
