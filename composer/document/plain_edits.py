"""Edits of the text part: what somebody writes by hand in place of what a block makes of itself, and back."""

from __future__ import annotations

import msgspec

from composer.blocks.plain_words import PlainWords
from composer.document.edits import Edit
from composer.document.issue import Issue
from composer.i18n import _


class SetPlainWords(Edit, frozen=True):
    """What a block says in the text part; None gives it back what it makes of itself."""

    block_id: str
    words: PlainWords | None

    def apply(self, issue: Issue) -> Issue:
        block = issue.block(self.block_id)
        changed = msgspec.structs.replace(block, plain=self.words)
        blocks = tuple(changed if other.id == self.block_id else other for other in issue.blocks)
        return msgspec.structs.replace(issue, blocks=blocks)

    def label(self, issue: Issue) -> str:
        title = issue.block(self.block_id).title()
        if self.words is None:
            return _("Plain text of “{title}” as it makes itself").format(title=title)
        return _("Write the plain text of “{title}”").format(title=title)

    @property
    def merge_key(self) -> str:
        return f"plain:{self.block_id}" if self.words is not None else ""
