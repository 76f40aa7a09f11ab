"""HTML of one's own, for what no other block can."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import Markup
from composer.blocks.markup_words import words_in_markup
from composer.i18n import N_


class MarkupBlock(Block, frozen=True, kw_only=True, tag="html"):
    """HTML as a designer gives it. What mail programs refuse or what could harm is taken out when the letter is made."""

    markup: Annotated[
        str, Markup(N_("HTML"), N_("Without scripts, forms and frames; styles in the elements."), essential=True)
    ] = ""

    label: ClassVar[str] = N_("HTML")
    group: ClassVar[str] = "layout"
    icon: ClassVar[str] = "code"

    def title(self) -> str:
        return " ".join(words_in_markup(self.markup, addresses=False).split())[:120] or super().title()

    def plain_text(self) -> str:
        return words_in_markup(self.markup)
