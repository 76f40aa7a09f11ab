"""check: everything that could be wrong with an issue."""

from __future__ import annotations

import argparse

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.issue_argument import add_issue_argument, opened_issue
from composer.cli.moments import a_moment
from composer.clock import clock_from_environment
from composer.i18n import _

NAME = "check"
HELP = _("run every check on an issue")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_argument(parser)
    parser.add_argument("--at", type=a_moment, metavar="TIME", help=_("as if it went out at this moment"))
    parser.add_argument("--offline", action="store_true", help=_("do not look whether links are alive"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.checks.check import CheckContext, run_checks
    from composer.rendering.renderer import render
    from composer.sources.download import Downloader

    with opened_issue(arguments.file) as opened:
        rendered = render(opened.issue, templates=opened.templates)
        context = CheckContext(
            issue=opened.issue,
            rendered=rendered,
            picture_bytes=opened.pictures.weights(rendered.pictures),
            now=arguments.at or clock_from_environment()(),
            online=not arguments.offline,
            downloader=None if arguments.offline else Downloader(),
        )
        findings = run_checks(context)
    data = [
        {"code": f.code, "severity": f.severity, "message": f.message, "block": f.block or None, "remedy": f.remedy or None}
        for f in findings
    ]
    console.result({"findings": data}, [f"{f.severity:<8}  {f.message} {f.remedy}".rstrip() for f in findings])
    return ATTENTION if any(f.severity == "error" for f in findings) else DONE
