"""The parts of ``newsletter contacts`` that come again: sheets, marks of sister organisations, how long people are kept."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.cli.console import ATTENTION, DONE, Console
from composer.cli.parser import everywhere
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.workspace import Workspace


def add_keeping(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the actions."""
    always = everywhere()
    again = actions.add_parser(
        "read-again", parents=[always], help=_("read remembered sheets again; without a name, all of them")
    )
    again.add_argument("sheets", metavar=_("SHEET"), nargs="*", help=_("file name or path; none: all of them"))
    again.add_argument("--dry-run", action="store_true", help=_("only show what would change"))
    again.add_argument("--drop", action="store_true", help=_("do not remember them any more"))
    sisters = actions.add_parser(
        "exchange", parents=[always], help=_("marks against writing to somebody, for and from sister organisations")
    )
    sisters.add_argument("way", choices=("write", "read", "list"))
    sisters.add_argument("file", metavar=_("FILE"), type=Path, nargs="?")
    sisters.add_argument("--organisation", default="", metavar="NAME", help=_("who we are to them"))
    sisters.add_argument("--word-stdin", action="store_true", help=_("the shared word comes on standard input"))
    keeping = actions.add_parser("retention", parents=[always], help=_("how long people are kept, and who is due"))
    keeping.add_argument("--set", nargs=2, action="append", default=[], metavar=("RULE", "MONTHS"), dest="settings")
    keeping.add_argument("--put-off", default="", metavar="RULE", help=_("remind in a month"))


def read_again(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    sheets = workspace.sheets
    wanted = [sheets.get(name) for name in arguments.sheets] or sheets.all()
    data: list[dict[str, Any]] = []
    lines: list[str] = []
    for source in wanted:
        if arguments.drop:
            sheets.forget(source)
            lines.append(_("“{name}” is not remembered any more; the people stay.").format(name=source.name))
            continue
        plan = sheets.read_again(source)
        if not arguments.dry_run:
            sheets.take_in(source, plan)
        data.append(
            {
                "sheet": source.path,
                "rows": plan.rows,
                "new": plan.new,
                "changed": plan.changed,
                "same": plan.same,
                "suppressed": plan.suppressed,
                "invalid": [{"row": bad.row, "value": bad.value, "reason": bad.reason} for bad in plan.invalid],
            }
        )
        lines.append(f"{source.name}: {' '.join(plan.summary())}")
    if arguments.dry_run and wanted:
        lines.append(_("Nothing was changed."))
    console.result({"sheets": data}, lines or [_("No sheet is remembered: import one with --remember.")])
    return ATTENTION if any(each["invalid"] for each in data) else DONE


def exchange(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.sister_files import read_sister_file, sister_rows, write_sister_file
    from composer.errors import InputError

    if arguments.way == "list":
        rows = sister_rows(workspace.engine)
        data = [{"organisation": row.organisation, "marks": row.marks, "made": row.made.isoformat()} for row in rows]
        lines = [f"{row.organisation:<40}  {row.marks:>7}  {row.made.date().isoformat()}" for row in rows]
        console.result({"sisters": data}, lines or [_("No sister organisation gave us their marks yet.")])
        return DONE
    if arguments.file is None:
        raise InputError(_("Say which file."), _("newsletter contacts exchange write FILE, or read FILE."))
    word = sys.stdin.readline().strip() if arguments.word_stdin else getpass.getpass(_("Shared word: "))
    if arguments.way == "write":
        newsletters = workspace.documents.newsletters()
        named = arguments.organisation or next((each.brand.organisation for each in newsletters if each.brand.organisation), "")
        done = write_sister_file(arguments.file, word, named, engine=workspace.engine, clock=workspace.clock)
        words = ngettext("{count} mark written to {file}.", "{count} marks written to {file}.", done.marks)
    else:
        done = read_sister_file(arguments.file, word, engine=workspace.engine, clock=workspace.clock)
        words = _("{organisation}: {count} marks; {known} people here are not written to any more because of them.")
    told = words.format(count=done.marks, file=arguments.file, organisation=done.organisation, known=done.known)
    console.result({"organisation": done.organisation, "marks": done.marks, "known": done.known}, [told])
    return DONE


def retention(workspace: Workspace, arguments: argparse.Namespace, console: Console) -> int:
    from composer.contacts.retention import KINDS
    from composer.errors import InputError

    rules = workspace.retention
    for kind, months in arguments.settings:
        if not months.isascii() or not months.isdigit():
            raise InputError(_("“{text}” is no number of months.").format(text=months))
        rules.set(kind, int(months))
    if arguments.put_off:
        rules.put_off(arguments.put_off)
    data = [
        {
            "rule": each.kind,
            "months": each.months,
            "people": rules.count(each),
            "put_off": each.put_off and each.put_off.isoformat(),
        }
        for each in rules.rules()
    ]
    lines = [f"{each['people']:>7}  {_(KINDS[str(each['rule'])]).format(months=each['months'])}" for each in data]
    console.result({"retention": data}, lines or [_("No rule is set. Rules are: {rules}.").format(rules=", ".join(KINDS))])
    return DONE


KEEPING = {"read-again": read_again, "exchange": exchange, "retention": retention}
"""Actions by name."""
