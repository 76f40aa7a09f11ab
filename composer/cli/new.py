"""new: a new issue as a file, from the shelf of the workspace."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from composer.cli.console import DONE, Console
from composer.errors import NotFoundError
from composer.i18n import _

NAME = "new"
HELP = _("write a new issue to a file, with picked items in their places")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--newsletter", default="", metavar="NAME", help=_("which newsletter, where there are several"))
    parser.add_argument("--from-last", action="store_true", help=_("keep the frame of the last issue"))
    parser.add_argument("--template", default="", metavar="ID", help=_("the template to use"))
    parser.add_argument(
        "--pick", nargs="*", action="extend", default=[], metavar="ITEM", help=_("ids of items on the shelf, in their order")
    )
    parser.add_argument("--subject", default="", metavar="WORDS", help=_("the subject"))
    parser.add_argument("--preheader", default="", metavar="WORDS", help=_("the line an inbox shows after the subject"))
    parser.add_argument("--organisation", default="", metavar="NAME", help=_("who writes, where no newsletter says it"))
    parser.add_argument("--address", default="", metavar="LINES", help=_("the postal address at the foot"))
    parser.add_argument("--reason", default="", metavar="WORDS", help=_("why people get it, at the foot"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("the file to write (.newsletter)"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.document.issue_file import write_issue_file
    from composer.document.newsletter import Newsletter
    from composer.picking import new_issue, place
    from composer.publishing.picked import with_pictures
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        newsletters = workspace.documents.newsletters()
        if arguments.newsletter:
            newsletters = [each for each in newsletters if arguments.newsletter in (each.name, each.id)]
            if not newsletters:
                raise NotFoundError(_("There is no newsletter “{name}”.").format(name=arguments.newsletter))
        newsletter = newsletters[0] if newsletters else Newsletter(name=_("Newsletter"))
        last = next((row.id for row in workspace.documents.issues() if row.newsletter == newsletter.id), "")
        previous = workspace.documents.issue(last) if last and arguments.from_last else None
        number = (workspace.documents.issue(last).number if last else 0) + 1
        issue = new_issue(newsletter, previous=previous, number=number, now=workspace.clock())
        if arguments.template:
            workspace.templates.get(arguments.template)
            issue = msgspec.structs.replace(issue, template=arguments.template)
        items = [workspace.shelf.get(item) for item in arguments.pick]
        if items:
            issue = place(issue, with_pictures(workspace, items)).apply(issue)
        brand = {"organisation": arguments.organisation, "postal_address": arguments.address, "reason": arguments.reason}
        issue = msgspec.structs.replace(
            issue,
            subject=arguments.subject or issue.subject,
            preheader=arguments.preheader or issue.preheader,
            brand=msgspec.structs.replace(issue.brand, **{name: words for name, words in brand.items() if words}),
        )
        write_issue_file(arguments.out, issue, workspace.pictures)
    finally:
        workspace.close()
    console.result({"issue": str(arguments.out)}, [str(arguments.out)])
    return DONE
