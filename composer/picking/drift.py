"""How an issue and the sources of its items drifted apart: what was found there, block by block, and the edits that mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE, Picture
from composer.document.brand import Brand
from composer.document.edits import Edit, Several
from composer.document.issue import Issue
from composer.document.source_edits import TakeOver
from composer.i18n import _, ngettext
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.picking.placing import unplace
from composer.picking.snapshots import Holder, mark
from composer.picking.three_way import LABELS, Difference, differences, holders

Trouble = Literal["", "gone", "unpublished", "cancelled", "file_gone", "front_page", "unlisted", "unknown"]
"""What is amiss with an item as a whole; empty where nothing is."""
GONE: frozenset[Trouble] = frozenset({"gone", "unpublished", "cancelled"})
"""What must not stay in a letter unless somebody says so."""
MOVED, STANDING = "moved", "standing"
"""Marks of what a person saw and left as it is: where the address leads now, and a trouble."""


@dataclass(frozen=True)
class AtSource:
    """What is known of an item at its source: what it says (as far as known), its picture where that is kept already, and how it
    was found when it was last looked up."""

    item: Item | None = None
    picture: Picture = NO_PICTURE
    found: LookedUp | None = None


@dataclass(frozen=True)
class Drift:
    """One block, or one line of it, beside its source.

    Attributes:
        entry_id: the line; empty for the block itself.
        trouble: empty also where a person decided to leave it as it is.
        reason: a sentence about the trouble.
    """

    block_id: str
    entry_id: str
    item_id: str
    title: str
    differences: tuple[Difference, ...] = ()
    trouble: Trouble = ""
    reason: str = ""

    @property
    def updated(self) -> tuple[Difference, ...]:
        """What only the site changed."""
        return tuple(found for found in self.differences if found.change == "updated")

    @property
    def news(self) -> tuple[Difference, ...]:
        """What the site says otherwise, whoever changed it; not what we changed and the site did not."""
        return tuple(found for found in self.differences if found.change != "ours")

    @property
    def ours(self) -> tuple[Difference, ...]:
        """What only we changed."""
        return tuple(found for found in self.differences if found.change == "ours")


def drifts(issue: Issue, at_source: Mapping[str, AtSource]) -> tuple[Drift, ...]:
    """Everything that is not as its source has it, in the order of the letter; what agrees is left out."""
    found = (drift for block in issue.blocks for drift in _of_block(issue, block, at_source))
    return tuple(drift for drift in found if drift.differences or drift.trouble)


def _of_block(issue: Issue, block: Block, at_source: Mapping[str, AtSource]) -> Iterator[Drift]:
    for holder in holders(block):
        known = at_source.get(holder.item)
        if known is not None:
            yield _drift(issue.brand, block.id, holder, known)


def _drift(brand: Brand, block_id: str, holder: Holder, known: AtSource) -> Drift:
    title = holder.title if isinstance(holder.title, str) else holder.title()
    trouble, reason = _trouble(known)
    if holder.taken.get(STANDING) == trouble:
        trouble, reason = "", ""
    apart = differences(holder, known.item, known.picture, brand=brand) if known.item is not None else ()
    if holder.link and holder.taken.get(MOVED) == mark(holder.link):  # where the site's own address leads is no change of ours
        apart = tuple(found for found in apart if found.facet != "link" or found.change != "ours")
    moved = _moved(holder, known.found)
    if moved is not None and all(found.facet != "link" for found in apart):
        apart = (*apart, moved)
    return Drift(block_id, holder.id if holder.id != block_id else "", holder.item, title, apart, trouble, reason)


def _trouble(known: AtSource) -> tuple[Trouble, str]:
    found = known.found
    if found is not None and found.standing in ("gone", "unpublished"):
        return ("gone" if found.standing == "gone" else "unpublished"), found.reason
    if known.item is not None and known.item.cancelled:
        return "cancelled", _("The calendar says that it is cancelled.")
    if found is None:
        return "", ""
    if found.file_gone:
        return "file_gone", found.reason
    if found.standing == "front_page":
        return "front_page", found.reason
    if found.standing == "unlisted":
        return "unlisted", found.reason
    if found.standing == "unknown" or found.silent:
        return "unknown", found.silent or found.reason
    return "", ""


def _moved(holder: Holder, found: LookedUp | None) -> Difference | None:
    """The item's address leads elsewhere for good, and the letter still has the old one."""
    if found is None or not found.link or not holder.link or found.link == holder.link:
        return None
    if mark(found.link) in (holder.taken.get(MOVED), holder.taken.get("link")):
        return None
    if holder.taken and mark(holder.link) != holder.taken.get("link"):
        return None  # a link of our own is nobody's business
    seen = {MOVED: mark(found.link)}
    return Difference("link", "updated", holder.link, found.link, {"link": found.link}, seen, seen)


# -- edits ----------------------------------------------------------------------------------------------------------------------


def take(drift: Drift, *chosen: Difference) -> Edit:
    """Take over what the site says of these; one step."""
    names = ", ".join(_(LABELS[found.facet]).lower() for found in chosen)
    words = _("Take over from the site: {names} of “{title}”").format(names=names, title=drift.title[:60])
    values = {name: value for found in chosen for name, value in found.values.items()}
    marks = {name: value for found in chosen for name, value in found.marks.items()}
    return _edit(drift, values, marks, words)


def keep(drift: Drift, *chosen: Difference) -> Edit:
    """Keep ours, knowing what the site says now."""
    marks = {name: value for found in chosen for name, value in found.kept.items()}
    return _edit(drift, {}, marks, _("Keep ours in “{title}”").format(title=drift.title[:60]))


def keep_standing(drift: Drift) -> Edit:
    """Leave it in the letter though it is gone (or whatever its trouble is); the same trouble is not told again."""
    return _edit(drift, {}, {STANDING: drift.trouble}, _("Keep “{title}” all the same").format(title=drift.title[:60]))


def take_out(issue: Issue, drift: Drift) -> Edit | None:
    """Take everything made from the item out of the letter; None where nothing is there any more."""
    return unplace(issue, drift.item_id)


def take_updates(apart: Iterable[Drift]) -> Edit | None:
    """Everything that only the site changed, in all of these, as one step; what is gone or called off is left as it is.

    None where there is nothing. What needs a picture fetched first is left out.
    """
    edits = []
    for drift in apart:
        wanted = tuple(found for found in drift.updated if not found.fetch)
        if wanted and drift.trouble not in GONE:
            edits.append(take(drift, *wanted))
    words = ngettext("Take over {count} update from the site", "Take over {count} updates from the site", len(edits))
    return Several(tuple(edits), words.format(count=len(edits))) if edits else None


def _edit(drift: Drift, values: dict[str, object], marks: dict[str, str], words: str) -> Edit:
    return TakeOver(drift.block_id, values, marks, drift.entry_id, words)
