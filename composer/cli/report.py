"""report: a year of sending, in figures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from composer.cli.console import DONE, Console
from composer.cli.moments import moment_text
from composer.errors import InputError
from composer.i18n import _

NAME = "report"
HELP = _("a year of sending: every issue with its figures, and how the lists grew")
ENDINGS = (".csv", ".html", ".pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, default=0, metavar=_("YEAR"), help=_("else the newest"))
    parser.add_argument(
        "--list", dest="list_name", default="", metavar=_("NAME"), help=_("whose growth to show; else everybody’s")
    )
    parser.add_argument("--out", type=Path, default=None, metavar="FILE", help=_("write a table (.csv), a page (.html) or a PDF"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.publishing.yearly_report import FIGURES, as_table, yearly_report
    from composer.workspace import open_workspace

    out: Path | None = arguments.out
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise InputError(
            _("“{file}” has an ending no report is written as.").format(file=out.name), _("Use .csv, .html or .pdf.")
        )
    workspace = open_workspace(arguments.workspace)
    try:
        report = yearly_report(workspace, arguments.year, list_name=arguments.list_name)
        zone = workspace.zone
        if arguments.list_name and arguments.list_name not in report.lists:
            raise InputError(_("There is no list “{name}”.").format(name=arguments.list_name), ", ".join(report.lists))
    finally:
        workspace.close()
    if out is not None:
        from composer.publishing.report_page import report_page
        from composer.publishing.whole_file import write_whole

        if out.suffix.lower() == ".csv":
            write_whole(out, as_table(report, zone))
        elif out.suffix.lower() == ".html":
            write_whole(out, report_page(report, zone).encode())
        else:
            from composer.publishing.paper import print_page

            print_page(report_page(report, zone), out)
    sendings: list[dict[str, Any]] = [
        {
            "campaign": sending.campaign,
            "issue": sending.issue_name,
            "subject": sending.subject,
            "lists": list(sending.lists),
            "at": moment_text(sending.at),
            **{what: getattr(sending, what) for what in FIGURES},
        }
        for sending in report.sendings
    ]
    months = [
        {"month": f"{month.starts:%Y-%m}", "joined": month.joined, "left": month.left, "people": month.people}
        for month in report.months
    ]
    lines = [
        f"{row['at'][:10]}  {row['sent']:>6} / {row['people']:<6}  {row['failed']:>4}  {row['unsubscribed']:>4}  {row['issue']}"
        for row in sendings
    ]
    console.result(
        {"year": report.year, "sendings": sendings, "months": months, "file": str(out) if out is not None else None},
        [str(out)] if out is not None else lines or [_("Nothing was sent in this year.")],
    )
    return DONE
