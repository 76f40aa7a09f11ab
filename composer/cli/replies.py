"""replies: read returned messages and say what each one means."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.cli.console import DONE, Console
from composer.errors import NotFoundError
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.bounces import ReplyEntry

NAME = "replies"
HELP = _("read returned messages (bounces, complaints, unsubscribe requests, auto-replies) from files")
LARGEST = 25_000_000  # bytes of one message


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar=_("PATH"), nargs="+", type=Path, help=_("message files, or folders of them"))
    parser.add_argument("--keep", action="store_true", help=_("never mail again whoever a message says must not be"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.delivery.bounces import read_reply

    data: list[dict[str, Any]] = []
    entries = []
    for path in _each(arguments.paths):
        with path.open("rb") as stream:
            content = stream.read(LARGEST)
        for entry in read_reply(content):
            entries.append(entry)
            data.append(
                {
                    "file": str(path),
                    "kind": entry.kind,
                    "recipient": entry.recipient,
                    "class": entry.class_,
                    "status": entry.status,
                    "reason": entry.reason,
                    "suppress": entry.suppress,
                }
            )
    if arguments.keep:
        _keep(arguments.workspace, entries, console)
    lines = [f"{row['kind']:<12}  {row['class'] or '':<6}  {row['recipient'] or '?':<40}  {row['reason'] or ''}" for row in data]
    console.result({"messages": data}, lines)
    return DONE


def _each(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        elif path.is_file():
            found.append(path)
        else:
            raise NotFoundError(_("There is no file “{name}”.").format(name=path))
    return found


def _keep(location: str, entries: list[ReplyEntry], console: Console) -> None:
    from composer.delivery.reply_intake import heed
    from composer.workspace import open_workspace

    workspace = open_workspace(location)
    try:
        heeded = heed(workspace.engine, workspace.clock, entries)
    finally:
        workspace.close()
    for outcome in heeded:
        if outcome.suppressed:
            console.say(_("{address} gets no more letters.").format(address=outcome.address))
