"""Logos side by side: funders, partners, members."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from composer.blocks.block import Block, new_id
from composer.blocks.fields import NO_PICTURE, Choice, Entries, Image, Picture, Text, Url
from composer.i18n import N_


class Logo(msgspec.Struct, frozen=True, kw_only=True):
    """One logo. The name stands in for the picture where pictures are hidden, and is read aloud."""

    id: str = msgspec.field(default_factory=new_id)
    name: Annotated[str, Text(N_("Name"), essential=True, max_length=120)] = ""
    picture: Annotated[Picture, Image(N_("Logo"))] = NO_PICTURE
    link: Annotated[str, Url(N_("Leads to"))] = ""


class Gallery(Block, frozen=True, kw_only=True, tag="gallery"):
    """Logos in rows, two abreast on a phone. One without a picture is shown by its name."""

    title_text: Annotated[str, Text(N_("Heading"))] = ""
    entries: Annotated[tuple[Logo, ...], Entries(N_("Logos"), entry=Logo, entry_name=N_("logo"), essential=True)] = ()
    abreast: Annotated[
        Literal["2", "3", "4"],
        Choice(N_("In a row"), options=(("2", N_("Two")), ("3", N_("Three")), ("4", N_("Four")))),
    ] = "3"

    label: ClassVar[str] = N_("Logos")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "layout-grid"

    def title(self) -> str:
        return self.title_text.strip() or ", ".join(logo.name for logo in self.entries if logo.name)[:120] or super().title()

    def plain_text(self) -> str:
        lines = [
            f"- {logo.name.strip()}: {logo.link}" if logo.link else f"- {logo.name.strip()}" for logo in self.entries if logo.name
        ]
        return "\n\n".join(part for part in (self.title_text.strip(), "\n".join(lines)) if part)
