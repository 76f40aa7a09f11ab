"""render: the bodies of an issue as they will be sent."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from composer.cli.console import DONE, Console
from composer.cli.issue_argument import add_issue_argument, opened_issue
from composer.cli.pictures import take_pictures
from composer.clock import clock_from_environment
from composer.i18n import _

NAME = "render"
HELP = _("write body.html, body.txt and message.eml of an issue, with pictures of it where asked")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_argument(parser)
    parser.add_argument("--template", default="", metavar="ID", help=_("another template than the issue’s own"))
    parser.add_argument(
        "--as", dest="reader", default="", metavar="ADDRESS", help=_("as this person of the workspace will read it")
    )
    parser.add_argument("--png", action="store_true", help=_("take pictures of it, phone and computer, light and dark"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("the folder to write to"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.cli.letter_file import frozen_for_a_file, write_letter
    from composer.document.visibility import groups_named, visible_to, with_only
    from composer.rendering.renderer import render

    with opened_issue(arguments.file, arguments.template) as opened:
        values, address, groups = _reader(arguments, groups_named(opened.issue))
        issue = with_only(opened.issue, visible_to(opened.issue, groups))
        rendered = render(issue, templates=opened.templates)
        pictures = {key: opened.pictures.content(key) for key in rendered.pictures}
        frozen = frozen_for_a_file(issue, rendered, pictures)
        files = write_letter(arguments.out, frozen, rendered, address, values, clock_from_environment()())
        taken = take_pictures(files.html, arguments.out, pictures, console) if arguments.png else []
    data = {
        "html": str(files.html),
        "text": str(files.text),
        "eml": str(files.eml),
        "pictures": [str(path) for path in taken],
        "bytes": rendered.html_bytes,
    }
    console.result(data, [str(path) for path in (files.html, files.text, files.eml, *taken)])
    return DONE


def _reader(arguments: argparse.Namespace, asked: Sequence[str]) -> tuple[dict[str, str], str, list[str]]:
    """What the merge tags become, the address the letter is made out to, and which of the groups asked about the reader is in."""
    if not arguments.reader:
        return {}, "reader@example.org", []
    from composer.contacts.memberships import memberships
    from composer.errors import NotFoundError
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        contact = workspace.contacts.by_address(arguments.reader)
        members = memberships(workspace.engine, asked, workspace.clock())
    finally:
        workspace.close()
    if contact is None:
        raise NotFoundError(
            _("{address} is not among your people.").format(address=arguments.reader), _("Leave --as out, or import them first.")
        )
    values = {
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "full_name": contact.full_name,
        "email": contact.email,
    }
    return values, contact.email, [name for name, ids in members.items() if contact.id in ids]
