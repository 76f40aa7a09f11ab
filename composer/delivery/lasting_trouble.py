"""When letters that come back “for now” have come back long enough: the last five issues, over thirty days or more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from composer.database.tables import campaigns, deliveries, letters_in
from composer.delivery.reasons import Reason, enhanced_status, reason_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

ISSUES = 5
DAYS = timedelta(days=30)
_PASSING: frozenset[Reason] = frozenset({"full", "temporary", "routing"})


def lasts(connection: Connection, email_key: str) -> bool:
    """True where none of the last :data:`ISSUES` issues reached this person, for passing reasons, over :data:`DAYS` or more.

    One that arrived, or came back because of us, begins the count anew.
    """
    latest = connection.execute(
        select(deliveries.c.campaign, deliveries.c.state, deliveries.c.reply, campaigns.c.made)
        .join(campaigns, campaigns.c.id == deliveries.c.campaign)
        .where(
            deliveries.c.email_key == email_key,
            deliveries.c.state.in_(("sent", "failed", "uncertain")),
            campaigns.c.test.is_(False),
        )
        .order_by(campaigns.c.made.desc())
        .limit(ISSUES)
    ).all()
    if len(latest) < ISSUES or latest[0].made - latest[-1].made < DAYS:
        return False
    came_back = set(
        connection.scalars(
            select(func.distinct(letters_in.c.campaign)).where(
                letters_in.c.email_key == email_key,
                letters_in.c.kind == "bounce",
                letters_in.c["class"] == "soft",
                letters_in.c.campaign.in_([row.campaign for row in latest]),
            )
        )
    )
    return all(
        row.campaign in came_back or (row.state == "failed" and reason_of(enhanced_status(row.reply), row.reply) in _PASSING)
        for row in latest
    )
