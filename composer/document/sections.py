"""One section of an earlier version brought back on its own, everything else left as it is."""

from __future__ import annotations

from dataclasses import dataclass

from composer.blocks.block import Block
from composer.document.edits import Edit, InsertBlock, ReplaceBlock, Several
from composer.document.issue import Issue
from composer.i18n import _


@dataclass(frozen=True)
class Section:
    """A block of an earlier version that reads otherwise now, or is ``gone``."""

    block: Block
    gone: bool


def changed_sections(earlier: Issue, now: Issue) -> list[Section]:
    """What of ``earlier`` is not in ``now`` as it was, in its order."""
    here = {block.id: block for block in now.blocks}
    return [
        Section(block, gone=block.id not in here) for block in earlier.blocks if block.id not in here or here[block.id] != block
    ]


def bring_back(earlier: Issue, now: Issue, block_id: str) -> Edit:
    """The edit that makes one block what it was; a block that is gone stands behind the one it stood behind.

    Raises:
        KeyError: ``earlier`` has no such block.
    """
    block = earlier.block(block_id)
    words = _("Bring back “{title}”").format(title=block.title())
    ids = [found.id for found in now.blocks]
    if block_id in ids:
        return Several((ReplaceBlock(block),), words)
    before = [found.id for found in earlier.blocks[: earlier.index_of(block_id)]]
    index = next((ids.index(found) + 1 for found in reversed(before) if found in ids), 0)
    return Several((InsertBlock(block, index),), words)
