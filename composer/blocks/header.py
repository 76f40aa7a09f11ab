"""The top of the letter, where it is to say or show more than the brand does by itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE, Flag, Image, Picture, Text
from composer.i18n import N_


class Header(Block, frozen=True, kw_only=True, tag="header"):
    """Logo and name come from the brand, number and day from the issue. It stays for the next issue, as the footer does."""

    title_text: Annotated[str, Text(N_("Big title"), N_("Empty: the name of the issue."), max_length=200)] = ""
    strapline: Annotated[str, Text(N_("Line below the title"), N_("What this letter is, in a few words."), max_length=200)] = ""
    picture: Annotated[Picture, Image(N_("Picture over the full width"), N_("Twice as wide as high or flatter."))] = NO_PICTURE
    show_logo: Annotated[bool, Flag(N_("Show the logo"))] = True
    show_day: Annotated[bool, Flag(N_("Show number and day"))] = True

    label: ClassVar[str] = N_("Header")
    group: ClassVar[str] = "layout"
    icon: ClassVar[str] = "panel-top"

    def title(self) -> str:
        return self.title_text.strip() or self.strapline.strip() or super().title()

    def plain_text(self) -> str:
        # The title stands on top of the text part already.
        return self.strapline.strip()
