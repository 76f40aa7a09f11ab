"""A backup becomes a workspace again: in a new place at once, in the place of today's work at the next start.

In place it goes in steps that survive being cut off at any of them. :func:`stage` unpacks and checks beside today's work and
leaves a note; :func:`finish`, called before the workspace is opened, carries over what must not be forgotten and swaps the files.
Today's work is set aside, never thrown away.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from composer.backup.backup_file import SETTINGS, TEMPLATES, BackupInfo, unpack
from composer.backup.carrying_over import CarriedOver, carry_over, must_be_one_lineage, settle_alone
from composer.backup.copying import copy_rows
from composer.clock import Clock
from composer.database.engine import FILE_NAME, migrate, open_engine
from composer.database.failures import as_workspace_error
from composer.errors import ComposerError, WorkspaceError
from composer.i18n import _
from composer.whole_file import whole_file

STAGED = "restoring"
READY = "ready.json"
ASIDE = "before restoring"


class Restored(msgspec.Struct, frozen=True):
    """What came back, what came along with it, and the folder today's work was set aside in (empty: there was none)."""

    info: BackupInfo
    carried: CarriedOver = CarriedOver()
    uncertain: int = 0
    aside: str = ""


def restore_into(path: Path, location: str, folder: Path, clock: Clock) -> Restored:
    """A backup into a place where there is no work yet: a new folder, or an empty database by its URL.

    Args:
        location: what the workspace will be opened by; folder: where settings and templates go.

    Raises:
        ComposerError: the file is no backup, or there is work in this place already.
    """
    database = "://" in location
    if not database and (folder / FILE_NAME).exists():
        raise WorkspaceError(_("There is work in “{folder}” already.").format(folder=folder), _("Choose a new folder."))
    target = _fresh(folder / STAGED)
    info = unpack(path, target)
    made = info.made.date().isoformat()
    try:
        engine = open_engine(str(target))
        try:
            migrate(engine, str(target))
            uncertain = settle_alone(engine, made)
            if database:
                _into_database(engine, location)
        finally:
            engine.dispose()
        _fold_log(target / FILE_NAME)
        for name in (SETTINGS, TEMPLATES) if database else (SETTINGS, TEMPLATES, FILE_NAME):
            if (target / name).exists() and not (folder / name).exists():
                os.replace(target / name, folder / name)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise _failed(error) from error
    finally:
        shutil.rmtree(target, ignore_errors=True)
    return Restored(info, uncertain=uncertain)


def stage(path: Path, folder: Path) -> BackupInfo:
    """Have the backup take the place of the work in ``folder`` at the next start. Nothing is changed yet.

    Raises:
        ComposerError: it is no backup, is damaged, or is of another workspace.
    """
    target = _fresh(folder / STAGED)
    info = unpack(path, target)
    try:
        restored, today = open_engine(str(target)), open_engine(str(folder))
        try:
            migrate(restored, str(target))
            must_be_one_lineage(today, restored)
        finally:
            restored.dispose()
            today.dispose()
        with whole_file(target / READY) as out:
            out.write(msgspec.json.encode(info))
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, SQLAlchemyError | sqlite3.Error | OSError):
            raise _failed(error) from error
        raise
    return info


def withdraw(folder: Path) -> None:
    """Today's work stays after all."""
    (folder / STAGED / READY).unlink(missing_ok=True)
    shutil.rmtree(folder / STAGED, ignore_errors=True)


def is_staged(folder: Path) -> bool:
    """Whether a backup waits to take the place of the work in ``folder``."""
    return (folder / STAGED / READY).is_file()


def finish(folder: Path, clock: Clock) -> Restored | None:
    """Put a staged backup in the place of today's work; None where there is none. Called before anything is opened there.

    Raises:
        WorkspaceError: it cannot be done now; both states are whole, and it is tried again at the next start.
    """
    target = folder / STAGED
    if not is_staged(folder):
        return None
    try:
        info = msgspec.json.decode((target / READY).read_bytes(), type=BackupInfo)
        carried = CarriedOver()
        if (folder / FILE_NAME).exists() and (target / FILE_NAME).exists():
            _fold_log(folder / FILE_NAME)  # fails while another program has it open
            carried = _bring_along(folder, target, clock)
            _fold_log(target / FILE_NAME)
        aside = _swap(folder, target, clock)
        shutil.rmtree(target, ignore_errors=True)
    except (ComposerError, SQLAlchemyError, sqlite3.Error, OSError, msgspec.MsgspecError) as error:
        raise _failed(error) from error
    return Restored(info, carried, aside=aside)


def _bring_along(folder: Path, target: Path, clock: Clock) -> CarriedOver:
    today, restored = open_engine(str(folder)), open_engine(str(target))
    try:
        migrate(today, str(folder))
        migrate(restored, str(target))
        return carry_over(today, restored, clock)
    finally:
        today.dispose()
        restored.dispose()
        _fold_log(folder / FILE_NAME)


def _swap(folder: Path, target: Path, clock: Clock) -> str:
    """Today's files aside, the staged ones in their place; each by one rename, and each only where it has not been done yet."""
    aside = folder / ASIDE / f"{clock():%Y-%m-%d %H.%M}"
    # What was staged is moved last and found missing when this is done again: then its place holds it already.
    for name in (TEMPLATES, SETTINGS, FILE_NAME):
        if (target / name).exists():
            if (folder / name).exists():
                aside.mkdir(parents=True, exist_ok=True)
                kept = aside / name
                number = 2
                while kept.exists():
                    kept = aside / f"{number} {name}"
                    number += 1
                os.replace(folder / name, kept)
            os.replace(target / name, folder / name)
    return str(aside) if aside.exists() else ""


def _into_database(engine: object, location: str) -> None:
    from sqlalchemy import Engine

    assert isinstance(engine, Engine)
    database = open_engine(location)
    try:
        migrate(database, location)
        copy_rows(engine, database)
    finally:
        database.dispose()


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def _fold_log(database: Path) -> None:
    """One file with everything in it and nothing beside it, which SQLite only grants to the only one who has it open."""
    opened = sqlite3.connect(database, timeout=2)
    try:
        opened.execute("PRAGMA journal_mode=DELETE")
    finally:
        opened.close()


def _failed(error: Exception) -> ComposerError:
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return WorkspaceError(
            _("The backup could not take its place: another program still has your work open."),
            _("Close it, then start again. Nothing was changed."),
        )
    if isinstance(error, ComposerError):
        return error
    return as_workspace_error(error) or WorkspaceError(
        _("The backup could not be restored."),
        _("Nothing was changed. See whether there is room on the disk, then try again."),
        details=str(error),
    )
