"""Words of one's own: the greeting, a paragraph, a thank-you."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import RichText
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class TextBlock(Block, frozen=True, kw_only=True, tag="text"):
    """Markdown paragraphs."""

    text: Annotated[str, RichText(N_("Text"), essential=True)] = ""

    label: ClassVar[str] = N_("Text")
    group: ClassVar[str] = "text"
    icon: ClassVar[str] = "text"

    def title(self) -> str:
        return " ".join(words_of(self.text).split())[:120] or super().title()

    def plain_text(self) -> str:
        return words_of(self.text)
