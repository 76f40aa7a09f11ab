"""Sheets people are read from again and again: where each lies, what its columns hold, which list and on what basis.

Reading one again makes the plan of an import like the first time, with everything it would change; nothing changes until that is
looked at and carried out. Whoever said no stays out, however often the sheet names them.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select, update

from composer.clock import Clock
from composer.contacts.contact import clean_text, fold
from composer.contacts.fields import field_of_heading
from composer.contacts.import_contacts import apply_import, plan_import
from composer.contacts.import_judgement import Terms
from composer.contacts.import_plan import ImportPlan
from composer.contacts.mapping import guess_mapping, with_noes
from composer.contacts.store import ContactStore
from composer.contacts.table_file import TableFile, read_table
from composer.database.tables import sheet_sources
from composer.errors import InputError, NotFoundError
from composer.i18n import _


class SheetTerms(msgspec.Struct, frozen=True, kw_only=True):
    """On what terms people of a sheet come in, as kept."""

    list_name: str = ""
    newsletter: str = ""
    basis: str = ""
    basis_date: date | None = None
    basis_source: str = ""
    basis_wording: str = ""
    basis_evidence: str = ""


class SheetSource(msgspec.Struct, frozen=True, kw_only=True):
    """A remembered sheet.

    Attributes:
        path: where it lies. mapping: heading -> field.
        last_read: when it was last taken in. content_hash: of the file as it was then.
    """

    id: str
    path: str
    mapping: Mapping[str, str]
    terms: SheetTerms
    content_hash: str
    last_read: datetime | None

    @property
    def name(self) -> str:
        """The file's name."""
        return Path(self.path).name


class SheetSources:
    """The remembered sheets of one workspace."""

    def __init__(self, engine: Engine, clock: Clock, store: ContactStore) -> None:
        self._engine = engine
        self._clock = clock
        self._store = store

    def all(self) -> list[SheetSource]:
        """Every remembered sheet, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(sheet_sources)).mappings().all()
        found = [
            SheetSource(
                id=row["id"],
                path=row["path"],
                mapping=json.loads(row["mapping"]),
                terms=msgspec.json.decode(row["terms"], type=SheetTerms),
                content_hash=row["content_hash"],
                last_read=row["last_read"],
            )
            for row in rows
        ]
        return sorted(found, key=lambda source: (fold(source.name), source.path))

    def get(self, which: str) -> SheetSource:
        """The sheet with this id, path or (where only one has it) file name.

        Raises:
            NotFoundError: there is none.
        """
        there = self.all()
        found = [source for source in there if which in (source.id, source.path, str(Path(source.path)))]
        found = found or [source for source in there if source.name == Path(which).name and Path(which).name == which]
        if len(found) != 1:
            raise NotFoundError(
                _("No sheet “{name}” is remembered.").format(name=which),
                _("Import it once and let it be remembered."),
            )
        return found[0]

    def remember(self, path: Path, plan: ImportPlan) -> SheetSource:
        """Remember where the people of a plan came from, what its columns hold and on what terms they came."""
        where = str(path.resolve())
        headings = {plan.table.columns[column]: field for column, field in plan.mapping.items()}
        terms = SheetTerms(**{name: getattr(plan.terms, name) for name in Terms.__dataclass_fields__})
        values = {
            "mapping": json.dumps(headings, ensure_ascii=False),
            "terms": msgspec.json.encode(terms).decode(),
            "content_hash": file_hash(path),
            "last_read": self._clock(),
        }
        with self._engine.begin() as connection:
            known = connection.scalar(select(sheet_sources.c.id).where(sheet_sources.c.path == where))
            if known:
                connection.execute(update(sheet_sources).where(sheet_sources.c.id == known).values(**values))
            else:
                known = secrets.token_hex(8)
                connection.execute(insert(sheet_sources).values(id=known, path=where, made=self._clock(), **values))
        return self.get(known)

    def changed(self, source: SheetSource) -> bool:
        """Whether the file is another one than the last time.

        Raises:
            InputError: it cannot be read now.
        """
        return file_hash(Path(source.path)) != source.content_hash

    def read_again(self, source: SheetSource) -> ImportPlan:
        """What taking the sheet in again would change; nothing is written.

        Raises:
            InputError: it cannot be read now, or a column it needs is not in it any more.
        """
        table = read_table(Path(source.path))
        mapping = mapping_by_heading(table, source)
        terms = {name: getattr(source.terms, name) for name in SheetTerms.__struct_fields__}
        return plan_import(table, mapping, store=self._store, **terms)

    def take_in(self, source: SheetSource, plan: ImportPlan) -> str:
        """Carry out what :meth:`read_again` showed, in one transaction; returns the import's id."""
        done = apply_import(plan)
        with self._engine.begin() as connection:
            self._was_read(connection, source, done)
        return done

    def _was_read(self, connection: Connection, source: SheetSource, import_id: str) -> None:
        values = {"content_hash": file_hash(Path(source.path)), "last_read": self._clock(), "last_import": import_id}
        connection.execute(update(sheet_sources).where(sheet_sources.c.id == source.id).values(**values))

    def forget(self, source: SheetSource) -> None:
        """Do not remember it any more; the people stay."""
        with self._engine.begin() as connection:
            connection.execute(delete(sheet_sources).where(sheet_sources.c.id == source.id))


def mapping_by_heading(table: TableFile, source: SheetSource) -> dict[int, str]:
    """The remembered mapping on the file as it is now: columns may have moved; new ones are left out, unless nothing is known, or
    they say who wants no letters any more.

    Raises:
        InputError: the column of addresses is gone.
    """
    wanted = {fold(clean_text(heading)): field for heading, field in source.mapping.items()}
    headings = [fold(clean_text(heading)) for heading in table.columns]
    found = {column: wanted[heading] for column, heading in enumerate(headings) if heading in wanted}
    if "email" in found.values():
        left = {column: field_of_heading(heading) for column, heading in enumerate(table.columns) if column not in found}
        noes = {column: field for column, field in left.items() if field in ("unsubscribed", "bounced")}
        return with_noes(table, {**found, **noes})
    if not table.header:
        return guess_mapping(table)
    raise InputError(
        _("“{name}” has no column “{column}” any more.").format(
            name=source.name, column=next((heading for heading, field in source.mapping.items() if field == "email"), "")
        ),
        _("Import it anew and choose its columns again."),
    )


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hex.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise InputError(
            _("“{name}” cannot be read now.").format(name=path.name),
            _("Check that the drive it lies on is connected: {path}").format(path=path),
            details=str(error),
        ) from error
