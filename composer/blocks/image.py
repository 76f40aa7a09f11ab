"""A picture by itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE, Image, Picture, Text, Url
from composer.i18n import N_


class ImageBlock(Block, frozen=True, kw_only=True, tag="image"):
    """A picture over the full width, with a caption and a link where wanted."""

    picture: Annotated[Picture, Image(N_("Picture"), essential=True)] = NO_PICTURE
    caption: Annotated[str, Text(N_("Caption"))] = ""
    link: Annotated[str, Url(N_("Leads to"))] = ""

    label: ClassVar[str] = N_("Picture")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "image"

    def title(self) -> str:
        return self.caption.strip() or self.picture.alt.strip() or super().title()

    def plain_text(self) -> str:
        words = self.picture.alt.strip() if not self.picture.decorative else ""
        lines = [f"[{words}]" if words else "", self.caption.strip(), self.link]
        return "\n".join(line for line in lines if line)
