"""What follows from letters that came in: they find the delivery they speak of, and say who is written to no more.

A report about somebody we never wrote to changes nothing: anybody can send such a thing. A wish to be left alone always counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select, update

from composer.clock import Clock
from composer.contacts.addresses import normalise_address
from composer.contacts.suppressions import ERASED_KEY, add_mark
from composer.database.tables import campaigns, deliveries
from composer.delivery.bounces import ReplyEntry
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
    """

    entry: ReplyEntry
    campaign: str = ""
    address: str = ""
    suppressed: bool = False


def heed(engine: Engine, clock: Clock, entries: Iterable[ReplyEntry]) -> list[Heeded]:
    """Do what the entries ask for. Doing it twice changes nothing more."""
    with engine.begin() as connection:
        return [_heed(connection, entry, clock()) for entry in entries]


def _heed(connection: Connection, entry: ReplyEntry, now: datetime) -> Heeded:
    if entry.kind not in REASONS:
        return Heeded(entry)
    row = _delivery_of(connection, entry)
    key = row.email_key if row is not None else _key(entry.recipient)
    campaign = row.campaign if row is not None else ""
    if row is not None and entry.kind == "bounce":
        _note(connection, row, entry, now)
    if not entry.suppress or not key or key.startswith(ERASED_KEY) or (row is None and entry.kind != "unsubscribe"):
        return Heeded(entry, campaign, key)
    newsletter = row.newsletter if row is not None and entry.kind == "unsubscribe" else ""
    add_mark(connection, key, REASONS[entry.kind], newsletter=newsletter, note=_words(entry), at=now)
    return Heeded(entry, campaign, key, suppressed=True)


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


def _note(connection: Connection, row: Row[Any], entry: ReplyEntry, now: datetime) -> None:
    """Write into the delivery that its letter came back; where nobody is there, it did not arrive."""
    values: dict[str, Any] = {"reply": _("Came back: {words}").format(words=_words(entry))}
    if entry.class_ == "hard" and row.state in ("sent", "uncertain"):
        values |= {"state": "failed", "at": now}
    connection.execute(update(deliveries).where(deliveries.c.id == row.id).values(**values))


def _words(entry: ReplyEntry) -> str:
    return f"{entry.status} {entry.reason.replace('_', ' ')}".strip()


def _key(address: str | None) -> str:
    try:
        return normalise_address(address or "")
    except InputError:
        return ""
