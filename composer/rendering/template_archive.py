"""Templates of the user's own (a folder, a zip, a letter in HTML), taken into the workspace only after they were looked at."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from composer.errors import FormatError, InputError, NotFoundError
from composer.i18n import _
from composer.rendering.foreign_template import foreign_template
from composer.rendering.templates import LAYOUT, MANIFEST, TEMPLATE_ID

MOST_FILES = 200
MOST_BYTES = 5_000_000
"""Unpacked; a template is a few dozen kilobytes of text and perhaps a thumbnail."""
LETTERS = (".html", ".htm")
ENDINGS = (".toml", ".j2", ".css", ".html", ".txt", ".md", ".png", ".jpg", ".jpeg")


def take_in(source: Path, into: Path, template_id: str = "", *, replace: bool = False) -> str:
    """Copy a template into the folder ``into``. Returns its id: ``template_id``, or one made of the folder's or file's name.

    All of it is taken, or nothing.

    Raises:
        NotFoundError: there is nothing at ``source``.
        InputError: the id cannot be one, or there is such a template already (and ``replace`` is False).
        FormatError: it is no template, is damaged, too large, or holds files a template has no use for.
    """
    if not source.exists():
        raise NotFoundError(_("There is no “{name}”.").format(name=source.name), _("Choose a folder or a zip with a template."))
    wanted = template_id or "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in source.stem.casefold()
    ).strip("-")  # fmt: skip
    if not TEMPLATE_ID.fullmatch(wanted):
        raise InputError(
            _("“{id}” cannot be the name of a template.").format(id=wanted), _("Use small letters, figures and dashes.")
        )
    place = into / wanted
    if place.exists() and not replace:
        raise InputError(
            _("There is a template called “{id}” already.").format(id=wanted),
            _("Choose another name, or say that it is replaced."),
        )
    if source.is_dir():
        files = _in_folder(source)
    elif source.suffix.lower() in LETTERS:
        files = _from_letter(source.name, _bytes_of(source))
    else:
        files = _in_zip(source)
    letters = [name for name in files if name.lower().endswith(LETTERS)]
    if MANIFEST not in files and len(letters) == 1:  # a letter exported with its pictures
        files = _from_letter(letters[0], files[letters[0]])
    if MANIFEST not in files or LAYOUT not in files:
        raise FormatError(
            _("“{name}” is no template: {manifest} or {layout} is missing.").format(
                name=source.name, manifest=MANIFEST, layout=LAYOUT
            ),
            _("Choose the folder (or a zip of it) in which these two files lie."),
        )
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into, prefix=".new-") as scratch:
        made = Path(scratch) / wanted
        for name, content in files.items():
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if place.exists():
            place.rename(Path(scratch) / "old")
        made.rename(place)
    return wanted


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise FormatError(
            _("“{name}” is far larger than a template.").format(name=path.name), _("Choose the letter's own HTML file.")
        )
    return path.read_bytes()


def _from_letter(name: str, content: bytes) -> dict[str, bytes]:
    """The files of a template made from a letter in HTML."""
    html = content.decode("utf-8-sig", errors="replace")
    return {file: text.encode() for file, text in foreign_template(html, PurePosixPath(name).stem).items()}


def remove(into: Path, template_id: str) -> None:
    """Take one of the user's own templates away.

    Raises:
        NotFoundError: there is none of this name among the user's own.
    """
    place = into / template_id
    if not TEMPLATE_ID.fullmatch(template_id) or not (place / MANIFEST).is_file():
        raise NotFoundError(
            _("There is no template of yours called “{id}”.").format(id=template_id),
            _("“newsletter template list” shows which there are."),
        )
    shutil.rmtree(place)


def _in_folder(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _hidden(path.relative_to(folder).parts)]
    _refuse_many(folder.name, len(paths), sum(path.stat().st_size for path in paths))
    if any(not path.resolve().is_relative_to(folder.resolve()) for path in paths):
        raise FormatError(
            _("“{name}” leads outside its folder.").format(name=folder.name), _("Copy what it needs into the folder.")
        )
    return {_fitting(path.relative_to(folder).as_posix(), folder.name): path.read_bytes() for path in paths}


def _in_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir() and not _hidden(member.filename.split("/"))]
            _refuse_many(path.name, len(members), sum(member.file_size for member in members))
            inside = _common_folder([member.filename for member in members])
            found: dict[str, bytes] = {}
            for member in members:
                with archive.open(member) as opened:
                    found[_fitting(member.filename.removeprefix(inside), path.name)] = opened.read(MOST_BYTES)
            return found
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise FormatError(
            _("“{name}” is no zip with a template, or is damaged.").format(name=path.name),
            _("Choose a folder or a zip with a template."),
            details=str(error),
        ) from error


def _common_folder(names: list[str]) -> str:
    """Most zips hold one folder that holds the rest."""
    if MANIFEST in names:
        return ""
    manifest = next((name for name in sorted(names, key=len) if name.endswith(f"/{MANIFEST}")), "")
    return manifest.removesuffix(MANIFEST)


def _fitting(name: str, source: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or path.suffix.lower() not in ENDINGS:
        raise FormatError(
            _("“{name}” holds a file a template has no use for: {file}.").format(name=source, file=name[:80]),
            _("Leave only its own {endings} files in it.").format(endings=", ".join(ENDINGS)),
        )
    return path.as_posix()


def _refuse_many(name: str, count: int, size: int) -> None:
    if count > MOST_FILES or size > MOST_BYTES:
        raise FormatError(_("“{name}” is far larger than a template.").format(name=name), _("Choose the template's own folder."))


def _hidden(parts: list[str] | tuple[str, ...]) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
