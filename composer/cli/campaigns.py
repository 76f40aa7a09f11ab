"""campaigns: what was sent, to whom, with the server's answers; resume, pause and cancel."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.moments import moment_text
from composer.cli.running import counts_json, run_with_progress
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.campaign import Campaign
    from composer.workspace import Workspace

NAME = "campaigns"
HELP = _("what was sent, to whom, and what became of it")
ACTIONS = ("list", "show", "resume", "pause", "cancel")
EVERYONE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, nargs="?", default="list")
    parser.add_argument("campaign", metavar=_("CAMPAIGN"), nargs="?", default="", help=_("its id; else the newest"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        if arguments.action == "list":
            return _list(workspace, console)
        campaign = _chosen(workspace, arguments.campaign)
        actions = {"show": _show, "resume": _resume, "pause": _pause, "cancel": _cancel}
        return actions[arguments.action](workspace, campaign, console)
    finally:
        workspace.close()


def _chosen(workspace: Workspace, given: str) -> Campaign:
    if given:
        return workspace.campaigns.get(given)
    newest = workspace.campaigns.all(limit=1)
    if not newest:
        from composer.errors import NotFoundError

        raise NotFoundError(_("Nothing was sent from here yet."))
    return newest[0]


def _campaign_json(workspace: Workspace, campaign: Campaign) -> dict[str, Any]:
    counts = workspace.campaigns.counts(campaign.id)
    return {
        "campaign": campaign.id,
        "issue": campaign.issue_name,
        "subject": campaign.subject,
        "state": campaign.state,
        "why": campaign.why or None,
        "account": campaign.account,
        "lists": list(campaign.lists),
        "made": moment_text(campaign.made),
        "started": moment_text(campaign.started),
        "finished": moment_text(campaign.finished),
        "total": counts.total,
        "sent": counts.sent,
        "failed": counts.failed,
        "deferred": counts.deferred,
        "uncertain": counts.uncertain,
        "suppressed": counts.suppressed,
    }


def _list(workspace: Workspace, console: Console) -> int:
    data = [_campaign_json(workspace, campaign) for campaign in workspace.campaigns.all()]
    lines = [
        f"{row['campaign']}  {row['made'][:10]}  {row['state']:<9}  {row['sent']:>6} / {row['total']:<6}  {row['subject']}"
        for row in data
    ]
    console.result({"campaigns": data}, lines or [_("Nothing was sent from here yet.")])
    return DONE


def _show(workspace: Workspace, campaign: Campaign, console: Console) -> int:
    rows = workspace.campaigns.deliveries(campaign.id, limit=EVERYONE)
    data = [
        {"email": row.email, "state": row.state, "attempts": row.attempts, "reply": row.reply or None, "at": moment_text(row.at)}
        for row in rows
    ]
    console.result(
        {**_campaign_json(workspace, campaign), "deliveries": data},
        [f"{row.state:<10}  {row.attempts}  {row.email:<40}  {row.reply}" for row in rows],
    )
    return ATTENTION if any(row.state in ("failed", "uncertain", "deferred") for row in rows) else DONE


def _resume(workspace: Workspace, campaign: Campaign, console: Console) -> int:
    if campaign.state in ("paused", "cancelled"):  # a cancelled one says why it cannot
        workspace.campaigns.resume(campaign.id)
    began = time.monotonic()
    counts = run_with_progress(workspace, campaign.id, console)
    line = ngettext("{count} letter is out.", "{count} letters are out.", counts.sent).format(count=counts.sent)
    console.result(counts_json(workspace, campaign.id, counts, time.monotonic() - began), [line])
    return DONE if not counts.open and not counts.failed else ATTENTION


def _pause(workspace: Workspace, campaign: Campaign, console: Console) -> int:
    workspace.campaigns.pause(campaign.id, _("Paused from the command line."))
    console.result(_campaign_json(workspace, workspace.campaigns.get(campaign.id)), [_("Paused. Nobody gets it twice.")])
    return DONE


def _cancel(workspace: Workspace, campaign: Campaign, console: Console) -> int:
    workspace.campaigns.cancel(campaign.id)
    console.result(
        _campaign_json(workspace, workspace.campaigns.get(campaign.id)),
        [_("Cancelled. Who has it, has it; nobody else gets it.")],
    )
    return DONE
