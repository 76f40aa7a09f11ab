"""A folder of files as a source: every file in it and in the folders below, each read by the source that suits it.

Hidden files, links to elsewhere and the leftovers of office programs are passed over. A file that was not changed since it was
last read (by its size and the moment of its last change) is not read again while the program runs.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import ClassVar

from msgspec.structs import replace

from composer.errors import ComposerError, InputError
from composer.i18n import N_, _, ngettext
from composer.library.item import Item
from composer.sources.choosing import choose
from composer.sources.download import Download
from composer.sources.local_file import open_file
from composer.sources.post_making import stable_id
from composer.sources.source import FetchContext, Fetched, Problem, Source

MOST_FILES = 500
MOST_ENTRIES = 20_000
"""Names looked at, files or not, before it is said that there are too many."""
DEEPEST = 4
"""Folders below the one that was chosen."""
MOST_BYTES = 500_000_000
"""Of all files together."""
_PASSED_OVER = (".tmp", ".bak", ".part", ".crdownload", ".lnk", ".ini", ".db", ".lock", ".url", ".exe", ".dll", ".so")
# Beside posts and events there often lie their pictures and print files; they are no sources and no reason to complain.
_BESIDE = (
    *(
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".svg",
        ".heic",
        ".tif",
        ".tiff",
        ".bmp",
        ".ico",
        ".mp3",
        ".mp4",
        ".mov",
        ".wav",
        ".m4a",
    ),
    *(".zip", ".psd", ".ai", ".indd", ".eps", ".ttf", ".otf", ".css", ".js"),
)


@dataclass(frozen=True)
class _Known:
    """What a file held when it was last read."""

    stamp: tuple[int, int, date, str]
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]


@dataclass
class _Memory:
    """Files read before, the latest last; one for the whole program, since two folders may share files."""

    most: int = 2_000
    lock: Lock = field(default_factory=Lock)
    known: OrderedDict[str, _Known] = field(default_factory=OrderedDict)

    def get(self, path: str, stamp: tuple[int, int, date, str]) -> _Known | None:
        with self.lock:
            found = self.known.get(path)
            return found if found is not None and found.stamp == stamp else None

    def put(self, path: str, known: _Known) -> None:
        with self.lock:
            self.known[path] = known
            self.known.move_to_end(path)
            while len(self.known) > self.most:
                self.known.popitem(last=False)


_memory = _Memory()


class Folder(Source):
    """A folder of texts, documents, tables, feeds and calendars."""

    type: ClassVar[str] = "folder"
    label: ClassVar[str] = N_("Folder of files")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        return 0  # the reader knows a folder when it sees one

    def read(self, download: Download, context: FetchContext) -> Fetched:
        return self.fetch(download.location, context)

    def fetch(self, location: str, context: FetchContext) -> Fetched:
        folder = Path(location).expanduser()
        files, problems = _listed(folder)
        if not files and not problems:
            words = _("The folder “{name}” holds no files that can be read.").format(name=folder.name)
            raise InputError(words, _("Choose another folder."))
        items: dict[str, Item] = {}
        weight = 0
        for number, path in enumerate(files):
            context.stop_if_cancelled()
            weight += path.stat().st_size if path.exists() else 0
            if weight > MOST_BYTES:
                problems.append(_left_out(folder, len(files) - number))
                break
            known = _read_file(path, context)
            problems += known.problems
            for item in known.items:
                own = item if item.id not in items else _renamed(item, path, folder)
                items.setdefault(own.id, own)
        return Fetched(tuple(items.values()), tuple(problems), folder.name)


def _renamed(item: Item, path: Path, folder: Path) -> Item:
    """Two files of one name in two folders may hold items that are called the same and are not."""
    return replace(item, id=stable_id(str(folder), f"{path.relative_to(folder)}\n{item.id}"))


def _listed(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The files to read, by folder and name, and what to say of those that are not.

    Raises:
        InputError: the folder itself cannot be read.
    """
    problems: list[Problem] = []
    files: list[Path] = []
    looked = 0
    try:
        for path in _below(folder, 0, problems):
            looked += 1
            if looked > MOST_ENTRIES:
                words = _("The folder “{name}” holds more than {count} files; only the first were looked at.")
                problems.append(Problem(str(folder), words.format(name=folder.name, count=f"{MOST_ENTRIES:,}")))
                break
            if path.suffix.lower() not in (*_PASSED_OVER, *_BESIDE) and not path.name.startswith(("~$", "~", "#")):
                files.append(path)
    except OSError as error:
        raise InputError(
            _("The folder “{name}” could not be read.").format(name=folder.name),
            _("Check that you may open it."),
            details=str(error),
        ) from error
    if len(files) > MOST_FILES:
        problems.append(_left_out(folder, len(files) - MOST_FILES))
    return files[:MOST_FILES], problems


def _left_out(folder: Path, count: int) -> Problem:
    words = ngettext("{count} more file was not read.", "{count} more files were not read.", count)
    return Problem(str(folder), words.format(count=count), _("Put what matters into a folder of its own."))


def _below(folder: Path, depth: int, problems: list[Problem]) -> Iterator[Path]:
    """Files, then folders, each in the order of their names. Links are not followed, so there is no way round in a circle.

    Raises:
        OSError: the first folder cannot be read.
    """
    inner: list[Path] = []
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name.casefold())
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            inner.append(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
    for path in inner:
        if depth >= DEEPEST:
            words = _("The folder “{name}” lies too deep and was not read.").format(name=path.name)
            problems.append(Problem(str(path), words))
            continue
        try:
            yield from _below(path, depth + 1, problems)
        except OSError:
            problems.append(Problem(str(path), _("The folder “{name}” could not be read.").format(name=path.name)))


def _read_file(path: Path, context: FetchContext) -> _Known:
    """What a file holds, from memory where it was not changed since; what cannot be read becomes a problem."""
    place = str(path)
    try:
        facts = path.stat()
        chosen = repr(sorted(context.columns.get(place, {}).items()))
        stamp = (facts.st_mtime_ns, facts.st_size, context.today(), f"{context.zone} {context.keep_picture is not None} {chosen}")
        known = _memory.get(place, stamp)
        if known is not None:
            return known
        download = open_file(place)
        fetched = choose(download).read_noting_age(download, context)
        known = _Known(stamp, fetched.items, fetched.problems)
    except ComposerError as error:
        known = _Known(stamp, (), (Problem(place, error.message, error.remedy),))
    except OSError as error:
        words = _("“{name}” could not be read.").format(name=path.name)
        return _Known((0, 0, context.today(), ""), (), (Problem(place, words, str(error)),))
    _memory.put(place, known)
    return known
