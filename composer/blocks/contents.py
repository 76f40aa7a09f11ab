"""In this issue: the headings that follow, made by itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import Text
from composer.i18n import N_


class Contents(Block, frozen=True, kw_only=True, tag="contents"):
    """A short table of contents. The renderer fills it from the blocks below it, so it is never out of date."""

    title_text: Annotated[str, Text(N_("Heading"))] = N_("In this issue")

    label: ClassVar[str] = N_("Contents")
    group: ClassVar[str] = "layout"
    icon: ClassVar[str] = "list"

    def title(self) -> str:
        return self.title_text.strip() or super().title()

    def plain_text(self) -> str:
        # The entries depend on the other blocks: the renderer adds them below this line.
        return self.title_text.strip()
