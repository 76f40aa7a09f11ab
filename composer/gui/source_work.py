"""What the sources page asks for, done in a worker: find sources, read them, and say in words how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.workspace import Workspace


@dataclass(frozen=True)
class Added:
    """What came of adding an address or a file: how many sources and items, and the first thing that went wrong."""

    sources: int
    items: int
    problem: str = ""

    def words(self) -> str:
        """The outcome in a sentence."""
        items = ngettext("{count} item", "{count} items", self.items).format(count=self.items)
        sources = ngettext("{count} source added", "{count} sources added", self.sources).format(count=self.sources)
        return _("{sources}, {items}.").format(sources=sources, items=items)


def add_sources(workspace: Workspace, given: str) -> Added:
    """Add what an address offers (its feeds, its site, its calendars), or what a file holds, and read it.

    Raises:
        ComposerError: nothing could be read there; nothing is kept then.
    """
    from composer.sources.discovery import discover
    from composer.sources.reader import read
    from composer.sources.refresh import refresh

    context = workspace.fetch_context()
    if Path(given).exists():
        fetched = read(given, context)
        row = workspace.source_list.add("file", str(Path(given).absolute()), fetched.title or Path(given).name)
        workspace.shelf.keep(fetched.items, row.id)
        workspace.source_list.record_read(row.id, workspace.clock())
        return Added(1, len(fetched.items), fetched.problems[0].message if fetched.problems else "")
    if given.lower().startswith("webcal:"):
        address = given
    else:
        address = given if "://" in given else f"https://{given}"
    offers = discover(address, context)
    added = [workspace.source_list.add(offer.type, offer.location, offer.title) for offer in offers]
    outcomes = refresh(
        workspace.source_list, workspace.shelf, context, ids=[row.id for row in added], on_progress=lambda _progress: None
    )
    kept = sum(outcome.kept.new + outcome.kept.changed + outcome.kept.same for outcome in outcomes if outcome.kept is not None)
    problems = [problem.message for outcome in outcomes for problem in outcome.problems]
    return Added(len(added), kept, problems[0] if problems else "")


def read_sources(workspace: Workspace, ids: Sequence[str] | None, heard: Callable[[str], None]) -> str:
    """Read sources again (all that are not paused, or these) and say how it went.

    Args:
        heard: told in words how far it has come.
    """
    from composer.sample.load import sample_served
    from composer.sources.refresh import refresh

    with sample_served(workspace):
        outcomes = refresh(
            workspace.source_list,
            workspace.shelf,
            workspace.fetch_context(),
            ids=ids,
            on_progress=lambda progress: heard(_("Reading {name}").format(name=progress.title)),
        )
    new = sum(outcome.kept.new for outcome in outcomes if outcome.kept is not None)
    failed = sum(1 for outcome in outcomes if outcome.kept is None)
    words = ngettext("{count} new item.", "{count} new items.", new).format(count=new)
    if failed:
        trouble = ngettext("{count} source could not be read.", "{count} sources could not be read.", failed).format(count=failed)
        return f"{words} {trouble}"
    return words
