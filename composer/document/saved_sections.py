"""Sections saved for reuse: a few blocks under a name, put into any later issue as they were written."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, insert, select, update

from composer.blocks.block import Block
from composer.clock import Clock
from composer.database.stored_text import storable
from composer.database.tables import saved_sections
from composer.document.block_clipboard import MAX_BLOCKS, MAX_BYTES, blocks_from_json, blocks_to_json
from composer.errors import InputError, NotFoundError
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, RowMapping

LONGEST_NAME, LONGEST_WORDS = 80, 300


class SavedSection(msgspec.Struct, frozen=True, kw_only=True):
    """One of them.

    Attributes:
        body: the blocks as :func:`composer.document.block_clipboard.blocks_to_json` writes them.
        words: the beginning of what they say.
    """

    id: str
    name: str
    body: str
    words: str
    changed: datetime

    def blocks(self) -> tuple[Block, ...]:
        """The blocks, with ids of their own each time.

        Raises:
            FormatError: what was kept is damaged.
        """
        return blocks_from_json(self.body.encode())


class SavedSections:
    """The saved sections of one workspace. A name, capitals aside, stands for one section."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[SavedSection]:
        """All of them, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(saved_sections).order_by(saved_sections.c.name_key)).mappings()
            return [_section(row) for row in rows]

    def named(self, name: str) -> SavedSection | None:
        """The section of this name."""
        with self._engine.connect() as connection:
            return _named(connection, name)

    def save(self, name: str, blocks: Sequence[Block], *, replace: bool = False) -> SavedSection:
        """Keep these blocks under a name; a footer stays behind, for every issue has its own.

        Args:
            replace: take the place of the section of that name.

        Raises:
            InputError: no name, no blocks, too many of them, or the name is taken.
        """
        name = _clean(name)
        blocks = [block for block in blocks if not block.locked]
        if not blocks:
            raise InputError(_("There is no block to save."), _("Choose one or several blocks first."))
        body = blocks_to_json(blocks)
        if len(blocks) > MAX_BLOCKS or len(body) > MAX_BYTES:
            raise InputError(_("That is more than a section can hold."), _("Save fewer blocks at once."))
        words = " · ".join(filter(None, (" ".join(block.plain_text().split()) for block in blocks)))
        values = {"name": name, "name_key": name.casefold(), "body": storable(body.decode()), "changed": self._clock()}
        values["words"] = storable(shorten(words, LONGEST_WORDS, placeholder=" …"))
        with self._engine.begin() as connection:
            there = _named(connection, name)
            if there is not None and not replace:
                raise _taken(there.name)
            section_id = there.id if there is not None else secrets.token_hex(12)
            if there is not None:
                connection.execute(update(saved_sections).where(saved_sections.c.id == section_id).values(**values))
            else:
                connection.execute(insert(saved_sections).values(id=section_id, **values))
            return _by_id(connection, section_id)

    def rename(self, section_id: str, name: str) -> SavedSection:
        """Give it another name.

        Raises:
            InputError: no name, or it is taken. NotFoundError: the section is gone.
        """
        name = _clean(name)
        with self._engine.begin() as connection:
            there = _named(connection, name)
            if there is not None and there.id != section_id:
                raise _taken(there.name)
            connection.execute(
                update(saved_sections).where(saved_sections.c.id == section_id).values(name=name, name_key=name.casefold())
            )
            return _by_id(connection, section_id)

    def remove(self, section_id: str) -> SavedSection:
        """Take it off the list; what it returns can be put back.

        Raises:
            NotFoundError: it is gone already.
        """
        with self._engine.begin() as connection:
            found = _by_id(connection, section_id)
            connection.execute(delete(saved_sections).where(saved_sections.c.id == section_id))
        return found

    def put_back(self, section: SavedSection) -> None:
        """Undo a removal or a replacement: the section is as it was.

        Raises:
            InputError: another has its name by now.
        """
        with self._engine.begin() as connection:
            there = _named(connection, section.name)
            if there is not None and there.id != section.id:
                raise _taken(there.name)
            connection.execute(delete(saved_sections).where(saved_sections.c.id == section.id))
            values = {**msgspec.structs.asdict(section), "name_key": section.name.casefold()}
            connection.execute(insert(saved_sections).values(**values))


def _clean(name: str) -> str:
    cleaned = storable(" ".join(name.split()))[:LONGEST_NAME].strip()
    if not cleaned:
        raise InputError(_("A saved section needs a name."), _("Type one, for example “About our helpline”."))
    return cleaned


def _taken(name: str) -> InputError:
    return InputError(
        _("There is a section called “{name}” already.").format(name=name), _("Choose another name, or replace that one.")
    )


def _named(connection: Connection, name: str) -> SavedSection | None:
    key = " ".join(name.split()).casefold()
    row = connection.execute(select(saved_sections).where(saved_sections.c.name_key == key)).mappings().first()
    return None if row is None else _section(row)


def _by_id(connection: Connection, section_id: str) -> SavedSection:
    row = connection.execute(select(saved_sections).where(saved_sections.c.id == section_id)).mappings().first()
    if row is None:
        raise NotFoundError(
            _("This saved section is not there any more."), _("Somebody may have removed it; look at the list again.")
        )
    return _section(row)


def _section(row: RowMapping) -> SavedSection:
    return SavedSection(**{name: row[name] for name in SavedSection.__struct_fields__})
