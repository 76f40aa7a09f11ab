"""Changing the calendar of awareness days, so that the shelf follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.i18n import _
from composer.library.awareness import AwarenessDay, occurrence_id
from composer.sources.awareness import LOCATION, Awareness
from composer.sources.refresh import refresh

if TYPE_CHECKING:
    from composer.workspace import Workspace

_AROUND = (-1, 0, 1, 2)
"""Years around the present one whose occurrences may be on the shelf."""


def keep_day(workspace: Workspace, day: AwarenessDay, *, wanted: bool = True) -> AwarenessDay:
    """Keep a day, and offer what it brings; a day that is not wanted is offered no more.

    Raises:
        InputError: the day is not fit.
    """
    kept = workspace.awareness.save(day, wanted=wanted)
    _follow(workspace, kept.id)
    return kept


def forget_day(workspace: Workspace, day_id: str) -> None:
    """Forget an own day, or take back what was changed of one that comes with the program; neither is offered any more."""
    workspace.awareness.remove(day_id)
    _follow(workspace, day_id)


def _follow(workspace: Workspace, day_id: str) -> None:
    wanted = {day.id for day in workspace.awareness.wanted()}
    year = workspace.clock().year
    for row in workspace.shelf.rows(occurrence_id(day_id, year + apart) for apart in _AROUND):
        workspace.shelf.hide(row.item.id, hidden=day_id not in wanted)
    known = next((row for row in workspace.source_list.all() if row.location == LOCATION), None)
    if known is None and not wanted:
        return
    source = known or workspace.source_list.add(Awareness.type, LOCATION, _("Awareness days"))
    refresh(workspace.source_list, workspace.shelf, workspace.fetch_context(), ids=[source.id])
