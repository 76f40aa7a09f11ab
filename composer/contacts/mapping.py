"""Which column of a file holds what: guessed from headings and from what the cells look like, and remembered once decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from itertools import islice

from sqlalchemy import Connection, Engine, delete, insert, select

from composer.clock import Clock
from composer.contacts.contact import clean_text, fold
from composer.contacts.export_files import status_heading
from composer.contacts.fields import FIELDS, SEVERAL_COLUMNS, asks_for_a_wish, asks_of_another_way, field_of_heading
from composer.contacts.sayings import holds_states, holds_wishes, no_word
from composer.contacts.table_file import TableFile, is_address_cell
from composer.database.tables import mappings
from composer.errors import InputError
from composer.i18n import _

_SAMPLE = 500
_ENOUGH = 0.5
"""Share of the filled cells of a column that must be addresses for it to be a column of addresses."""


def guess_mapping(table: TableFile, remembered: Mapping[int, str] | None = None) -> dict[int, str]:
    """What each column (from 0) holds, as a key of :data:`composer.contacts.fields.FIELDS`; columns not in it are left out.

    Args:
        remembered: what was decided for a file with these headings before (:func:`remembered_mapping`); it wins.
    """
    if remembered:
        kept = {column: field for column, field in sorted(remembered.items()) if field in FIELDS and column < len(table.columns)}
        return with_noes(table, kept)
    if table.fields:
        return {column: field for column, field in enumerate(table.fields) if field}
    sample = list(islice(table.rows, _SAMPLE))
    filled = [sum(bool(row[column]) for row in sample) for column in range(len(table.columns))]
    share = [
        sum(is_address_cell(row[column]) for row in sample) / filled[column] if filled[column] else 0.0
        for column in range(len(table.columns))
    ]
    guessed: dict[int, str] = {}
    for column, heading in enumerate(table.columns):
        field = "status" if heading == status_heading() else field_of_heading(heading)
        asks = field == "email" or (not field and asks_for_a_wish(heading))  # "E-mail?" over yes and no is a question, too
        days = "consent" in fold(heading) or "permission" in fold(heading)
        if asks and table.header and holds_wishes((row[column] for row in sample), days=days):
            guessed[column] = "subscribed"
        elif (
            field
            and (field in SEVERAL_COLUMNS or field not in guessed.values())
            and not _contradicted(field, filled[column], share[column])
        ):
            guessed[column] = field
        elif (
            column not in guessed and not asks_of_another_way(heading) and holds_states(heading, (row[column] for row in sample))
        ):
            guessed[column] = "status"
    _leave_out_paper(guessed, table)
    _find_addresses(guessed, share)
    _settle_names(guessed, table, sample)
    return with_noes(table, guessed)


def with_noes(table: TableFile, mapping: Mapping[int, str]) -> dict[int, str]:
    """``mapping`` with every column it leaves out in which, anywhere in the file, a word stands alone that means a no."""
    left = [column for column, name in enumerate(table.columns) if column not in mapping and not asks_of_another_way(name)]
    found: set[int] = set()
    for row in table.rows if left and table.may_say_no else ():
        found.update(column for column in left if row[column] and no_word(row[column]))
    return dict(sorted({**mapping, **dict.fromkeys(found, "status")}.items()))


def _contradicted(field: str, filled: int, share: float) -> bool:
    """Whether the cells say that the heading means something else ("Contact" over a column of addresses)."""
    holds_addresses = share >= _ENOUGH
    if field in ("email", "other_email"):
        return filled > 2 and share == 0.0
    return holds_addresses


def _leave_out_paper(guessed: dict[int, str], table: TableFile) -> None:
    """Beside "Do not e-mail", "Do not mail" is about letters on paper, as in CiviCRM's exports."""
    said = {column: fold(table.columns[column]).replace("-", "").replace(" ", "").replace("_", "") for column in guessed}
    if "donotemail" in said.values():
        for column in [column for column, words in said.items() if words == "donotmail"]:
            del guessed[column]


def _find_addresses(guessed: dict[int, str], share: list[float]) -> None:
    """Make sure that the column with the most addresses is the one written to, and others like it stand by."""
    main = next((column for column, field in guessed.items() if field == "email"), -1)
    others = [
        column for column, part in enumerate(share) if part >= _ENOUGH and guessed.get(column, "other_email") == "other_email"
    ]
    if main < 0 and others:
        main = max(others, key=lambda column: (share[column], -column))
        guessed[main] = "email"
    elif main < 0:
        best = max(range(len(share)), key=lambda column: share[column], default=-1)
        if best >= 0 and share[best] > 0 and best not in guessed:
            guessed[best] = "email"
    for column in others:
        if column != main:
            guessed[column] = "other_email"


def _settle_names(guessed: dict[int, str], table: TableFile, sample: list[tuple[str, ...]]) -> None:
    """A lone "Name" beside a first name is the family name, unless its cells hold whole names (German "Name, Vorname")."""
    whole = next((column for column, field in guessed.items() if field == "full_name"), -1)
    first = next((column for column, field in guessed.items() if field == "first_name"), -1)
    fields = set(guessed.values())
    if whole < 0:
        return
    if "first_name" in fields and "last_name" in fields:
        del guessed[whole]  # said twice
    elif first >= 0:
        both = [(row[whole], row[first]) for row in sample if row[whole] and row[first]]
        if sum(fold(name).find(fold(given)) >= 0 for name, given in both) > len(both) / 2:
            del guessed[first]
        else:
            guessed[whole] = "last_name"
    elif "last_name" in fields and fold(table.columns[whole]) in ("nombre", "nome", "namn", "navn"):
        guessed[whole] = "first_name"


def check_mapping(table: TableFile, mapping: Mapping[int, str]) -> dict[int, str]:
    """The mapping without columns that are left out, if an import can follow it.

    Raises:
        InputError: no column, or more than one, holds the addresses to write to; or another field is there twice.
    """
    used = {column: field for column, field in sorted(mapping.items()) if field}
    for column, field in used.items():
        if field not in FIELDS:
            raise InputError(
                _("“{field}” is nothing a column can hold.").format(field=field),
                _("Choose one of: {fields}.").format(fields=", ".join(FIELDS)),
            )
        if not 0 <= column < len(table.columns):
            raise InputError(
                _("“{name}” has no column {number}.").format(name=table.name, number=column + 1), _("Choose the columns again.")
            )
    if "email" not in used.values():
        raise InputError(
            _("No column of “{name}” is marked as the e-mail address.").format(name=table.name),
            _("Choose which column holds it."),
        )
    for field in set(used.values()) - SEVERAL_COLUMNS:
        if list(used.values()).count(field) > 1:
            raise InputError(
                _("Two columns are marked as “{field}”.").format(field=_(FIELDS[field])), _("Choose the one that counts.")
            )
    return used


def remembered_mapping(engine: Engine, table: TableFile) -> dict[int, str] | None:
    """What was decided the last time a file with these headings was imported; None where there was none."""
    if not table.header:
        return None
    with engine.connect() as connection:
        kept = connection.scalar(select(mappings.c.mapping).where(mappings.c.header_hash == _header_hash(table)))
    return {int(column): field for column, field in json.loads(kept).items()} if kept else None


def remember_mapping(connection: Connection, clock: Clock, table: TableFile, mapping: Mapping[int, str]) -> None:
    """Keep what was decided for files with these headings, in the caller's transaction."""
    if not table.header:
        return
    key = _header_hash(table)
    connection.execute(delete(mappings).where(mappings.c.header_hash == key))
    kept = json.dumps({str(column): field for column, field in sorted(mapping.items())})
    connection.execute(insert(mappings).values(header_hash=key, mapping=kept, used=clock()))


def _header_hash(table: TableFile) -> str:
    return hashlib.sha256("\x1f".join(fold(clean_text(heading)) for heading in table.columns).encode()).hexdigest()
