"""Letters that come back because of us: a campaign that goes on would make it worse, so it pauses and says why (facts 3.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from composer.database.tables import campaigns, deliveries, letters_in
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from sqlalchemy import Connection

SHARE = 0.02
FEWEST = 3
"""A single server that is offended says nothing about the others."""
MANY = 20


def pause_where_refused(connection: Connection, campaign_ids: Iterable[str]) -> list[str]:
    """Pause those of these campaigns that are being sent and come back for policy's sake too often; their ids."""
    paused = []
    for campaign in sorted(set(campaign_ids)):
        refused = connection.execute(
            select(func.count(func.distinct(letters_in.c.delivery))).where(
                letters_in.c.campaign == campaign, letters_in.c.kind == "bounce", letters_in.c["class"] == "policy"
            )
        ).scalar_one()
        out = connection.execute(
            select(func.count()).where(deliveries.c.campaign == campaign, deliveries.c.state.in_(("sent", "failed", "uncertain")))
        ).scalar_one()
        if refused < FEWEST or (refused < MANY and refused <= SHARE * out):
            continue
        why = ngettext(
            "{count} letter came back because its server refuses letters from us.",
            "{count} letters came back because their servers refuse letters from us.",
            refused,
        ).format(count=refused)
        why += " " + _("Look at their words in Replies and show them to whoever looks after your e-mail before you go on.")
        found = connection.execute(
            update(campaigns).where(campaigns.c.id == campaign, campaigns.c.state == "sending").values(state="paused", why=why)
        )
        if found.rowcount:
            paused.append(campaign)
    return paused
