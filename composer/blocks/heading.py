"""A heading between sections."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from composer.blocks.block import Block
from composer.blocks.fields import Choice, Text
from composer.i18n import N_


class Heading(Block, frozen=True, kw_only=True, tag="heading"):
    """A section heading: ``section`` is an h2, ``smaller`` an h3. The one h1 is the issue's own title."""

    text: Annotated[str, Text(N_("Heading"), essential=True, max_length=200)] = ""
    level: Annotated[
        Literal["section", "smaller"],
        Choice(N_("Size"), options=(("section", N_("Section")), ("smaller", N_("Smaller")))),
    ] = "section"

    label: ClassVar[str] = N_("Heading")
    group: ClassVar[str] = "text"
    icon: ClassVar[str] = "heading"

    def plain_text(self) -> str:
        if not self.text.strip():
            return ""
        line = self.text.strip()
        return f"{line}\n{('=' if self.level == 'section' else '-') * min(len(line), 60)}"
