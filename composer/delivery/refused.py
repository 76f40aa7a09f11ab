"""The refused letters of a campaign, sorted by why: one mistake in thirty addresses is one thing to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from composer.delivery.reasons import Reason, enhanced_status, reason_of

if TYPE_CHECKING:
    from composer.delivery.campaign import CampaignStore, Delivery

MOST = 20_000
"""Refusals looked at; with more of them the sending itself was wrong, and the first ones tell of it."""


@dataclass(frozen=True)
class RefusedGroup:
    """Everyone refused for one reason, in the order they were written to."""

    reason: Reason
    deliveries: tuple[Delivery, ...]


def refused_groups(campaigns: CampaignStore, campaign_id: str) -> list[RefusedGroup]:
    """The groups, the largest first. For a worker."""
    groups: dict[Reason, list[Delivery]] = {}
    known: dict[str, Reason] = {}  # servers repeat themselves
    for delivery in campaigns.deliveries(campaign_id, state="failed", limit=MOST):
        reason = known.get(delivery.reply)
        if reason is None:
            reason = known[delivery.reply] = reason_of(enhanced_status(delivery.reply), delivery.reply)
        groups.setdefault(reason, []).append(delivery)
    found = [RefusedGroup(reason, tuple(deliveries)) for reason, deliveries in groups.items()]
    return sorted(found, key=lambda group: -len(group.deliveries))
