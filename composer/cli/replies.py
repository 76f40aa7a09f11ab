"""replies: read returned messages, from files or from an account's mailbox, and say what each one means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.errors import AccountError, InputError
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.bounces import ReplyEntry
    from composer.delivery.mailbox.reading import ReadLetter
    from composer.workspace import Workspace

NAME = "replies"
HELP = _("read returned messages (bounces, complaints, unsubscribe requests, auto-replies) from files or a mailbox")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar=_("PATH"), nargs="*", type=Path, help=_("message files, or folders of them"))
    parser.add_argument(
        "--account",
        default="",
        metavar="NAME",
        help=_("what is new in this account’s mailbox; what it asks for is done, and nothing there is changed"),
    )
    parser.add_argument("--keep", action="store_true", help=_("never mail again whoever a message in a file says must not be"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    if bool(arguments.paths) == bool(arguments.account):
        raise InputError(_("Read from where?"), _("Give files or folders, or a mailbox with --account NAME."))
    if arguments.account:
        return _from_mailbox(arguments, console)
    from composer.publishing.replies import letter_files, read_file

    data: list[dict[str, Any]] = []
    for path in letter_files(arguments.paths):
        data += _entries(str(path), read_file(path)[1])
    if arguments.keep:
        _keep(arguments, console)
    _tell(console, data)
    return DONE


def _from_mailbox(arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.replies import read_account
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        account = workspace.accounts.get(arguments.account)
        if account.practice:
            raise AccountError(_("Nothing comes back to the practice mailbox."), _("Name a real account."))
        data: list[dict[str, Any]] = []

        def on_letter(letter: ReadLetter) -> None:
            data.extend(_entries(f"{account.name}: {letter.place}", letter.entries))
            for one in letter.heeded:
                if one.suppressed:
                    console.say(_("{address} gets no more letters.").format(address=one.address))
            console.progress(ngettext("{count} entry read", "{count} entries read", len(data)).format(count=len(data)))

        read = read_account(workspace, account, on_letter=on_letter)
        console.end_progress()
        for campaign in read.paused:
            console.say(f"{workspace.campaigns.get(campaign).issue_name}: {workspace.campaigns.get(campaign).why}")
        if read.left:
            console.say(
                _("{count} letters are still to be read: run this again.").format(count=f"{read.left:,}"),
            )
        _tell(console, data, letters=read.letters, stopped=read.stopped, left=read.left)
        return ATTENTION if read.left or read.paused else DONE
    finally:
        workspace.close()


def _entries(place: str, entries: Sequence[ReplyEntry]) -> list[dict[str, Any]]:
    return [
        {
            "file": place,
            "kind": entry.kind,
            "recipient": entry.recipient,
            "class": entry.class_,
            "status": entry.status,
            "reason": entry.reason,
            "suppress": entry.suppress,
        }
        for entry in entries
    ]


def _tell(console: Console, data: list[dict[str, Any]], **more: int) -> None:
    lines = [f"{row['kind']:<12}  {row['class'] or '':<6}  {row['recipient'] or '?':<40}  {row['reason'] or ''}" for row in data]
    console.result({"messages": data, **more}, lines or [_("Nothing new.")])


def _keep(arguments: argparse.Namespace, console: Console) -> None:
    from composer.publishing.replies import heed_files
    from composer.workspace import open_workspace

    workspace: Workspace = open_workspace(arguments.workspace)
    try:
        for read in heed_files(workspace, arguments.paths):
            for address in read.addresses:
                console.say(_("{address} gets no more letters.").format(address=address))
    finally:
        workspace.close()
