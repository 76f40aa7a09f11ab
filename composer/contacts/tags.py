"""Tags: words on people that the office chooses, as many as it likes. A tag is no list: nobody subscribes to it or leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Engine, and_, delete, func, insert, select, update

from composer.contacts.bulk_rows import insert_rows
from composer.contacts.contact import clean_text, fold
from composer.contacts.lists import chunks
from composer.database.tables import contact_tags, contacts
from composer.errors import InputError
from composer.i18n import _

LONGEST_TAG = 60
_PARTS = re.compile(r"[,;|]")
_QUOTED = re.compile(r'(?<![^\s,;|])"([^"]*)"(?![^\s,;|])')
TAG = "tag:"
"""Before a tag's name where a list's name could stand as well."""


class TagRow(msgspec.Struct, frozen=True, kw_only=True):
    """One tag and how many people have it."""

    name: str
    contacts: int


def clean_tag(text: str) -> str:
    """A tag as it is kept.

    Raises:
        InputError: nothing is left of it, or it holds a comma (which parts tags in files).
    """
    tag = clean_text(text, LONGEST_TAG)
    if not tag or "," in tag or ";" in tag:
        raise InputError(_("“{tag}” cannot be a tag.").format(tag=tag), _("Use a word or two, without commas."))
    return tag


def split_tags(cell: str) -> tuple[str, ...]:
    """The tags in a cell of a file: parted by commas, semicolons, bars or ``:::`` (Google), with or without quotation marks.

    A comma inside quotation marks (Mailchimp) parts nothing; groups of Google's own (``* myContacts``) are no tags.
    """
    found: dict[str, str] = {}
    plain = _QUOTED.sub(lambda quoted: _PARTS.sub(" ", quoted[1]), cell.replace(":::", ","))
    for part in _PARTS.split(plain):
        if part.strip().startswith("* ") or part.strip() == "myContacts":
            continue
        tag = clean_text(part.strip().strip("\"'“”").strip(), LONGEST_TAG)
        if tag:
            found.setdefault(fold(tag), tag)
    return tuple(found.values())


def all_tags(engine: Engine) -> list[TagRow]:
    """Every tag somebody has, by name."""
    with engine.connect() as connection:
        statement = select(contact_tags.c.tag, func.count()).group_by(contact_tags.c.tag)
        rows = [TagRow(name=name, contacts=count) for name, count in connection.execute(statement)]
    return sorted(rows, key=lambda row: (fold(row.name), row.name))


def known_tag(connection: Connection, tag: str) -> str:
    """``tag`` in the spelling it has here already (capitals and accents do not matter), else as it stands."""
    if connection.scalar(select(contact_tags.c.tag).where(contact_tags.c.tag == tag).limit(1)):
        return tag
    folded = fold(tag)
    names: list[str] = list(connection.scalars(select(contact_tags.c.tag).distinct()))
    return next((name for name in names if fold(name) == folded), tag)


def known_tags(connection: Connection, tags: Iterable[str]) -> dict[str, str]:
    """As :func:`known_tag` for many at once: folded -> the spelling that counts; the first one where none is known here."""
    spelt = {fold(name): name for name in connection.scalars(select(contact_tags.c.tag).distinct())}
    for tag in tags:
        spelt.setdefault(fold(tag), tag)
    return spelt


def tags_of(connection: Connection, contact_id: str) -> tuple[str, ...]:
    """A person's tags, by name."""
    found = connection.scalars(select(contact_tags.c.tag).where(contact_tags.c.contact == contact_id))
    return tuple(sorted(found, key=fold))


def add_tag(connection: Connection, tag: str, contact_ids: Sequence[str]) -> list[str]:
    """Put a tag on people in the caller's transaction; returns those who did not have it."""
    tag = known_tag(connection, clean_tag(tag))
    fresh: list[str] = []
    for chunk in chunks(list(dict.fromkeys(contact_ids))):
        there = set(
            connection.scalars(select(contact_tags.c.contact).where(contact_tags.c.tag == tag, contact_tags.c.contact.in_(chunk)))
        )
        kept = set(connection.scalars(select(contacts.c.id).where(contacts.c.id.in_(chunk))))
        new = [contact for contact in chunk if contact in kept and contact not in there]
        insert_rows(connection, contact_tags, [{"contact": contact} for contact in new], {"tag": tag})
        fresh += new
    return fresh


def take_tag(connection: Connection, tag: str, contact_ids: Sequence[str]) -> list[str]:
    """Take a tag off people in the caller's transaction; returns those who had it."""
    tag = known_tag(connection, clean_tag(tag))
    had: list[str] = []
    for chunk in chunks(list(dict.fromkeys(contact_ids))):
        mine = and_(contact_tags.c.tag == tag, contact_tags.c.contact.in_(chunk))
        had += connection.scalars(select(contact_tags.c.contact).where(mine)).all()
        connection.execute(delete(contact_tags).where(mine))
    return had


def rename_tag(engine: Engine, tag: str, new_name: str) -> None:
    """Give a tag another name; where that is a tag already, they become one.

    Raises:
        InputError: the new name is not usable.
    """
    new_name = clean_tag(new_name)
    with engine.begin() as connection:
        if new_name == tag:
            return
        have_both = select(contact_tags.c.contact).where(contact_tags.c.tag == new_name).scalar_subquery()
        connection.execute(delete(contact_tags).where(contact_tags.c.tag == tag, contact_tags.c.contact.in_(have_both)))
        connection.execute(update(contact_tags).where(contact_tags.c.tag == tag).values(tag=new_name))


def set_tags(connection: Connection, contact_id: str, tags: Sequence[str]) -> None:
    """Let one person have exactly these tags, in the caller's transaction."""
    connection.execute(delete(contact_tags).where(contact_tags.c.contact == contact_id))
    kept = {fold(tag): known_tag(connection, clean_tag(tag)) for tag in tags}
    if kept:
        connection.execute(insert(contact_tags), [{"tag": tag, "contact": contact_id} for tag in kept.values()])
