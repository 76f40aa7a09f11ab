"""The text part: what was written into it by hand still fits what the blocks say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.document.plain_edits import SetPlainWords
from composer.i18n import _
from composer.rendering.plaintext import passages


class TextPart(Check):
    """A date put right in a block must not stay wrong for those who read plain text."""

    name: ClassVar[str] = "text_part"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        for passage in passages(context.issue):
            if not passage.stale:
                continue
            yield self.finding(
                "stale",
                "warning",
                _("The plain text of “{title}” was written by hand, and the block has changed since.").format(
                    title=context.issue.block(passage.block_id).title()
                ),
                _("Look at it under Plain text, or let the block make it again."),
                block=passage.block_id,
                fix=SetPlainWords(passage.block_id, None),
            )
