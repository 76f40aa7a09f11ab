"""export: an issue as a file for elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

from composer.cli.console import DONE, Console
from composer.cli.issue_argument import add_issue_argument, opened_issue
from composer.clock import clock_from_environment
from composer.i18n import _

NAME = "export"
HELP = _("write an issue as HTML, mail file, ZIP, web page or PDF, or for Mailchimp or Campaign Monitor")
WAYS = ("html", "eml", "zip", "mailchimp", "campaign-monitor", "web", "pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_argument(parser)
    parser.add_argument("--as", dest="way", choices=WAYS, required=True, help=_("what to write"))
    parser.add_argument("--template", default="", metavar="ID", help=_("another template than the issue’s own"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=_("the file; for html and web also a folder, to be uploaded")
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.exports import export
    from composer.publishing.variants import left_out

    with opened_issue(arguments.file, arguments.template) as opened:
        done = export(
            opened.issue,
            arguments.way,
            arguments.out,
            templates=opened.templates,
            pictures=opened.pictures,
            now=clock_from_environment()(),
        )
        missing = left_out(opened.issue)
    if missing:
        console.say(missing)
    files = [str(path) for path in done.files]
    console.result({"as": arguments.way, "files": files, "subject": done.subject}, files)
    return DONE
