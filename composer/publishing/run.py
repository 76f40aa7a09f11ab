"""Run a campaign: open the practice mailbox where it goes there, send, and note in the ledger what went out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from composer.delivery.campaign import Campaign, Counts
from composer.delivery.unheard import note_missing, unheard_of
from composer.i18n import N_, _
from composer.publishing.practice import practice_open
from composer.publishing.replies import Silent, hear

if TYPE_CHECKING:
    from composer.workspace import Workspace

_NOT_READ = N_("Nothing more was sent, because {places} did not say who unsubscribed. {why}")


def run_campaign(
    workspace: Workspace,
    campaign_id: str,
    *,
    on_progress: Callable[[Counts], None] = lambda _counts: None,
    stop: threading.Event | None = None,
    wait_for_deferred: bool = False,
) -> Counts:
    """Send what is still to be sent; blocks until it is done, paused or stopped, as :meth:`composer.delivery.sender.Sender.run`.

    Who unsubscribed, on the organisation's own site and by letter, is read first. Where one of these places does not tell,
    nothing is sent and the campaign pauses, unless somebody decided to send without it: a letter to somebody who said no cannot
    be taken back.

    The ledger is written if only one letter is out: an item somebody has read is not new any more, whatever became of the rest.
    """
    campaign = workspace.campaigns.get(campaign_id)
    account = workspace.accounts.get(campaign.account)
    if not account.practice:
        silent = silent_for(workspace, campaign_id, hear(workspace, [campaign.newsletter], stop=stop).silent)
        if silent:
            places = _(" and ").join(dict.fromkeys(one.shown for one in silent))
            workspace.campaigns.pause(campaign_id, _(_NOT_READ).format(places=places, why=silent[0].error))
            return workspace.campaigns.counts(campaign_id)
    with practice_open(workspace, account):
        try:
            return workspace.sender().run(
                campaign_id, on_progress=on_progress, stop=stop or threading.Event(), wait_for_deferred=wait_for_deferred
            )
        finally:
            note_what_went_out(workspace, campaign)


def silent_for(workspace: Workspace, campaign_id: str, silent: tuple[Silent, ...]) -> list[Silent]:
    """What stops a campaign of what did not answer: all of it but what it is sent without. Remembered with the campaign."""
    accepted = unheard_of(workspace.engine, campaign_id).without
    left = [one for one in silent if one.place not in accepted]
    note_missing(workspace.engine, campaign_id, dict.fromkeys(one.place for one in left))
    return left


def note_what_went_out(workspace: Workspace, campaign: Campaign) -> None:
    """Write the issue's items into the ledger, once for each list; a rehearsal with real people's lists leaves no trace."""
    if campaign.test or not workspace.campaigns.counts(campaign.id).sent:
        return
    lists = {row.name: row for row in workspace.lists.all() if row.name in campaign.lists}
    practice = {account.name for account in workspace.accounts.all() if account.practice}
    if campaign.account in practice and not all(row.sample for row in lists.values()):
        return
    items = [row.item for row in workspace.shelf.rows(workspace.campaigns.frozen(campaign.id).items)]
    workspace.ledger.record(
        items,
        campaign=campaign.id,
        issue_id=campaign.issue,
        issue_name=campaign.issue_name,
        lists=campaign.lists,
        at=workspace.clock(),
    )
