"""Who is in which of several groups, asked at once: for letters of which some parts are for some groups only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from composer.contacts.groups import in_group, require_group
from composer.database.tables import contacts
from composer.errors import NotFoundError

if TYPE_CHECKING:
    from sqlalchemy import Engine


def memberships(engine: Engine, names: Iterable[str], now: datetime) -> dict[str, frozenset[str]]:
    """Ids of the contacts in each group (a list's name, ``tag:NAME``, ``segment:NAME``); nobody is in one that is not there."""
    found: dict[str, frozenset[str]] = {}
    with engine.connect() as connection:
        for name in names:
            try:
                require_group(connection, name)
            except NotFoundError:
                found[name] = frozenset()
                continue
            found[name] = frozenset(connection.scalars(select(contacts.c.id).where(in_group(connection, name, now))))
    return found


def unknown_groups(engine: Engine, names: Iterable[str]) -> list[str]:
    """Those of the groups that are not there."""
    missing = []
    with engine.connect() as connection:
        for name in names:
            try:
                require_group(connection, name)
            except NotFoundError:
                missing.append(name)
    return missing
