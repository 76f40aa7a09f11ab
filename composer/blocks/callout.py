"""A box for what must not be overlooked."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from composer.blocks.block import Block
from composer.blocks.fields import Choice, RichText, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class Callout(Block, frozen=True, kw_only=True, tag="callout"):
    """A few lines on a ground of their own: something to know, something urgent, or thanks."""

    title_text: Annotated[str, Text(N_("Heading"))] = ""
    text: Annotated[str, RichText(N_("Text"), essential=True, max_length=5_000)] = ""
    tone: Annotated[
        Literal["note", "urgent"],
        Choice(N_("Look"), options=(("note", N_("Calm")), ("urgent", N_("Stands out")))),
    ] = "note"
    link: Annotated[str, Url(N_("Leads to"))] = ""
    button: Annotated[str, Text(N_("Words of the link"), N_("Say what it leads to."), max_length=80)] = ""

    label: ClassVar[str] = N_("Box")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "info"

    def title(self) -> str:
        return self.title_text.strip() or " ".join(words_of(self.text).split())[:120] or super().title()

    def plain_text(self) -> str:
        parts = [self.title_text.strip(), words_of(self.text)]
        if self.link:
            words = self.button.strip() or self.title_text.strip()
            parts.append(f"{words}: {self.link}" if words else self.link)
        return "\n\n".join(part for part in parts if part)
