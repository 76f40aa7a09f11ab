"""A post from the website: title, picture, a few sentences, and where to read on."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE, Choice, Image, Picture, RichText, Source, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_

Layout = Literal["above", "left", "right", "none"]


class Article(Block, frozen=True, kw_only=True, tag="article"):
    """A post, with its picture above, left, right or left out."""

    title_text: Annotated[str, Text(N_("Title"), essential=True)] = ""
    text: Annotated[str, RichText(N_("Text"), N_("A few sentences; the rest is on your website."))] = ""
    byline: Annotated[str, Text(N_("Written by"), N_("For a guest blog: name and role."))] = ""
    link: Annotated[str, Url(N_("Read more at"))] = ""
    button: Annotated[str, Text(N_("Words of the link"), N_("Say what it leads to."), max_length=80)] = N_("Read the full story")
    picture: Annotated[Picture, Image(N_("Picture"), shape=16 / 9)] = NO_PICTURE
    layout: Annotated[
        Layout,
        Choice(
            N_("Picture stands"),
            options=(("above", N_("Above")), ("left", N_("Left")), ("right", N_("Right")), ("none", N_("Nowhere"))),
        ),
    ] = "left"
    item: Annotated[str, Source(N_("Made from"))] = ""
    taken: dict[str, str] = msgspec.field(default_factory=dict)
    """What the source said when it was taken, as marks (:mod:`composer.picking.snapshots`); empty where nobody knows."""

    label: ClassVar[str] = N_("Article")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "newspaper"

    def title(self) -> str:
        return self.title_text.strip() or super().title()

    def plain_text(self) -> str:
        lines = [self.title_text.strip(), self.byline.strip()]
        parts = ["\n".join(line for line in lines if line), words_of(self.text)]
        if self.link:
            parts.append(f"{self.button.strip() or self.title_text}: {self.link}")
        return "\n\n".join(part for part in parts if part)
