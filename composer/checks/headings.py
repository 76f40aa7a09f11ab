"""Headings: they have something below them, and sizes follow each other without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from composer.blocks.divider import Divider
from composer.blocks.footer import Footer
from composer.blocks.heading import Heading
from composer.checks.check import Check, CheckContext, Finding
from composer.document.edits import RemoveBlock, UpdateBlock
from composer.i18n import _

FEWEST_CAPITALS = 12


class Headings(Check):
    """The issue's own headings; the letter's outline is put right by the renderer."""

    name: ClassVar[str] = "headings"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        in_section = False
        shown = [block for block in context.issue.blocks if not isinstance(block, Divider)]
        after = {block.id: following for block, following in pairwise(shown)}
        for block in shown:
            if not isinstance(block, Heading) or not block.text.strip():
                continue
            if block.level == "smaller" and not in_section:
                yield self.finding(
                    "no_section",
                    "advice",
                    _("“{words}” is a smaller heading without a section heading above it.").format(words=block.text),
                    _("Make it a section heading."),
                    block=block.id,
                    field="level",
                    fix=UpdateBlock(block.id, {"level": "section"}),
                )
            in_section = in_section or block.level == "section"
            following = after.get(block.id)
            stands_alone = following is None or isinstance(following, Footer)
            if stands_alone or (
                isinstance(following, Heading) and not (block.level == "section" and following.level == "smaller")
            ):
                yield self.finding(
                    "nothing_below",
                    "warning",
                    _("There is nothing under the heading “{words}”.").format(words=block.text),
                    _("Add something, or take the heading out."),
                    block=block.id,
                    field="text",
                    fix=RemoveBlock(block.id),
                )
            letters = [sign for sign in block.text if sign.isalpha()]
            if len(letters) >= FEWEST_CAPITALS and all(sign.isupper() for sign in letters):
                yield self.finding(
                    "shouting",
                    "advice",
                    _("The heading “{words}” is written in capitals.").format(words=block.text),
                    _("Small letters are easier to read; some screen readers spell capitals out."),
                    block=block.id,
                    field="text",
                )
