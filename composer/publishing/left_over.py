"""Who of a campaign's lists has not had its issue: they joined since, or their letter never went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.delivery.audience import audience
from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.delivery.campaign import Campaign
    from composer.workspace import Workspace


def left_over(workspace: Workspace, campaign: Campaign) -> int:
    """How many people the issue could still go to; 0 where a list or the account is gone, or nobody may be written to."""
    account = next((known for known in workspace.accounts.all() if known.name == campaign.account), None)
    try:
        found = audience(
            workspace.engine,
            workspace.clock,
            newsletter_id=campaign.newsletter,
            lists=campaign.lists,
            issue_id=campaign.issue,
            account=account,
        )
    except ComposerError:
        return 0  # the report is about what was sent; what cannot be sent any more is no news there
    return len(found.people)
