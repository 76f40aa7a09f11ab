"""The ``.newsletter-backup`` file: a zip with the database, the settings, and templates of one's own.

``manifest.json`` says what it is; ``workspace.sqlite3`` holds everything else, whatever database it came from. Names inside are
checked before anything is written, and sizes while it is.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec
from sqlalchemy import Engine, func, select

from composer import __version__
from composer.backup.copying import snapshot
from composer.clock import Clock
from composer.database.engine import FILE_NAME, open_engine
from composer.database.tables import contacts, issues, newsletters
from composer.errors import ComposerError, FormatError, InputError, NotFoundError, WorkspaceError
from composer.i18n import _
from composer.whole_file import whole_file

ENDING = ".newsletter-backup"
FORMAT = 1
MANIFEST = "manifest.json"
SETTINGS = "settings.toml"
TEMPLATES = "templates"
MAX_DATABASE_BYTES = 20_000_000_000
MAX_OTHER_BYTES = 50_000_000
MAX_MEMBERS = 5_000
_PIECE = 1 << 20


class BackupInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself.

    Attributes:
        format: of the file; made: when, with offset; program: the release that made it.
        newsletters: their names; issues, people: how many.
    """

    format: int
    made: datetime
    program: str
    newsletters: tuple[str, ...]
    issues: int
    people: int


def write_backup(path: Path, engine: Engine, folder: Path, clock: Clock) -> BackupInfo:
    """Write everything to ``path``. The file is whole or not there: an older one stays until the new one is on the disk.

    Args:
        folder: where settings and templates of one's own lie.

    Raises:
        WorkspaceError: it cannot be read, or not be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".newsletter-", dir=path.parent) as scratch:
            database = Path(scratch) / FILE_NAME
            snapshot(engine, database)
            info = _describe(database, clock)
            with whole_file(path) as out:
                _write_zip(out, info, database, folder)
    except OSError as error:
        raise WorkspaceError(
            _("The backup “{name}” could not be written.").format(name=path.name),
            _("See whether there is room, and whether you may write in that folder."),
            details=str(error),
        ) from error
    return info


def read_info(path: Path) -> BackupInfo:
    """What the backup in a file holds.

    Raises:
        NotFoundError: there is no such file.
        FormatError: it is no backup, is damaged, or was made by a newer release.
    """
    with _opened(path) as archive:
        return _info(path, archive)


def unpack(path: Path, folder: Path) -> BackupInfo:
    """Put what the backup holds into ``folder``, which is new or empty. Nothing is opened there, nothing outside is touched.

    Raises:
        NotFoundError, FormatError: as :func:`read_info`; what was written until then is taken away again.
        WorkspaceError: it cannot be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(_("The folder “{name}” is not empty.").format(name=folder.name), _("Choose a new one."))
        try:
            with _opened(path) as archive:
                info = _info(path, archive)
                for member in archive.infolist():
                    target = _target(member.filename, folder)
                    if target is not None:
                        limit = MAX_DATABASE_BYTES if target.name == FILE_NAME else MAX_OTHER_BYTES
                        _unpack_member(path, archive, member, target, limit)
            _must_be_whole(path, folder / FILE_NAME)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise WorkspaceError(
            _("The backup could not be unpacked in “{name}”.").format(name=folder.name),
            _("See whether there is room, and whether you may write there."),
            details=str(error),
        ) from error
    return info


def _describe(database: Path, clock: Clock) -> BackupInfo:
    engine = open_engine(f"sqlite:///{database}")
    try:
        with engine.connect() as connection:
            return BackupInfo(
                format=FORMAT,
                made=clock(),
                program=__version__,
                newsletters=tuple(connection.execute(select(newsletters.c.name).order_by(newsletters.c.name)).scalars()),
                issues=connection.execute(
                    select(func.count()).select_from(issues).where(issues.c.deleted.is_(None))
                ).scalar_one(),
                people=connection.execute(select(func.count()).select_from(contacts)).scalar_one(),
            )
    finally:
        engine.dispose()
        _fold_log(database)


def _fold_log(database: Path) -> None:
    """Opening it turned the write-ahead log on; the copy is to be one file."""
    copy = sqlite3.connect(database)
    try:
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _write_zip(out: BinaryIO, info: BackupInfo, database: Path, folder: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(info)))
        archive.write(database, FILE_NAME)
        if (folder / SETTINGS).is_file():
            archive.write(folder / SETTINGS, SETTINGS)
        for found in sorted((folder / TEMPLATES).rglob("*")):
            if found.is_file() and not found.is_symlink():
                archive.write(found, found.relative_to(folder).as_posix())


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise NotFoundError(_("There is no file “{name}”.").format(name=path.name), _choose()) from error
    except (OSError, ValueError, zipfile.BadZipFile, RuntimeError) as error:
        raise FormatError(
            _("“{name}” is not a backup of a newsletter, or is damaged.").format(name=path.name), _choose(), details=str(error)
        ) from error


def _info(path: Path, archive: zipfile.ZipFile) -> BackupInfo:
    names = {member.filename for member in archive.infolist()}
    if not {MANIFEST, FILE_NAME} <= names or len(archive.infolist()) > MAX_MEMBERS:
        raise FormatError(_("“{name}” is not a backup of a newsletter.").format(name=path.name), _choose())
    try:
        with archive.open(MANIFEST) as stream:
            info = msgspec.json.decode(stream.read(MAX_OTHER_BYTES), type=BackupInfo)
    except (msgspec.MsgspecError, *_BROKEN) as error:
        raise _damaged(path, str(error)) from error
    if info.format > FORMAT:
        raise FormatError(
            _("“{name}” was made by a newer release of the program.").format(name=path.name),
            _("Update Newsletter Composer, then open it again."),
        )
    return info


def _target(name: str, folder: Path) -> Path | None:
    """Where a member goes; None for what does not belong in a workspace, or would land outside it."""
    parts = PurePosixPath(name).parts
    if name in (FILE_NAME, SETTINGS):
        return folder / name
    if len(parts) < 2 or parts[0] != TEMPLATES or name.endswith("/") or "\\" in name or ":" in name:
        return None
    if any(part in ("..", ".") or part.startswith("/") for part in parts):
        return None
    return folder.joinpath(*parts)


_BROKEN = (zipfile.BadZipFile, EOFError, zlib.error, ValueError, IndexError, OverflowError, RuntimeError)


def _unpack_member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, limit: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    try:
        with archive.open(member) as stream, target.open("xb") as out:
            while piece := stream.read(_PIECE):
                written += len(piece)
                if written > limit:
                    raise FormatError(_("“{name}” is larger than a backup can be.").format(name=path.name), _choose())
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    except (FileExistsError, *_BROKEN) as error:
        raise _damaged(path, str(error)) from error


def _must_be_whole(path: Path, database: Path) -> None:
    """A database that is damaged is found out now, not in the middle of next month."""
    try:
        opened = sqlite3.connect(database)
        try:
            found = opened.execute("PRAGMA quick_check(1)").fetchone()
            tables = {row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            opened.close()
    except sqlite3.Error as error:
        raise _damaged(path, str(error)) from error
    if found != ("ok",) or not {"alembic_version", "issues"} <= tables:
        raise _damaged(path, str(found))


def _choose() -> str:
    return _("Choose a file that ends in {ending}.").format(ending=ENDING)


def _damaged(path: Path, details: str) -> ComposerError:
    return FormatError(_("“{name}” is damaged.").format(name=path.name), _("Take another backup."), details=details)
