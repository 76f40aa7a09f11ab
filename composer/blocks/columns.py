"""Two columns of words, one below the other on a phone."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE, Image, Picture, RichText
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class Columns(Block, frozen=True, kw_only=True, tag="columns"):
    """Two columns, each with a picture where wanted."""

    left: Annotated[str, RichText(N_("Left"), essential=True)] = ""
    left_picture: Annotated[Picture, Image(N_("Picture on the left"), shape=4 / 3)] = NO_PICTURE
    right: Annotated[str, RichText(N_("Right"), essential=True)] = ""
    right_picture: Annotated[Picture, Image(N_("Picture on the right"), shape=4 / 3)] = NO_PICTURE

    label: ClassVar[str] = N_("Two columns")
    group: ClassVar[str] = "layout"
    icon: ClassVar[str] = "columns-2"

    def title(self) -> str:
        return " ".join(words_of(self.left).split())[:120] or super().title()

    def plain_text(self) -> str:
        return "\n\n".join(part for part in (words_of(self.left), words_of(self.right)) if part)
