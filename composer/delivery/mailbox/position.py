"""How far each mailbox was read, and how the last reading went; kept with the work, so that every machine knows it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from composer.database.tables import meta
from composer.database.upsert import insert_or_ignore, insert_or_update

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from composer.delivery.accounts import Account


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where the reading of one account's mailbox stands.

    Attributes:
        box: whose mailbox at which server; another one is read from its beginning.
        folders: UIDVALIDITY, and the number the next letter to be read has at least, by the folder's name (RFC 3501 2.3.1.1).
        at: when it was last read to its end; None before the first time.
        letters: how many new letters that reading found; ``for_people`` of them are none this program acts on.
        problem: why the last try failed, in words; empty where it went well.
        tried: when that was.
    """

    box: str = ""
    folders: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict)
    at: datetime | None = None
    letters: int = 0
    for_people: int = 0
    problem: str = ""
    tried: datetime | None = None


def box_of(account: Account) -> str:
    """What tells one mailbox from another."""
    return f"{account.imap_username or account.username or account.from_email}@{account.imap_host}:{account.imap_port}"


def position_of(engine: Engine, account: Account) -> Position:
    """How it stands with an account's mailbox."""
    with engine.connect() as connection:
        return _read(connection.scalar(select(meta.c.value).where(meta.c.key == _key(account))), account)


def held_position(connection: Connection, account: Account) -> Position:
    """As :func:`position_of`, held until the end of the caller's transaction, so that two machines read one after the other."""
    insert_or_ignore(connection, meta, [{"key": _key(account), "value": _written(Position(box=box_of(account)))}])
    held = select(meta.c.value).where(meta.c.key == _key(account)).with_for_update()
    return _read(connection.scalar(held), account)


def keep_position(connection: Connection, account: Account, position: Position) -> None:
    """Remember it, in the caller's transaction."""
    insert_or_update(connection, meta, [{"key": _key(account), "value": _written(position)}], ["key"])


def _read(value: str | None, account: Account) -> Position:
    position = Position() if value is None else msgspec.json.decode(value, type=Position)
    return position if position.box == box_of(account) else Position(box=box_of(account))


def _written(position: Position) -> str:
    return msgspec.json.encode(position).decode()


def _key(account: Account) -> str:
    return f"mailbox:{account.name}"
