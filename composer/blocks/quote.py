"""A sentence worth setting apart, and who said it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import RichText, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class Quote(Block, frozen=True, kw_only=True, tag="quote"):
    """A pull quote with its speaker."""

    text: Annotated[str, RichText(N_("Quotation"), essential=True, max_length=2_000)] = ""
    who: Annotated[str, Text(N_("Who said it"), N_("Name and role"))] = ""
    link: Annotated[str, Url(N_("Where it is from"))] = ""

    label: ClassVar[str] = N_("Quote")
    group: ClassVar[str] = "text"
    icon: ClassVar[str] = "quote"

    def plain_text(self) -> str:
        words = words_of(self.text)
        if not words:
            return ""
        quoted = "\n".join(f"> {line}".rstrip() for line in words.splitlines())
        source = ": ".join(part for part in (self.who.strip(), self.link) if part)
        return f"{quoted}\n> – {source}" if source else quoted
