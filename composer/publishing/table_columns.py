"""What the columns of a table of posts and events hold, before it is taken in and whenever it turns out wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from composer.errors import FormatError
from composer.library.item import Item
from composer.sources.spreadsheet import Columns, Spreadsheet, columns_of, day_order_of

if TYPE_CHECKING:
    from composer.sources.download import Download
    from composer.workspace import Workspace

MOST_SHOWN = 200
"""Items a preview holds; the count says how many there are."""


@dataclass(frozen=True)
class TableLook:
    """A table as it would be read.

    Attributes:
        location: what its columns are remembered by; name: of the file.
        tables: what its columns are taken for, one by one; chosen: what of it a person said.
        day_order: ``either`` where nothing in the table tells 3/12 from 12/3; else empty.
        items: the first of what would be read; count: how many; told: what is amiss with rows; refusal: why nothing is read.
    """

    location: str
    name: str
    tables: tuple[Columns, ...]
    chosen: Mapping[str, str]
    day_order: str
    items: tuple[Item, ...] = ()
    count: int = 0
    told: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Taken:
    """What was read after the columns were settled, and what had been chosen before (for the way back)."""

    source: str
    items: int
    before: Mapping[str, str]


def look_into(workspace: Workspace, location: str, chosen: Mapping[str, str] | None = None) -> TableLook:
    """How the table at ``location`` would be read with ``chosen`` (None: as it was chosen before, else guessed).

    Raises:
        ComposerError: it cannot be opened, or is no table.
    """
    context = workspace.fetch_context()
    download = context.open(location)
    if chosen is None:
        chosen = context.columns.get(download.location, {})
    tables = tuple(columns_of(download, chosen))
    look = TableLook(
        download.location, _name(download), tables, dict(chosen), "either" if day_order_of(download, chosen) == "either" else ""
    )
    context = replace(context, columns={download.location: chosen} if chosen else {})
    try:
        fetched = Spreadsheet().read(download, context)
    except FormatError as error:
        return replace(look, refusal=error.message)
    told = tuple(problem.message for problem in fetched.problems)
    return replace(look, items=fetched.items[:MOST_SHOWN], count=len(fetched.items), told=told)


def take_in(workspace: Workspace, location: str, chosen: Mapping[str, str]) -> Taken:
    """Read the table with these columns from now on. What an earlier reading made of it and this one does not leaves the shelf.

    Raises:
        ComposerError: nothing can be read so; then nothing is changed.
    """
    context = workspace.fetch_context()
    download = context.open(location)
    before = dict(context.columns.get(download.location, {}))
    fetched = Spreadsheet().read(download, replace(context, columns={download.location: chosen} if chosen else {}))
    known = next((row for row in workspace.source_list.all() if row.location == download.location), None)
    row = known or workspace.source_list.add("table", download.location, fetched.title or _name(download))
    workspace.source_columns.remember(download.location, chosen)
    workspace.shelf.keep_exactly(fetched.items, row.id)
    workspace.source_list.record_read(row.id, workspace.clock())
    return Taken(row.id, len(fetched.items), before)


def _name(download: Download) -> str:
    return PurePath(download.location.partition("?")[0]).name or download.location
