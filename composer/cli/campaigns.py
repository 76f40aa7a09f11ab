"""campaigns: what was sent, to whom, with the server's answers; resume, pause and cancel; deciding about letters nobody is
certain of; a folder for the records.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.moments import moment_text
from composer.cli.running import counts_json, run_with_progress
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.campaign import Campaign, Delivery
    from composer.workspace import Workspace

NAME = "campaigns"
HELP = _("what was sent, to whom, and what became of it")
ACTIONS = ("list", "show", "resume", "pause", "cancel", "settle", "archive", "due")
ALL = "all"
EVERYONE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, nargs="?", default="list")
    parser.add_argument("campaign", metavar=_("CAMPAIGN"), nargs="?", default="", help=_("its id; else the newest"))
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help=_("where archive puts the folder; else here"))
    parser.add_argument(
        "--arrived",
        nargs="+",
        default=[],
        metavar=_("ADDRESS"),
        help=_("settle: these have their letter (ask them, or look at the server's record); “all” for all of them"),
    )
    parser.add_argument(
        "--again",
        nargs="+",
        default=[],
        metavar=_("ADDRESS"),
        help=_("settle: these do not have it; it goes to them with the next resume; “all” for all of them"),
    )
    parser.add_argument(
        "--without-replies",
        action="store_true",
        help=_("resume though a website or mailbox does not say who unsubscribed; letters then name no website"),
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.unheard import send_without, unheard_of
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        if arguments.action == "list":
            return _list(workspace, console)
        if arguments.action == "due":
            return _due(workspace, console)
        campaign = _chosen(workspace, arguments.campaign)
        if arguments.action == "archive":
            return _archive(workspace, campaign, arguments.out, console)
        if arguments.action == "settle":
            return _settle(workspace, campaign, arguments.arrived, arguments.again, console)
        if arguments.without_replies:
            send_without(workspace.engine, campaign.id, unheard_of(workspace.engine, campaign.id).missing)
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
        "starts": moment_text(campaign.starts),
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
    if campaign.state in ("paused", "scheduled", "cancelled"):  # a cancelled one says why it cannot
        workspace.campaigns.resume(campaign.id)
    began = time.monotonic()
    counts = run_with_progress(workspace, campaign.id, console)
    line = ngettext("{count} letter is out.", "{count} letters are out.", counts.sent).format(count=counts.sent)
    console.result(counts_json(workspace, campaign.id, counts, time.monotonic() - began), [line])
    return DONE if not counts.open and not counts.failed else ATTENTION


def _due(workspace: Workspace, console: Console) -> int:
    """Begin what is due (a timer of the system calls this every few minutes); what missed its time waits for a person."""
    from composer.delivery.schedule import Standing

    begun, lines, well = [], [], True
    for campaign, stands in workspace.schedule.all():
        if stands is Standing.MISSED:
            well = False
            lines.append(
                _("“{issue}” missed its time, {when}. Nothing was sent: resume it or cancel it ({campaign}).").format(
                    issue=campaign.issue_name, when=moment_text(campaign.starts, zone=workspace.zone.key), campaign=campaign.id
                )
            )
        elif stands is Standing.DUE and not workspace.schedule.claim(campaign.id):
            # Another computer has begun it, or the one before it took longer than it may be late.
            well = well and workspace.campaigns.get(campaign.id).state != "scheduled"
        elif stands is Standing.DUE:
            counts = run_with_progress(workspace, campaign.id, console)
            well = well and not counts.open and not counts.failed
            begun.append(_campaign_json(workspace, workspace.campaigns.get(campaign.id)))
            words = ngettext("“{issue}”: {count} letter is out.", "“{issue}”: {count} letters are out.", counts.sent)
            lines.append(words.format(issue=campaign.issue_name, count=counts.sent))
    left = [_campaign_json(workspace, campaign) for campaign, _stands in workspace.schedule.all()]
    console.result({"begun": begun, "scheduled": left}, lines or [_("Nothing is due.")])
    return DONE if well else ATTENTION


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


def _settle(workspace: Workspace, campaign: Campaign, arrived: list[str], again: list[str], console: Console) -> int:
    """Letters nobody knows the fate of: a person says which are there, and which go once more."""
    from composer.errors import InputError

    doubtful = workspace.campaigns.deliveries(campaign.id, "uncertain", limit=EVERYONE)
    there, missing = _meant(doubtful, arrived), _meant(doubtful, again)
    if there & missing:
        raise InputError(
            _("The same letter cannot have arrived and be missing."), _("Name each address once, in --arrived or in --again.")
        )
    settled = workspace.campaigns.settle_uncertain(campaign.id, sorted(there), sent=True)
    queued = workspace.campaigns.settle_uncertain(campaign.id, sorted(missing), sent=False)
    left = workspace.campaigns.deliveries(campaign.id, "uncertain", limit=EVERYONE)
    lines = [_("uncertain  {address}  {reply}").format(address=row.email, reply=row.reply) for row in left]
    if not doubtful:
        lines = [_("There is no letter nobody is certain about.")]
    elif not (there or missing):
        lines.append(_("Say which arrived (--arrived ADDRESS… or all) and which did not (--again ADDRESS… or all)."))
    if settled:
        lines.append(
            ngettext("{count} letter is taken as arrived.", "{count} letters are taken as arrived.", settled).format(
                count=settled
            )
        )
    if queued:
        waiting = ngettext("{count} letter waits to go again:", "{count} letters wait to go again:", queued).format(count=queued)
        lines.append(f"{waiting} newsletter campaigns resume {campaign.id}")
    data = {
        **_campaign_json(workspace, workspace.campaigns.get(campaign.id)),
        "arrived": settled,
        "again": queued,
        "deliveries": [{"email": row.email, "state": row.state, "reply": row.reply or None} for row in left],
    }
    console.result(data, lines)
    return ATTENTION if left or queued else DONE


def _meant(doubtful: list[Delivery], named: list[str]) -> set[int]:
    """The ids of the letters that were named, by address.

    Raises:
        InputError: an address has no letter here that is in doubt; nothing was decided.
    """
    from composer.contacts.addresses import normalise_address
    from composer.errors import InputError

    if [name.lower() for name in named] == [ALL]:
        return {row.id for row in doubtful}
    ids = {normalise_address(row.email): row.id for row in doubtful}
    found = set()
    for name in named:
        key = normalise_address(name)
        if key not in ids:
            raise InputError(
                _("No letter to {address} is in doubt.").format(address=name),
                _("“newsletter campaigns settle” lists those that are."),
            )
        found.add(ids[key])
    return found


def _archive(workspace: Workspace, campaign: Campaign, into: Path, console: Console) -> int:
    from composer.publishing.archive import archive

    folder = archive(workspace.campaigns, campaign.id, into, workspace.zone)
    console.result({"campaign": campaign.id, "folder": str(folder)}, [str(folder)])
    return DONE
