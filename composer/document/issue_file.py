"""The ``.newsletter`` file: one issue with its pictures, for handing to a colleague.

A zip with ``issue.json`` (see :mod:`composer.document.packing`) and ``pictures/<hash>.<ending>``. Names inside are only compared,
never written to disk.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Protocol

import msgspec

from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.held_pictures import with_pictures
from composer.document.issue import Issue
from composer.document.packing import issue_from_json, issue_to_json
from composer.errors import FormatError, InputError, NotFoundError
from composer.i18n import N_, _
from composer.whole_file import whole_file

ENDING = ".newsletter"
MAX_FILE_BYTES = 300_000_000
MAX_MEMBERS = 1_000
MAX_ISSUE_BYTES = 32_000_000
MAX_PICTURE_BYTES = 20_000_000
MAX_ALL_BYTES = 500_000_000
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
_CHOOSE = N_("Choose a file that ends in .newsletter.")
_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every member: the same issue gives the same file."""


class Pictures(Protocol):
    """What this module needs of :class:`composer.document.pictures.PictureStore`."""

    def content(self, picture_hash: str) -> tuple[str, bytes]:
        """Media type and bytes; NotFoundError where there is none."""

    def add_ready_made(self, content: bytes, *, origin: str, alt: str = "") -> Picture:
        """Keep one; FormatError where it is none."""


def write_issue_file(path: Path, issue: Issue, pictures: Pictures) -> None:
    """Write the issue with its pictures. The file is whole or not there: an older one stays until the new one is on the disk.

    Raises:
        InputError: it cannot be written there.
    """
    try:
        with whole_file(path) as out, zipfile.ZipFile(out, "w") as archive:
            _write_member(archive, "issue.json", issue_to_json(issue), zipfile.ZIP_DEFLATED)
            for picture_hash in sorted(issue.pictures()):
                try:
                    media_type, content = pictures.content(picture_hash)
                except NotFoundError:
                    continue  # the issue shows it as missing already; the rest is worth handing over
                name = f"pictures/{picture_hash}.{_ENDINGS.get(media_type, 'bin')}"
                _write_member(archive, name, content, zipfile.ZIP_STORED)
    except OSError as error:
        raise InputError(
            _("The file “{name}” cannot be written.").format(name=path.name),
            _("See whether there is room, and whether you may write in that folder."),
            details=str(error),
        ) from error


def read_issue_file(path: Path, pictures: Pictures) -> Issue:
    """The issue in a file, its pictures kept in ``pictures``. Its id is the one it was made with.

    Raises:
        NotFoundError: there is no such file.
        FormatError: it is no issue, is damaged, or was written by a newer release.
    """
    with _opened(path) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_ALL_BYTES:
            raise _too_large(path)
        by_name = {member.filename: member for member in members}
        if "issue.json" not in by_name:
            raise FormatError(_("“{name}” is not an issue of a newsletter.").format(name=path.name), _(_CHOOSE))
        issue = issue_from_json(_read_member(path, archive, by_name["issue.json"], MAX_ISSUE_BYTES))
        replaced = {wanted: _bring_in(path, archive, by_name, wanted, pictures) for wanted in sorted(issue.pictures())}
    return _with_pictures(issue, replaced)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_large(path)
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise NotFoundError(_("There is no file “{name}”.").format(name=path.name), _(_CHOOSE)) from error
    except IsADirectoryError as error:
        raise FormatError(_("“{name}” is a folder.").format(name=path.name), _(_CHOOSE)) from error
    except zipfile.BadZipFile as error:
        raise FormatError(
            _("“{name}” is not an issue of a newsletter, or is damaged.").format(name=path.name), _(_CHOOSE), details=str(error)
        ) from error
    except PermissionError as error:
        raise InputError(_("You may not read “{name}”.").format(name=path.name), _(_CHOOSE), details=str(error)) from error
    except (OSError, ValueError, IndexError, OverflowError, RuntimeError, struct.error) as error:
        raise _damaged(path, str(error)) from error


def _bring_in(
    path: Path, archive: zipfile.ZipFile, by_name: dict[str, zipfile.ZipInfo], wanted: str, pictures: Pictures
) -> Picture | None:
    """The picture as it is kept here; None where the file does not hold it."""
    for ending in _ENDINGS.values():
        member = by_name.get(f"pictures/{wanted}.{ending}")
        if member is not None:
            content = _read_member(path, archive, member, MAX_PICTURE_BYTES)
            return pictures.add_ready_made(content, origin=path.name)
    try:
        pictures.content(wanted)
    except NotFoundError:
        return None
    return Picture(hash=wanted)


def _with_pictures(issue: Issue, replaced: dict[str, Picture | None]) -> Issue:
    """The issue with every stored picture named as it is kept here; one that is missing loses its name, not its words."""

    def now(picture: Picture) -> Picture:
        if not picture.hash:
            return picture
        kept = replaced.get(picture.hash)
        if kept is None:
            return msgspec.structs.replace(picture, hash="") if picture.url or picture.alt else NO_PICTURE
        if kept.hash == picture.hash:
            return picture
        return msgspec.structs.replace(picture, hash=kept.hash, width=kept.width, height=kept.height)

    blocks = tuple(with_pictures(block, now) for block in issue.blocks)
    brand = msgspec.structs.replace(issue.brand, logo=now(issue.brand.logo))
    return msgspec.structs.replace(issue, blocks=blocks, brand=brand)


def _write_member(archive: zipfile.ZipFile, name: str, content: bytes, packing: int) -> None:
    member = zipfile.ZipInfo(name, _SAME_DAY)
    member.compress_type = packing
    member.external_attr = 0o644 << 16
    archive.writestr(member, content)


def _read_member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of one member, whatever size it claims to have."""
    if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _damaged(path, f"{member.filename} is encrypted or packed in a way this program does not write")
    try:
        with archive.open(member) as opened:
            content = opened.read(limit + 1)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, ValueError, IndexError, OverflowError, RuntimeError) as error:
        raise _damaged(path, str(error)) from error
    if len(content) > limit:
        raise _too_large(path)
    return content


def _too_large(path: Path) -> FormatError:
    return FormatError(_("“{name}” is larger than an issue can be.").format(name=path.name), _(_CHOOSE))


def _damaged(path: Path, details: str) -> FormatError:
    return FormatError(_("“{name}” is damaged.").format(name=path.name), _("Ask for it to be sent again."), details=details)
