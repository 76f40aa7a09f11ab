"""Who asked to come back after a letter was written is not taken off again by that letter, however often it is read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from composer.contacts.suppressions import address_hash, find_salt
from composer.database.tables import suppressions

if TYPE_CHECKING:
    from sqlalchemy import Connection


def came_back_since(connection: Connection, email_key: str, at: datetime) -> bool:
    """True where a mark on the normalised address was lifted at ``at`` or later."""
    digest = address_hash(find_salt(connection), email_key)
    later = select(suppressions.c.id).where(suppressions.c.address_hash == digest, suppressions.c.lifted >= at).limit(1)
    return connection.execute(later).first() is not None
