"""Reads any source: an address, a file, a folder of files, pasted text. The door that window and command line share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from composer.errors import InputError
from composer.i18n import _
from composer.library.item import Item
from composer.sources.address import is_web_address
from composer.sources.choosing import choose
from composer.sources.download import Download
from composer.sources.folder import Folder
from composer.sources.page_reading import items_of_html
from composer.sources.source import FetchContext, Fetched, Source, source_types

SURE = 90
"""How well a source must match by the address alone to be asked without looking first."""
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
        return Folder().fetch(place, context)
    if type:
        return _source(type).fetch(place, context)
    by_address = max(source_types().values(), key=lambda source: source.matches(place, None))
    if by_address.matches(place, None) >= SURE:
        return by_address().fetch(place, context)
    download = context.open(place)
    return choose(download).read_noting_age(download, context)


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
