"""check: everything that could be wrong with an issue."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.finding_json import finding_json
from composer.cli.issue_argument import add_issue_argument, opened_issue
from composer.cli.moments import a_moment
from composer.clock import clock_from_environment
from composer.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from composer.checks.check import Finding
    from composer.document.issue import Issue
    from composer.picking.drift import AtSource

NAME = "check"
HELP = _("run every check on an issue")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_argument(parser)
    parser.add_argument("--at", type=a_moment, metavar="TIME", help=_("as if it went out at this moment"))
    parser.add_argument("--offline", action="store_true", help=_("ask no website: neither for links nor for what changed"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.checks.check import CheckContext, run_checks
    from composer.checks.dead_links import addresses_to_visit
    from composer.rendering.renderer import render
    from composer.sources.download import Downloader
    from composer.sources.link_visits import visit_links

    with opened_issue(arguments.file) as opened:
        rendered = render(opened.issue, templates=opened.templates)
        context = CheckContext(
            issue=opened.issue,
            rendered=rendered,
            picture_bytes=opened.pictures.weights(rendered.pictures),
            now=arguments.at or clock_from_environment()(),
            visits={} if arguments.offline else visit_links(addresses_to_visit(opened.issue), Downloader()),
            at_source={} if arguments.offline else _at_source(arguments, opened.issue, console),
        )
        findings = run_checks(context)
    data = [finding_json(finding) for finding in findings]
    console.result({"findings": data}, [_line(f) for f in findings])
    return ATTENTION if any(f.severity == "error" for f in findings) else DONE


def _line(finding: Finding) -> str:
    if finding.accepted:
        return f"{'accepted':<8}  {finding.message} ({finding.accepted})"
    return f"{finding.severity:<8}  {finding.message} {finding.remedy}".rstrip()


def _at_source(arguments: argparse.Namespace, issue: Issue, console: Console) -> Mapping[str, AtSource]:
    """What the sources of the issue's items say now. The workspace is asked where the items come from, where there is one."""
    from composer.database.engine import FILE_NAME
    from composer.paths import default_workspace, workspace_folder
    from composer.publishing.drift import look_up_file
    from composer.sample.load import sample_served
    from composer.sources.download import Downloader
    from composer.sources.source import FetchContext
    from composer.workspace import open_workspace

    if not issue.items():
        return {}
    console.say(_("Looking up at their sources what this issue was made from …"))
    location = arguments.workspace or default_workspace()
    if "://" not in location and not (workspace_folder(location) / FILE_NAME).is_file():
        return look_up_file(issue, None, FetchContext(clock=clock_from_environment(), downloader=Downloader()))
    workspace = open_workspace(location)
    try:
        with sample_served(workspace):
            return look_up_file(issue, workspace, workspace.fetch_context())
    finally:
        workspace.close()
