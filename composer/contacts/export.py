"""People go out again, as a CSV that any spreadsheet opens and that this program reads back."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from composer.contacts.contact import BASES
from composer.contacts.import_plan import FORMULA_BEGINS
from composer.contacts.store import ContactRow
from composer.errors import InputError
from composer.i18n import _


def export_contacts(path: Path, rows: Iterable[ContactRow]) -> int:
    """Write people to a CSV file (UTF-8 with a mark at its beginning, commas).

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
        _("Why they may be written to"),
        _("Agreed on"),
        _("Where they agreed"),
        _("What they agreed to"),
        _("Added"),
        _("Came from"),
    ]
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            with beside.open("w", encoding="utf-8-sig", newline="") as out:
                writer = csv.writer(out)
                writer.writerow([*headings, *map(_plain, extra)])
                writer.writerows(
                    [*map(_plain, _cells(row)), *(_plain(row.contact.extra.get(name, "")) for name in extra)] for row in kept
                )
                out.flush()
                os.fsync(out.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise InputError(
            _("“{name}” could not be written.").format(name=path.name),
            _("Check that the folder is there, that you may write in it, and that no other program has the file open."),
            details=str(error),
        ) from error
    return len(kept)


def _cells(row: ContactRow) -> list[str]:
    contact = row.contact
    return [
        contact.email,
        contact.first_name,
        contact.last_name,
        contact.language,
        row.state,
        "; ".join(row.lists),
        _(BASES[contact.basis]) if contact.basis else "",
        contact.basis_date.isoformat() if contact.basis_date else "",
        contact.basis_source,
        contact.basis_wording,
        contact.added.date().isoformat() if contact.added else "",
        contact.origin,
    ]


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text
