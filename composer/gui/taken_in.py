"""What was dropped or pasted, done in a worker: recognised first, kept when the user says so, taken back when they say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from composer.errors import ComposerError, InputError
from composer.i18n import _, ngettext
from composer.library.item import Item, item_id

if TYPE_CHECKING:
    from composer.workspace import Workspace

MOST_THINGS = 50
"""Files and links taken at once."""


@dataclass(frozen=True)
class Given:
    """What a hand brought.

    Attributes:
        paths: files and folders; addresses: of the web.
        text, html: words, the second with their links; picture: gives the bytes of one that came without a file.
    """

    paths: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    picture: Callable[[], bytes] | None = None

    def __bool__(self) -> bool:
        return bool(self.paths or self.addresses or self.text.strip() or self.html.strip() or self.picture is not None)


@dataclass(frozen=True)
class Part:
    """One thing of what was brought: where it lies (empty for words), what it is called, and its items."""

    location: str
    title: str
    type: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Recognised:
    """What was found in it. ``problems`` are sentences about what could not be read."""

    parts: tuple[Part, ...]
    problems: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that was found."""
        return tuple(item for part in self.parts for item in part.items)

    def words(self) -> str:
        """What was found, by kind: “3 posts, 1 event”."""
        return counted(self.items)


@dataclass(frozen=True)
class TakenIn:
    """What was kept, to be taken back: the items that were not there before, and the sources."""

    words: str
    new_items: tuple[str, ...] = ()
    new_sources: tuple[str, ...] = field(default_factory=tuple)


def counted(items: tuple[Item, ...]) -> str:
    """How many of each kind there are, in words."""
    kinds = Counter("post" if item.kind in ("news", "blog") else item.kind for item in items)
    words = {
        "post": lambda n: ngettext("{count} post", "{count} posts", n),
        "event": lambda n: ngettext("{count} event", "{count} events", n),
        "awareness": lambda n: ngettext("{count} awareness day", "{count} awareness days", n),
        "tender": lambda n: ngettext("{count} tender", "{count} tenders", n),
        "report": lambda n: ngettext("{count} report", "{count} reports", n),
    }
    return ", ".join(words[kind](kinds[kind]).format(count=kinds[kind]) for kind in words if kinds[kind])


def recognise(workspace: Workspace, given: Given) -> Recognised:
    """Read what was brought; nothing is kept.

    Raises:
        InputError: nothing of it can be used.
    """
    from composer.sources.reader import read, read_pasted

    context = workspace.fetch_context()
    parts: list[Part] = []
    problems: list[str] = []
    places = (*given.paths, *given.addresses)[:MOST_THINGS]
    for place in places:
        try:
            if place in given.paths and (picture := _picture_of(workspace, Path(place))) is not None:
                parts.append(picture)
                continue
            fetched = read(place, context)
        except ComposerError as error:
            problems.append(str(error))
            continue
        problems += [problem.message for problem in fetched.problems]
        if fetched.items:
            title = fetched.title or Path(place).name
            parts.append(Part(place, title, "folder" if Path(place).is_dir() else "file", fetched.items))
    if not places and given.picture is not None:
        parts.append(_picture_part(workspace, given.picture(), _("Picture from the clipboard")))
    elif not places:
        try:
            pasted = read_pasted(given.text, context, html=given.html)
        except ComposerError as error:
            problems.append(str(error))
        else:
            parts.append(Part("", _("Pasted text"), "pasted_text", pasted.items))
    if not any(part.items for part in parts):
        if len(problems) == 1:
            raise InputError(problems[0])
        raise InputError(
            _("Nothing in it could be used."),
            _("Drop texts, Word documents, tables, calendars, folders of such files, links or pictures."),
            details="\n".join(problems),
        )
    return Recognised(tuple(parts), tuple(problems))


_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".tif", ".tiff", ".bmp")


def _picture_of(workspace: Workspace, path: Path) -> Part | None:
    """A picture's file as an item of its own; None for any other file.

    Raises:
        ComposerError: it is called a picture and cannot be read as one.
    """
    if path.suffix.lower() not in _PICTURES or not path.is_file():
        return None
    from composer.sources.local_file import open_file

    title = " ".join(path.stem.replace("_", " ").replace("-", " ").split())
    return _picture_part(workspace, open_file(str(path)).content, title or path.name)


def _picture_part(workspace: Workspace, content: bytes, title: str) -> Part:
    """A picture as a post that has no words yet."""
    address = workspace.pictures.keep(content, title)
    item = Item(
        id=item_id("picture", address),
        title=title,
        image=address,
        kind_reason=_("Nothing in it points to another kind."),
        notes=(_("It is only a picture so far: say what it shows, and write the words."),),
    )
    return Part("", _("Pictures"), "pasted_text", (item,))


def keep(workspace: Workspace, found: Recognised) -> TakenIn:
    """Put what was found on the shelf, under its sources; what was hidden before is shown again."""
    before = {row.id for row in workspace.source_list.all()}
    new_items: list[str] = []
    new_sources: list[str] = []
    for part in found.parts:
        location = str(Path(part.location).absolute()) if part.type in ("file", "folder") and Path(part.location).exists() else ""
        row = workspace.source_list.add(part.type, location or part.location or f"pasted:{part.title}", part.title)
        if row.id not in before:
            new_sources.append(row.id)
        items = [replace(item, source=row.id) for item in part.items]
        known = {shelved.item.id for shelved in workspace.shelf.rows([item.id for item in items])}
        workspace.shelf.keep(items, row.id)
        for item in items:
            workspace.shelf.hide(item.id, False)
        new_items += [item.id for item in items if item.id not in known]
        workspace.source_list.record_read(row.id, workspace.clock())
        if not part.location:
            workspace.source_list.pause(row.id, True)
    words = _("{what} added to the list.").format(what=found.words())
    return TakenIn(words, tuple(new_items), tuple(new_sources))


def take_back(workspace: Workspace, taken: TakenIn) -> None:
    """Undo :func:`keep`: what was new is offered no longer, and its source is read no longer."""
    for identity in taken.new_items:
        workspace.shelf.hide(identity)
    for source in taken.new_sources:
        workspace.source_list.remove(source)
