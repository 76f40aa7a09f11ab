"""The same article is not told twice by accident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from composer.blocks.block import Block
from composer.blocks.dates_in_words import day_in_words
from composer.checks.check import Check, CheckContext, Finding
from composer.document.edits import RemoveBlock
from composer.i18n import _


class SentBefore(Check):
    """What the ledger remembers of the items in this issue."""

    name: ClassVar[str] = "sent_before"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        for block in context.issue.blocks:
            yield from self._holder(context, block, block)
            for entry in getattr(block, "entries", ()):
                yield from self._holder(context, block, entry)

    def _holder(self, context: CheckContext, block: Block, holder: Any) -> Iterator[Finding]:
        usual = context.newsletter.usual_list if context.newsletter else ""
        notes = [
            note
            for note in context.ledger_notes.get(getattr(holder, "item", ""), ())
            if note.issue_name != context.issue.name and (not usual or note.list == usual)
        ]
        if not notes or not getattr(holder, "item", ""):
            return
        last = max(notes, key=lambda note: note.at)
        title = getattr(holder, "title_text", "") or getattr(holder, "title", "")
        whole = holder is block
        # A date may well be announced twice; a story is told once.
        yield self.finding(
            "item",
            "warning" if whole else "advice",
            _("“{title}” was in “{issue}” already ({day}).").format(
                title=title if isinstance(title, str) else block.title(),
                issue=last.issue_name,
                day=day_in_words(last.at, weekday=False),
            ),
            _("Leave it in if that is meant."),
            block=block.id,
            fix=RemoveBlock(block.id) if whole else None,
        )
