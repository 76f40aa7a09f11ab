"""What the sources page asks for, done in a worker: find sources, read them, and say in words how it went."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from composer.errors import ComposerError, InputError
from composer.i18n import _, ngettext
from composer.sources.offer import Found, Offer

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


@dataclass(frozen=True)
class Look:
    """What one address offers, or why it could not be looked at. ``known``: the locations that are in the list already."""

    address: str
    found: Found | None = None
    trouble: str = ""
    known: frozenset[str] = frozenset()

    def simple(self) -> Offer | None:
        """The one thing it offers, where there is nothing to choose and nothing to say."""
        if self.found is None or len(self.found.offers) != 1 or self.found.alternatives or self.found.notes:
            return None
        (offer,) = self.found.offers
        return offer if not offer.categories else None


def look_at(workspace: Workspace, typed: str, cancel: threading.Event | None = None) -> list[Look]:
    """What the addresses in a pasted text offer, one look for each; one that fails hides no other.

    Raises:
        InputError: there is no address in it.
    """
    from concurrent.futures import ThreadPoolExecutor

    from composer.sources.discovery import look
    from composer.sources.typed_address import typed_addresses

    addresses = typed_addresses(typed)
    if not addresses:
        raise InputError(
            _("“{address}” is not a web address.").format(address=" ".join(typed.split())[:80]),
            _("Write it like https://example.org/news."),
        )
    context = workspace.fetch_context(cancel=cancel)
    known = frozenset(row.location for row in workspace.source_list.all())

    def one(address: str) -> Look:
        try:
            return Look(address, look(address, context), known=known)
        except ComposerError as error:
            return Look(address, trouble=str(error), known=known)

    with ThreadPoolExecutor(max_workers=4, thread_name_prefix="looking") as pool:
        return list(pool.map(one, addresses))


def add_offers(workspace: Workspace, offers: Sequence[Offer], cancel: threading.Event | None = None) -> Added:
    """Add what was chosen, and read it. What cannot be read stays in the list and says why."""
    from composer.sources.refresh import refresh

    added = [workspace.source_list.add(offer.type, offer.location, offer.title) for offer in offers]
    context = workspace.fetch_context(cancel=cancel)
    outcomes = refresh(
        workspace.source_list, workspace.shelf, context, ids=[row.id for row in added], on_progress=lambda _progress: None
    )
    kept = sum(outcome.kept.new + outcome.kept.changed + outcome.kept.same for outcome in outcomes if outcome.kept is not None)
    problems = [problem.message for outcome in outcomes for problem in outcome.problems]
    return Added(len(added), kept, problems[0] if problems else "")


def add_sources(workspace: Workspace, given: str) -> Added:
    """Add all that an address recommends, or what a file holds, and read it.

    Raises:
        ComposerError: nothing could be read there; nothing is kept then.
    """
    from composer.sources.reader import read

    if Path(given).exists():
        fetched = read(given, workspace.fetch_context())
        row = workspace.source_list.add("file", str(Path(given).absolute()), fetched.title or Path(given).name)
        workspace.shelf.keep(fetched.items, row.id)
        workspace.source_list.record_read(row.id, workspace.clock())
        return Added(1, len(fetched.items), fetched.problems[0].message if fetched.problems else "")
    looks = look_at(workspace, given)
    offers = [offer for each in looks if each.found is not None for offer in each.found.offers]
    if not offers:
        first = looks[0]
        raise ComposerError(first.trouble or (first.found.notes[0] if first.found is not None and first.found.notes else ""))
    return add_offers(workspace, offers)


def read_sources(
    workspace: Workspace, ids: Collection[str] | None, heard: Callable[[str], None], cancel: threading.Event | None = None
) -> str:
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
            workspace.fetch_context(cancel=cancel),
            ids=ids,
            on_progress=lambda progress: heard(
                _("{done} of {total} read: {name}").format(done=progress.done, total=progress.total, name=progress.title)
            ),
        )
    new = sum(outcome.kept.new for outcome in outcomes if outcome.kept is not None)
    resting = [outcome for outcome in outcomes if outcome.rests_until is not None]
    failed = sum(1 for outcome in outcomes if outcome.kept is None) - len(resting)
    words = ngettext("{count} new item.", "{count} new items.", new).format(count=new)
    if resting:
        words = f"{words} {resting[0].problems[0].message}"
    if failed:
        trouble = ngettext("{count} source could not be read.", "{count} sources could not be read.", failed).format(count=failed)
        return f"{words} {trouble}"
    return words
