"""Nothing is told twice in one letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from composer.blocks.block import Block
from composer.blocks.markdown_text import words_of
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import passages
from composer.document.edits import Edit, RemoveBlock, UpdateBlock
from composer.document.issue import Issue
from composer.i18n import _

LONG_ENOUGH = 12
"""Words; a shorter paragraph may well stand twice (an address, a thank-you)."""


class Duplicates(Check):
    """The same story, the same link with a title of its own, or the same paragraph."""

    name: ClassVar[str] = "duplicates"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        told = set()
        for finding in self._stories(context.issue):
            told.add(finding.block)
            yield finding
        for finding in self._paragraphs(context.issue):
            if finding.block not in told:
                yield finding

    def _stories(self, issue: Issue) -> Iterator[Finding]:
        first: dict[str, Any] = {}
        for block, holder, number in _holders(issue):
            keys = [key for key in (getattr(holder, "item", ""), _address(holder)) if key]
            earlier = next((first[key] for key in keys if key in first), None)
            for key in keys:
                first.setdefault(key, holder)
            if earlier is not None:
                yield self.finding(
                    "story",
                    "warning",
                    _("“{title}” stands in this issue twice.").format(title=_title(holder) or _title(earlier)),
                    _("Take one of the two out."),
                    block=block.id,
                    field="entries" if number >= 0 else "",
                    fix=_without(block, number),
                )

    def _paragraphs(self, issue: Issue) -> Iterator[Finding]:
        seen: set[str] = set()
        for passage in passages(issue):
            if not passage.rich or not passage.block:
                continue
            for paragraph in words_of(passage.text).split("\n\n"):
                words = paragraph.split()
                if len(words) < LONG_ENOUGH:
                    continue
                plain = " ".join(words).casefold()
                if plain in seen:
                    yield self.finding(
                        "text",
                        "warning",
                        _("A paragraph stands in this issue twice: “{start} …”").format(start=" ".join(words[:8])),
                        _("Take one of the two out."),
                        at=passage,
                    )
                seen.add(plain)


def _holders(issue: Issue) -> Iterator[tuple[Block, Any, int]]:
    """What tells a story: blocks and entries with a title; the number is the entry's, -1 for a block."""
    for block in issue.blocks:
        if hasattr(block, "title_text") and hasattr(block, "item"):
            yield block, block, -1
        for number, entry in enumerate(getattr(block, "entries", ())):
            if hasattr(entry, "item"):
                yield block, entry, number


def _address(holder: Any) -> str:
    address = str(getattr(holder, "link", "")).partition("#")[0].strip().rstrip("/").casefold()
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _title(holder: Any) -> str:
    return str(getattr(holder, "title_text", "") or getattr(holder, "title", "")).strip()[:80]


def _without(block: Block, number: int) -> Edit:
    entries: tuple[Any, ...] = getattr(block, "entries", ())
    rest = entries[:number] + entries[number + 1 :]
    return UpdateBlock(block.id, {"entries": rest}) if number >= 0 and rest else RemoveBlock(block.id)
