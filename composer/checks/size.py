"""Weight: Gmail hides everything after 102 KB behind a link, the unsubscribe line too, and drops styles over 16 KB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.checks.reading import has_content, passages, pictures
from composer.i18n import _
from composer.rendering.rendered import Rendered

HEAVY, TOO_HEAVY = 80 * 1024, 100 * 1024
"""Bytes of HTML."""
STYLE_HEAVY, STYLE_TOO_HEAVY = 15_000, 16_000
"""Bytes inside ``<style>``."""
VALUE_ROOM = 120
"""Bytes a person's value, or the unsubscribe address, may add where its token stands."""
FEWEST_WORDS = 20


class Size(Check):
    """The letter arrives whole, and soon."""

    name: ClassVar[str] = "size"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if context.rendered is not None:
            yield from self._html(context, context.rendered)
            yield from self._styles(context.rendered)
        yield from self._words(context)

    def _html(self, context: CheckContext, rendered: Rendered) -> Iterator[Finding]:
        weight = rendered.html_bytes + sum(VALUE_ROOM * rendered.html.count(token.mark) for token in rendered.tokens)
        if weight < HEAVY:
            return
        heaviest = max(rendered.block_bytes, key=lambda block_id: rendered.block_bytes[block_id], default="")
        known = {block.id: block for block in context.issue.blocks}
        remedy = _("Shorten it.")
        if heaviest in known:
            remedy = _("Shorten it; the heaviest part is “{title}” with {size} KB.").format(
                title=known[heaviest].title(), size=round(rendered.block_bytes[heaviest] / 1024)
            )
        too_heavy = weight >= TOO_HEAVY
        yield self.finding(
            "html",
            "error" if too_heavy else "warning",
            _("The letter weighs {size} KB; Gmail cuts letters off at 102 KB.").format(size=round(weight / 1024)),
            remedy,
            block=heaviest if heaviest in known else "",
        )

    def _styles(self, rendered: Rendered) -> Iterator[Finding]:
        if rendered.style_bytes > STYLE_HEAVY:
            yield self.finding(
                "style",
                "error" if rendered.style_bytes > STYLE_TOO_HEAVY else "warning",
                _("The template's styles weigh {size} bytes; Gmail drops what goes over 16,000.").format(
                    size=rendered.style_bytes
                ),
                _("Choose another template."),
                field="template",
            )

    def _words(self, context: CheckContext) -> Iterator[Finding]:
        if not has_content(context.issue):
            return
        words = sum(len(passage.text.split()) for passage in passages(context.issue) if passage.block)
        if words < FEWEST_WORDS and next(pictures(context.issue), None) is not None:
            yield self.finding(
                "only_pictures",
                "warning",
                _("The letter is almost all picture: with pictures switched off there is nothing to read."),
                _("Write the message as text as well."),
            )
