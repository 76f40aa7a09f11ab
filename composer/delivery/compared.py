"""An audience beside earlier ones: who is new or gone since the last time, and who had another letter today already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Select, select

from composer.database.tables import accounts, campaigns, deliveries
from composer.delivery.audience import HAD_IT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from composer.delivery.audience import Audience

LOOKED_BACK = 30
"""Earlier campaigns of a newsletter among which the last one to the same lists is looked for."""


@dataclass(frozen=True)
class SinceLast:
    """How an audience differs from that of the newsletter's last issue.

    Attributes:
        same_lists: whether that issue went to the very same lists.
        joined: keys (normalised addresses) of those who get this one and were not meant to get that one.
        gone: addresses of those who were and are not now; empty strings for those who were erased.
    """

    issue_name: str
    at: datetime
    people: int
    same_lists: bool
    joined: frozenset[str]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class LetterToday:
    """Another issue of the same day, and how many of an audience had it."""

    issue_name: str
    at: datetime
    people: int


def since_last(
    engine: Engine, found: Audience, *, newsletter_id: str, issue_id: str, lists: Sequence[str], rehearsals: bool
) -> SinceLast | None:
    """The difference from the last other issue of the newsletter that went out; None where there was none.

    Args:
        rehearsals: whether letters to the practice mailbox are what is compared, or real ones.
    """
    statement = (
        _campaigns(rehearsals)
        .where(campaigns.c.newsletter == newsletter_id, campaigns.c.issue != issue_id, campaigns.c.started.is_not(None))
        .order_by(campaigns.c.started.desc(), campaigns.c.id)
        .limit(LOOKED_BACK)
    )
    with engine.connect() as connection:
        earlier = [(row, frozenset(msgspec.json.decode(row.lists, type=list[str]))) for row in connection.execute(statement)]
        if not earlier:
            return None
        row, names = next(((one, to) for one, to in earlier if to == frozenset(lists)), earlier[0])
        before = _keys(connection, row.id)
    now = {person.email_key for person in found.people}
    return SinceLast(
        issue_name=row.issue_name,
        at=row.started,
        people=len(before),
        same_lists=names == frozenset(lists),
        joined=frozenset(now - before.keys()),
        gone=tuple(email for key, email in before.items() if key not in now),
    )


def letters_today(engine: Engine, found: Audience, *, issue_id: str, since: datetime, rehearsals: bool) -> list[LetterToday]:
    """Which other issues people of this audience had since a moment (the day's beginning), or are about to have.

    Args:
        rehearsals: as in :func:`since_last`.
    """
    statement = _campaigns(rehearsals).where(
        campaigns.c.issue != issue_id,
        campaigns.c.id.in_(
            select(deliveries.c.campaign).where(deliveries.c.at >= since, deliveries.c.state.in_(HAD_IT)).distinct()
        ),
    )
    now = {person.email_key for person in found.people}
    letters = []
    with engine.connect() as connection:
        for row in connection.execute(statement.order_by(campaigns.c.made)).all():
            had = select(deliveries.c.email_key).where(
                deliveries.c.campaign == row.id, deliveries.c.at >= since, deliveries.c.state.in_(HAD_IT)
            )
            count = sum(1 for key in connection.scalars(had) if key in now)
            if count:
                letters.append(LetterToday(row.issue_name, row.started or row.made, count))
    return letters


def _campaigns(rehearsals: bool) -> Select[Any]:
    practice = select(accounts.c.name).where(accounts.c.practice.is_(True))
    columns = (campaigns.c.id, campaigns.c.issue_name, campaigns.c.lists, campaigns.c.started, campaigns.c.made)
    chosen = campaigns.c.account.in_(practice) if rehearsals else campaigns.c.account.not_in(practice)
    return select(*columns).where(chosen, campaigns.c.test.is_(False), campaigns.c.state != "cancelled")


def _keys(connection: Connection, campaign_id: str) -> dict[str, str]:
    """Address by normalised address of everyone a campaign was for; an erased person's key says nothing of them."""
    rows = connection.execute(select(deliveries.c.email_key, deliveries.c.email).where(deliveries.c.campaign == campaign_id))
    return {key: email for key, email in rows}  # noqa: C416 – a Row is no tuple to the type checker
