"""What lies on the desk: the issues, which of them went out, and what the next one would start from. Read off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from composer.delivery.campaign import Campaign, Counts
from composer.document.newsletter import Newsletter
from composer.document.store import IssueSummary
from composer.library.item import Item
from composer.library.shelf import ShelfQuery

if TYPE_CHECKING:
    from composer.workspace import Workspace


@dataclass(frozen=True)
class SentIssue:
    """An issue that went out, with its latest campaign."""

    issue: IssueSummary
    campaign: Campaign
    counts: Counts


@dataclass(frozen=True)
class Desk:
    """Everything the home page shows.

    Attributes:
        drafts, sent: newest first.
        waiting: campaigns that were begun and not finished (paused, or cut off by a crash).
        new_items: how many items on the shelf have not gone to the usual list yet.
        binned: issues in the bin.
        newest: the first few of the new items, as they stand on the shelf.
        elsewhere: who has an issue open at another computer, by the issue's id.
        scheduled: when an issue goes by itself, by its id.
    """

    newsletter: Newsletter | None
    drafts: tuple[IssueSummary, ...]
    sent: tuple[SentIssue, ...]
    waiting: tuple[Campaign, ...]
    new_items: int
    binned: tuple[IssueSummary, ...]
    newest: tuple[Item, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    scheduled: Mapping[str, datetime] = field(default_factory=dict)


COUNT_UP_TO = 500
NAMED = 4
"""Of the new items so many are named."""


def read_desk(workspace: Workspace) -> Desk:
    """Everything the home page shows, in one go."""
    newsletters = workspace.documents.newsletters()
    newsletter = newsletters[0] if newsletters else None
    issues = workspace.documents.issues()
    latest: dict[str, Campaign] = {}
    for campaign in workspace.campaigns.all(limit=200):
        if not campaign.test and campaign.state in ("finished", "sending", "paused"):
            latest.setdefault(campaign.issue, campaign)
    sent = [
        SentIssue(issue, latest[issue.id], workspace.campaigns.counts(latest[issue.id].id))
        for issue in issues
        if issue.id in latest
    ]
    sent.sort(key=lambda row: row.campaign.finished or row.campaign.made, reverse=True)
    drafts = sorted((issue for issue in issues if issue.id not in latest), key=lambda issue: issue.changed, reverse=True)
    query = ShelfQuery(new_for_list=newsletter.usual_list if newsletter else "", include_sent=False, limit=COUNT_UP_TO)
    new = workspace.shelf.find(query) if newsletter else []
    return Desk(
        newsletter=newsletter,
        drafts=tuple(drafts),
        sent=tuple(sent),
        waiting=tuple(workspace.campaigns.unfinished()),
        new_items=len(new),
        newest=tuple(row.item for row in new[:NAMED]),
        binned=tuple(workspace.documents.issues(in_bin=True)),
        scheduled={campaign.issue: campaign.starts for campaign, _stands in workspace.schedule.all() if campaign.starts},
        elsewhere={issue_id: hold.shown for issue_id, hold in workspace.documents.holds.held().items()},
    )
