"""What the office did with a person, kept with them in the words it was done in: their history tells it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from composer.contacts.contact import clean_text
from composer.database.tables import contact_events


class PersonEvent(msgspec.Struct, frozen=True):
    """Something done with one person.

    Attributes:
        what: ``edited``, ``merged``, ``moved``, ``undone`` or ``came_back``.
        text: the same in words.
    """

    at: datetime
    what: str
    text: str


def add_events(connection: Connection, contact_ids: Iterable[str], what: str, text: str, at: datetime) -> None:
    """Note the same thing for each of these people, in the caller's transaction."""
    rows = [{"contact": contact, "what": what, "text": clean_text(text), "at": at} for contact in contact_ids]
    if rows:
        connection.execute(insert(contact_events), rows)


def events_of(connection: Connection, contact_id: str) -> list[PersonEvent]:
    """What was done with one person, oldest first."""
    columns = (contact_events.c.at, contact_events.c.what, contact_events.c.text)
    rows = connection.execute(select(*columns).where(contact_events.c.contact == contact_id).order_by(contact_events.c.id))
    return [PersonEvent(*row) for row in rows]
