"""restore: a backup becomes a workspace again, in a new place or in the place of today's work."""

from __future__ import annotations

import argparse
from pathlib import Path

from composer.cli.console import ATTENTION, DONE, Console
from composer.errors import InputError
from composer.i18n import _

NAME = "restore"
HELP = _("bring a backup back: into a new workspace, or with --replace in the place of this one")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar="FILE")
    parser.add_argument(
        "--replace", action="store_true", help=_("put it in the place of the work there, which is set aside and kept")
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    from composer.backup.restoring import finish, restore_into, stage
    from composer.clock import clock_from_environment
    from composer.database.engine import FILE_NAME
    from composer.paths import default_workspace, workspace_folder

    clock = clock_from_environment()
    location = arguments.workspace or default_workspace()
    folder, path = workspace_folder(location), arguments.backup.expanduser()
    alone = False
    if "://" not in location and (folder / FILE_NAME).exists():
        if not arguments.replace:
            raise InputError(
                _("There is work in “{folder}” already.").format(folder=folder),
                _("Give a new folder with --workspace, or --replace to set today’s work aside."),
            )
        stage(path, folder)
        restored = finish(folder, clock)
        assert restored is not None
    else:
        restored = restore_into(path, location, folder, clock)
        alone = True
    info, carried = restored.info, restored.carried
    lines = [_("Restored: {issues} issues, {people} people, as of {made}.").format(
        issues=info.issues, people=info.people, made=info.made.isoformat(timespec="minutes")
    )]  # fmt: skip
    if restored.aside:
        lines.append(_("What was there is kept in {folder}.").format(folder=restored.aside))
    if carried.marks or carried.erased or carried.letters:
        words = _("Kept from the newer state: {marks} who said no, {erased} erased, {letters} letters already sent.")
        lines.append(words.format(marks=carried.marks, erased=carried.erased, letters=carried.letters))
    if alone:
        words = _("Whoever said no after that day is not known here: read the replies again before the next letter goes out.")
        lines.append(words)
    if restored.uncertain:
        lines.append(
            _("{count} letters may have gone out after the backup was made; nobody gets one before you say so.").format(
                count=restored.uncertain
            )
        )
    console.result(
        {
            "restored": location if "://" not in location else None,
            "made": info.made.isoformat(),
            "issues": info.issues,
            "people": info.people,
            "marks": carried.marks,
            "erased": carried.erased,
            "letters": carried.letters,
            "uncertain": restored.uncertain,
            "aside": restored.aside or None,
        },
        lines,
    )
    return ATTENTION if restored.uncertain else DONE
