"""lists: the lists with their numbers."""

from __future__ import annotations

import argparse

from composer.cli.console import DONE, Console
from composer.i18n import _

NAME = "lists"
HELP = _("show the lists with their numbers")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults()


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        rows = workspace.lists.all()
    finally:
        workspace.close()
    console.result(
        {"lists": [{"name": row.name, "contacts": row.contacts, "mailable": row.mailable} for row in rows]},
        [f"{row.name:<32}  {row.contacts:>7}  {row.mailable:>7}" for row in rows] or [_("There are no lists yet.")],
    )
    return DONE
