"""lists: the lists with their numbers, and what a list demands of its people."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from composer.cli.console import DONE, Console
from composer.i18n import _

if TYPE_CHECKING:
    from composer.contacts.lists import ListRow

NAME = "lists"
HELP = _("show the lists with their numbers")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demand",
        nargs="+",
        default=[],
        metavar=("NAME", "WHY"),
        help=_("let a list leave out who has none of these lawful bases: consent, any ...; without one, it asks for none again"),
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        if arguments.demand:
            workspace.lists.set_demands(arguments.demand[0], " ".join(arguments.demand[1:]))
        rows = workspace.lists.all()
    finally:
        workspace.close()
    console.result(
        {"lists": [_list_json(row) for row in rows]},
        [f"{row.name:<32}  {row.contacts:>7}  {row.mailable:>7}" for row in rows] or [_("There are no lists yet.")],
    )
    return DONE


def _list_json(row: ListRow) -> dict[str, Any]:
    demands = {"demands": row.demands.split()} if row.demands else {}
    return {"name": row.name, "contacts": row.contacts, "mailable": row.mailable, **demands}
