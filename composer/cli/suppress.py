"""suppress: never mail these again."""

from __future__ import annotations

import argparse

from composer.cli.console import DONE, Console
from composer.i18n import _

NAME = "suppress"
HELP = _("never mail these addresses again (or a whole domain, written @example.org)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("addresses", metavar=_("ADDRESS"), nargs="+")
    parser.add_argument("--note", default="", help=_("why, for your records"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.suppressions import normalise_mark
    from composer.workspace import open_workspace

    for address in arguments.addresses:  # all of them are looked at first: a wrong one must not leave half of them marked
        normalise_mark(address)
    workspace = open_workspace(arguments.workspace)
    try:
        for address in arguments.addresses:
            workspace.suppressions.add(address, "domain" if address.startswith("@") else "by_hand", note=arguments.note)
    finally:
        workspace.close()
    console.result(
        {"suppressed": list(arguments.addresses)},
        [_("{address} gets no more letters.").format(address=address) for address in arguments.addresses],
    )
    return DONE
