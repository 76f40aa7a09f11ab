"""Reads any source: an address, a file, a folder of files, pasted text. The door that window and command line share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from composer.errors import ComposerError, FormatError, InputError
from composer.i18n import _, ngettext
from composer.library.item import Item
from composer.sources.address import is_web_address, place_of
from composer.sources.download import Download
from composer.sources.page_reading import items_of_html
from composer.sources.plain_file import refuse_other_kinds
from composer.sources.source import FetchContext, Fetched, Problem, Source, source_types

SURE = 90
"""How well a source must match by the address alone to be asked without looking first."""
MOST_FILES = 500
MOST_PASTED = 3_000_000


def read(location: str, context: FetchContext, *, type: str = "") -> Fetched:
    """The items at ``location`` and the problems beside them.

    Args:
        type: the source to use (see ``source_types()``); empty: whichever suits best.

    Raises:
        SourceError, InputError, FormatError: nothing at all could be read; one sentence says why.
    """
    place = location.strip()
    if not place:
        raise InputError(_("There is no address or file to read."), _("Type a web address, or choose a file."))
    if not is_web_address(place) and "\n" not in place and Path(place).expanduser().is_dir():
        return _read_folder(Path(place).expanduser(), context)
    if type:
        return _source(type).fetch(place, context)
    by_address = max(source_types().values(), key=lambda source: source.matches(place, None))
    if by_address.matches(place, None) >= SURE:
        return by_address().fetch(place, context)
    download = context.open(place)
    return choose(download).read_noting_age(download, context)


def choose(download: Download) -> Source:
    """The source that suits what was found.

    Raises:
        FormatError: none does.
    """
    if not download.content.strip():
        raise FormatError(
            _("There is nothing at {place}.").format(place=place_of(download.location)),
            _("Check the address, or try again later."),
        )
    best = max(source_types().values(), key=lambda source: source.matches(download.location, download))
    if best.matches(download.location, download) <= 0:
        refuse_other_kinds(download)
        raise FormatError(
            _("What lies at {place} is of a kind that cannot be read here.").format(place=place_of(download.location)),
            _("Use a feed, a calendar, a web page, a text, or a Word or Markdown document."),
        )
    return best()


def read_pasted(text: str, context: FetchContext, *, html: str = "") -> Fetched:
    """The posts in text that was pasted; ``html`` is the same with its links, where the clipboard has it.

    Raises:
        InputError: there is nothing in it, or too much.
    """
    if not text.strip() and not html.strip():
        raise InputError(_("There is no text to read."), _("Copy the text first, then paste it here."))
    if max(len(text), len(html)) > MOST_PASTED:
        raise InputError(_("That is more text than can be read at once."), _("Paste it in parts, or save it as a file."))
    if html.strip():
        items = items_of_html(html, "", context)
        if items:
            return Fetched(_without_source(items))
    pasted = Download("", "text/plain", "utf-8", text.encode("utf-8", errors="replace"), {}, False, datetime.now(UTC))
    fetched = source_types()["text"]().read(pasted, context)
    return replace(fetched, items=_without_source(fetched.items))


def _without_source(items: tuple[Item, ...]) -> tuple[Item, ...]:
    from msgspec.structs import replace as with_fields

    return tuple(with_fields(item, source="") for item in items)


def _source(type_: str) -> Source:
    try:
        return source_types()[type_]()
    except KeyError as error:
        raise InputError(
            _("There is no kind of source called “{name}”.").format(name=type_),
            _("Known are: {names}.").format(names=", ".join(source_types())),
        ) from error


def _read_folder(folder: Path, context: FetchContext) -> Fetched:
    """Every file in a folder (not in folders inside it), in the order of their names; what cannot be read is named."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise InputError(
            _("The folder “{name}” could not be read.").format(name=folder.name),
            _("Check that you may open it."),
            details=str(error),
        ) from error
    if not files:
        raise InputError(_("The folder “{name}” holds no files.").format(name=folder.name), _("Choose another folder."))
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    for path in files[:MOST_FILES]:
        context.stop_if_cancelled()
        try:
            fetched = read(str(path), context)
        except ComposerError as error:
            problems.append(Problem(str(path), error.message, error.remedy))
            continue
        items.update((item.id, item) for item in fetched.items if item.id not in items)
        problems += fetched.problems
    if len(files) > MOST_FILES:
        more = len(files) - MOST_FILES
        words = ngettext("{count} more file was not read.", "{count} more files were not read.", more)
        problems.append(Problem(str(folder), words.format(count=more)))
    return Fetched(tuple(items.values()), tuple(problems), folder.name)
