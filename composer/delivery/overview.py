"""What every sending came to, over the years: the figures of the yearly overview, counted from the outbox itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import func, select

from composer.contacts.suppressions import IMPORT_NOTE
from composer.database.tables import address_links, campaigns, deliveries, suppressions

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

AFTERWARDS = ("unsubscribed", "complained", "bounced")
"""What people and servers say to a letter after it came."""


@dataclass(frozen=True)
class Sending:
    """One campaign that went out, in figures.

    Attributes:
        at: when its first letter went; seconds: how long the whole took, 0 while it is not finished.
        people: how many it was for; sent, failed, uncertain: letters taken by the mail server, refused, of unknown fate.
        unsubscribed, complained, bounced: marks made after it and before the newsletter's next sending.
    """

    campaign: str
    issue_name: str
    subject: str
    newsletter: str
    lists: tuple[str, ...]
    at: datetime
    seconds: float
    people: int
    sent: int
    failed: int
    uncertain: int
    unsubscribed: int = 0
    complained: int = 0
    bounced: int = 0


def sendings(engine: Engine, *, but_accounts: Collection[str] = ()) -> list[Sending]:
    """Everything that went out, oldest first. Tests do not count, nor what was taken back before its first letter.

    Args:
        but_accounts: accounts whose sendings are rehearsals.
    """
    with engine.connect() as connection:
        statement = select(campaigns).where(campaigns.c.started.is_not(None), campaigns.c.test.is_(False))
        rows = [
            row
            for row in connection.execute(statement.order_by(campaigns.c.started, campaigns.c.id)).mappings()
            if row["account"] not in but_accounts
        ]
        counts = _counts(connection)
        marks = _marks(connection)
    found = []
    for row in rows:
        states = counts.get(row["id"], Counter())
        if not states["sent"] and not states["uncertain"] and not states["failed"]:
            continue
        ended = row["finished"]
        found.append(
            Sending(
                campaign=row["id"],
                issue_name=row["issue_name"],
                subject=row["subject"],
                newsletter=row["newsletter"],
                lists=tuple(msgspec.json.decode(row["lists"], type=list[str])),
                at=row["started"],
                seconds=(ended - row["started"]).total_seconds() if ended is not None else 0.0,
                people=states.total(),
                sent=states["sent"],
                failed=states["failed"],
                uncertain=states["uncertain"],
            )
        )
    return _with_marks(found, marks)


def _counts(connection: Connection) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    columns = (deliveries.c.campaign, deliveries.c.state)
    for campaign, state, number in connection.execute(select(*columns, func.count()).group_by(*columns)):
        counts.setdefault(campaign, Counter())[state] = number
    return counts


def _marks(connection: Connection) -> list[tuple[datetime, str, str]]:
    """Moment, newsletter (empty: all of them) and reason; what an import brought along answers no letter of ours."""
    who = func.coalesce(address_links.c.person, suppressions.c.address_hash)  # a no stands at each of a person's addresses
    statement = (
        select(suppressions.c.at, suppressions.c.newsletter, suppressions.c.reason, who)
        .outerjoin(address_links, address_links.c.address_hash == suppressions.c.address_hash)
        .where(suppressions.c.reason.in_(AFTERWARDS), ~suppressions.c.note.startswith(IMPORT_NOTE))
        .distinct()
    )
    return [(at, newsletter, reason) for at, newsletter, reason, _who in connection.execute(statement)]


def _with_marks(found: Sequence[Sending], marks: Sequence[tuple[datetime, str, str]]) -> list[Sending]:
    """Each mark belongs to the latest sending before it, of its newsletter where it names one."""
    told: list[Counter[str]] = [Counter() for _sending in found]
    for at, newsletter, reason in marks:
        for number in reversed(range(len(found))):
            if found[number].at <= at and newsletter in ("", found[number].newsletter):
                told[number][reason] += 1
                break
    return [
        Sending(**{**vars(sending), **{reason: told[number][reason] for reason in AFTERWARDS}})
        for number, sending in enumerate(found)
    ]
