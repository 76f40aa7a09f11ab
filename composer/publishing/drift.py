"""Looking up again what an issue was made from, before it is sent and on the user's wish; window and command line share it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from composer.blocks.fields import NO_PICTURE, Picture
from composer.document.issue import Issue
from composer.errors import ComposerError
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.picking.drift import AtSource, Drift, drifts
from composer.picking.snapshots import picture_marks
from composer.picking.three_way import Difference, holders
from composer.publishing.picked import picture_of
from composer.sources.drift import DriftProgress, look_up
from composer.sources.source import FetchContext

if TYPE_CHECKING:
    from composer.checks.check import Finding
    from composer.library.shelf import ShelfRow
    from composer.workspace import Workspace


def _nobody(_progress: DriftProgress) -> None:
    """Nobody wants to know."""


def at_source(workspace: Workspace, issue: Issue) -> dict[str, AtSource]:
    """What the sources of the issue's items say, as far as it is known here; nobody is asked.

    What was found earlier to be gone holds no more where the source has been read since and named the item.
    """
    ids = sorted(issue.items())
    rows = {row.item.id: row for row in workspace.shelf.rows(ids)}
    found = workspace.look_ups.of(ids)
    known = {}
    for item_id in ids:
        row, result = rows.get(item_id), found.get(item_id)
        if row is not None and result is not None and _since(row, result):
            result = None
        if row is not None or result is not None:
            item = row.item if row is not None else result.item if result is not None else None
            known[item_id] = AtSource(item, _kept_picture(workspace, item), result)
    return known


def undecided(issue: Issue, known: Mapping[str, AtSource], findings: Iterable[Finding]) -> tuple[Drift, ...]:
    """Where the issue and its sources are apart, without those of which everything that the checks found was accepted."""
    asked: dict[tuple[str, str], bool] = {}
    for finding in findings:
        if finding.item:
            key = (finding.block, finding.item)
            asked[key] = asked.get(key, False) or not finding.accepted
    return tuple(drift for drift in drifts(issue, known) if asked.get((drift.block_id, drift.item_id), True))


def look_up_issue(
    workspace: Workspace,
    issue: Issue,
    *,
    on_progress: Callable[[DriftProgress], None] = _nobody,
    cancel: threading.Event | None = None,
) -> dict[str, AtSource]:
    """Ask the source of every item of the issue, and keep what it says on the shelf; blocks, for a worker.

    Returns:
        As :func:`at_source`. What could not be looked up is ``unknown``; nothing is raised for that.
    """
    items = [row.item for row in workspace.shelf.rows(sorted(issue.items()))]
    if items:
        sources = {row.id: row for row in workspace.source_list.all()}
        found = look_up(items, sources, workspace.fetch_context(cancel=cancel), on_progress)
        workspace.look_ups.note(found)
        _keep(workspace, items, found)
    known = at_source(workspace, issue)
    return _with_pictures(workspace, issue, known) if items else known


def with_fetched(workspace: Workspace, drift: Drift, found: Iterable[Difference]) -> tuple[Difference, ...]:
    """The differences with every picture fetched and kept, ready to be taken over.

    Raises:
        ComposerError: a picture cannot be had.
    """
    ready = []
    for one in found:
        if one.fetch:
            picture = picture_of(workspace, workspace.shelf.get(drift.item_id))
            one = replace(one, values={"picture": picture}, marks=picture_marks(one.fetch, picture), fetch="")
        ready.append(one)
    return tuple(ready)


def look_up_file(
    issue: Issue,
    workspace: Workspace | None,
    context: FetchContext,
    on_progress: Callable[[DriftProgress], None] = _nobody,
) -> dict[str, AtSource]:
    """The same for an issue from a file: the workspace (where there is one) is asked where its items come from, and not changed.

    What no shelf knows is looked for at the address the issue has.
    """
    rows = {} if workspace is None else {row.item.id: row.item for row in workspace.shelf.rows(sorted(issue.items()))}
    sources = {} if workspace is None else {row.id: row for row in workspace.source_list.all()}
    items = {holder.item: holder for block in issue.blocks for holder in holders(block)}
    asked = [rows.get(key) or Item(id=key, link=holder.link) for key, holder in items.items()]
    found = look_up(asked, sources, context, on_progress)
    return {key: AtSource(found[key].item, NO_PICTURE, found[key]) for key in items}


def _since(row: ShelfRow, found: LookedUp) -> bool:
    """True where the source was read after the look-up and named the item."""
    return found.at is not None and found.standing != "there" and row.last_seen > found.at


def _keep(workspace: Workspace, items: Iterable[Item], found: Mapping[str, LookedUp]) -> None:
    """What the sources say goes on the shelf, so that everything that reads there reads the same."""
    by_source: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        now = found[item.id].item
        if now is not None:
            by_source[item.source].append(now)
    for source, said in by_source.items():
        workspace.shelf.keep(said, source)


def _with_pictures(workspace: Workspace, issue: Issue, known: dict[str, AtSource]) -> dict[str, AtSource]:
    """Fetch the pictures that changed at their sources, so that they can be taken over by one press."""
    for drift in drifts(issue, known):
        here = known[drift.item_id]
        if here.item is not None and any(found.fetch for found in drift.differences):
            try:
                known[drift.item_id] = replace(here, picture=picture_of(workspace, here.item))
            except ComposerError:  # the window tries again when it is wanted, and says then why it cannot be had
                continue
    return known


def _kept_picture(workspace: Workspace, item: Item | None) -> Picture:
    kept = workspace.pictures.from_origin(item.image) if item is not None and item.image else None
    if kept is None or item is None:
        return NO_PICTURE
    return msgspec.structs.replace(kept, alt=kept.alt or item.image_alt)
