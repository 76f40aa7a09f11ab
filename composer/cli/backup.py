"""backup: the whole workspace into one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from composer.cli.console import DONE, Console
from composer.i18n import _

NAME = "backup"
HELP = _("write the whole workspace into one file")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path(), metavar="FILE|DIR", help=_("where to; else the current folder"))


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.backup.backup_file import write_backup
    from composer.backup.weekly import name_for
    from composer.workspace import open_workspace

    workspace = open_workspace(arguments.workspace)
    try:
        out = arguments.out.expanduser()
        path = name_for(out, workspace.clock()) if out.is_dir() else out
        info = write_backup(path, workspace.engine, workspace.folder, workspace.clock)
    finally:
        workspace.close()
    words = _("Written to {path}: {issues} issues, {people} people. Passwords are not in it.")
    console.result(
        {"backup": str(path), "issues": info.issues, "people": info.people, "bytes": path.stat().st_size},
        [words.format(path=path, issues=info.issues, people=info.people)],
    )
    return DONE
