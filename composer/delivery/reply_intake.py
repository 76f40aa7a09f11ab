"""What follows from letters that came in: they find the delivery they speak of, and say who is written to no more.

A report about somebody we never wrote to changes nothing: anybody can send such a thing. A wish to be left alone always counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select, update

from composer.clock import Clock
from composer.contacts.addresses import normalise_address
from composer.contacts.suppressions import ERASED_KEY, add_mark
from composer.database.tables import campaigns, deliveries
from composer.delivery.bounces import ReplyEntry
from composer.delivery.came_back import came_back_since
from composer.errors import InputError
from composer.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row

REASONS = {"bounce": "bounced", "complaint": "complained", "unsubscribe": "unsubscribed"}
"""Why a mark is made, by the kind of message."""


@dataclass(frozen=True)
class Heeded:
    """What became of one entry.

    Attributes:
        campaign: id of the campaign whose letter it speaks of; empty where none was found.
        address: whom it concerns, normalised; empty where nobody we know of.
        suppressed: that person gets no more letters (or no more of that newsletter) from now on.
        delivery: id of the letter it speaks of; None where none was found.
        was: what that letter's delivery was before, where this changed it.
        mark: id of the mark that was made; empty where there was one already, or none was needed.
    """

    entry: ReplyEntry
    campaign: str = ""
    address: str = ""
    suppressed: bool = False
    delivery: int | None = None
    was: str = ""
    mark: str = ""


def heed(engine: Engine, clock: Clock, entries: Iterable[ReplyEntry]) -> list[Heeded]:
    """Do what the entries ask for. Doing it twice changes nothing more."""
    with engine.begin() as connection:
        return [heed_entry(connection, entry, clock()) for entry in entries]


def heed_entry(connection: Connection, entry: ReplyEntry, now: datetime, *, received: datetime | None = None) -> Heeded:
    """Do what one entry asks for, in the caller's transaction.

    Args:
        received: when the letter came in; it says nothing against somebody who asked to come back since. None: just now.
    """
    if entry.kind not in REASONS:
        return Heeded(entry)
    row = _delivery_of(connection, entry)
    key = row.email_key if row is not None else _key(entry.recipient)
    heeded = Heeded(entry, row.campaign if row is not None else "", key, delivery=row.id if row is not None else None)
    if received is not None and key and came_back_since(connection, key, received):
        return heeded
    if row is not None and entry.kind == "bounce":
        heeded = replace(heeded, was=_note(connection, row, entry, now))
    if not entry.suppress or not key or key.startswith(ERASED_KEY) or (row is None and entry.kind != "unsubscribe"):
        return heeded
    newsletter = row.newsletter if row is not None and entry.kind == "unsubscribe" else ""
    mark = add_mark(connection, key, REASONS[entry.kind], newsletter=newsletter, note=_words(entry), at=now)
    return replace(heeded, suppressed=True, mark=mark)


def _delivery_of(connection: Connection, entry: ReplyEntry) -> Row[Any] | None:
    """The delivery by our own mark; else the latest one to that address."""
    columns: Select[Any] = (
        select(deliveries.c.id, deliveries.c.email_key, deliveries.c.campaign, deliveries.c.state, campaigns.c.newsletter)
        .join(campaigns, campaigns.c.id == deliveries.c.campaign)
        .where(deliveries.c.state.in_(("sent", "uncertain", "failed", "sending")))
    )
    if entry.token:
        found = connection.execute(columns.where(deliveries.c.token == entry.token)).first()
        if found is not None:
            return found
    key = _key(entry.recipient)
    if not key:
        return None
    latest = columns.where(deliveries.c.email_key == key).order_by(deliveries.c.at.desc(), deliveries.c.id.desc()).limit(1)
    return connection.execute(latest).first()


def _note(connection: Connection, row: Row[Any], entry: ReplyEntry, now: datetime) -> str:
    """Write into the delivery that its letter came back; where nobody is there, it did not arrive. Returns what it was before
    that; empty where its state stays."""
    values: dict[str, Any] = {"reply": _("Came back: {words}").format(words=_words(entry))}
    changes = entry.class_ == "hard" and row.state in ("sent", "uncertain")
    if changes:
        values |= {"state": "failed", "at": now}
    connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(**values))
    return str(row.state) if changes else ""


def _words(entry: ReplyEntry) -> str:
    return f"{entry.status} {entry.reason.replace('_', ' ')}".strip()


def _key(address: str | None) -> str:
    try:
        return normalise_address(address or "")
    except InputError:
        return ""
