"""What the list one picks from asks of the shelf, off the GUI thread: ids of all that suits, and the first page of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from composer.gui.models.item_model import PAGE
from composer.library.item import Kind

if TYPE_CHECKING:
    from composer.library.shelf import ShelfRow
    from composer.library.shelf_filter import ShelfFilter
    from composer.library.shelf_finder import ShelfFinder
    from composer.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """What is asked: the filter, against which list "new" is counted, when the issue is to go out, and whether the older ones
    are open."""

    filter: ShelfFilter
    list_name: str = ""
    planned: date | None = None
    older_open: bool = False


@dataclass(frozen=True)
class Found:
    """One answer of the shelf.

    Attributes:
        new, older: the first rows; new_to_come, older_to_come: ids of those that follow.
        kinds: the kinds there are items of; last_sent: the day something last went to the list.
    """

    new: tuple[ShelfRow, ...]
    older: tuple[ShelfRow, ...]
    new_to_come: Sequence[str]
    older_to_come: Sequence[str]
    kinds: frozenset[Kind]
    last_sent: date | None

    @property
    def count(self) -> int:
        """How many were found."""
        return len(self.new) + len(self.older) + len(self.new_to_come) + len(self.older_to_come)


def look(workspace: Workspace, finder: ShelfFinder, wanted: Wanted) -> Found:
    """Ask the shelf."""
    query = wanted.filter.query(workspace.clock(), workspace.zone, list_name=wanted.list_name, planned=wanted.planned)
    ids = finder.find(query, wanted.list_name)
    shows_older = wanted.older_open or not ids.new
    first, then = list(ids.new[:PAGE]), list(ids.older[:PAGE]) if shows_older else []
    rows = workspace.shelf.rows([*first, *then])
    new = frozenset(first)
    return Found(
        tuple(row for row in rows if row.item.id in new),
        tuple(row for row in rows if row.item.id not in new),
        ids.new[len(first) :],
        ids.older[len(then) :],
        ids.kinds,
        ids.last_sent.astimezone(workspace.zone).date() if ids.last_sent else None,
    )
