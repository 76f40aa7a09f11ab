"""Edits that have to do with where a block comes from: take over what the site says now, or keep ours and remember that."""

from __future__ import annotations

from typing import Any

import msgspec

from composer.blocks.block import Block
from composer.document.edits import Edit
from composer.document.issue import Issue
from composer.i18n import _


class TakeOver(Edit, frozen=True):
    """Set fields of a block, or of one of its lines, to what its source says.

    Attributes:
        entry_id: the line (an event among dates); empty for the block itself.
        values: attribute names to new values; empty where ours is kept.
        marks: what is remembered of the source from now on, see :mod:`composer.picking.snapshots`; what is not named stays.
        words: what it does, for the history.
    """

    block_id: str
    values: dict[str, Any]
    marks: dict[str, str]
    entry_id: str = ""
    words: str = ""

    def apply(self, issue: Issue) -> Issue:
        block = issue.block(self.block_id)
        changed = self._in_line(block) if self.entry_id else self._taken(block)
        blocks = tuple(changed if other.id == self.block_id else other for other in issue.blocks)
        return msgspec.structs.replace(issue, blocks=blocks)

    def _in_line(self, block: Block) -> Block:
        entries: tuple[Any, ...] = getattr(block, "entries", ())
        if not any(entry.id == self.entry_id for entry in entries):
            raise KeyError(self.entry_id)
        taken = tuple(self._taken(entry) if entry.id == self.entry_id else entry for entry in entries)
        return msgspec.structs.replace(block, entries=taken)

    def _taken(self, holder: Any) -> Any:
        return msgspec.structs.replace(holder, **self.values, taken={**holder.taken, **self.marks})

    def label(self, issue: Issue) -> str:
        title = issue.block(self.block_id).title()
        return self.words or _("Take over what the site says in “{title}”").format(title=title)
