"""People go out again, as a CSV that any spreadsheet opens and that this program reads back."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from composer.contacts.contact import BASES, fold
from composer.contacts.file_people import FORMULA_BEGINS
from composer.contacts.store import ContactRow
from composer.errors import InputError
from composer.i18n import _
from composer.whole_file import whole_table


def export_contacts(path: Path, rows: Iterable[ContactRow], *, list_name: str = "") -> int:
    """Write people to a CSV file (UTF-8 with a mark at its beginning, commas).

    Where it is one list's people (``list_name``), those who left that list are unsubscribed, whatever else they get: read
    elsewhere, the file must bring none of them back.

    It is whole or not there: an older file stays until the new one is on the disk. A text that a spreadsheet
    would take for a formula gets an apostrophe before it.

    Returns:
        How many people.

    Raises:
        InputError: it cannot be written there.
    """
    kept = list(rows)
    extra = sorted({name for row in kept for name in row.contact.extra})
    headings = [
        _("E-mail"),
        _("First name"),
        _("Last name"),
        _("Language"),
        _("Status"),
        _("Lists"),
        _("Lists they left"),
        _("Why they may be written to"),
        _("Agreed on"),
        _("Where they agreed"),
        _("What they agreed to"),
        _("Added"),
        _("Came from"),
    ]
    try:
        with whole_table(path) as out:
            writer = csv.writer(out)
            writer.writerow([*headings, *map(_plain, extra)])
            writer.writerows(
                [*map(_plain, _cells(row, list_name)), *(_plain(row.contact.extra.get(name, "")) for name in extra)]
                for row in kept
            )
    except (OSError, ValueError) as error:
        raise InputError(
            _("“{name}” could not be written.").format(name=path.name),
            _("Check that the folder is there, that you may write in it, and that no other program has the file open."),
            details=str(error),
        ) from error
    return len(kept)


def _cells(row: ContactRow, list_name: str) -> list[str]:
    contact = row.contact
    left = row.state == "active" and fold(list_name) in {fold(name) for name in row.left}
    return [
        contact.email,
        contact.first_name,
        contact.last_name,
        contact.language,
        "unsubscribed" if left else row.state,
        "; ".join(row.lists),
        "; ".join(row.left),
        _(BASES[contact.basis]) if contact.basis else "",
        contact.basis_date.isoformat() if contact.basis_date else "",
        contact.basis_source,
        contact.basis_wording,
        contact.added.date().isoformat() if contact.added else "",
        contact.origin,
    ]


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text
