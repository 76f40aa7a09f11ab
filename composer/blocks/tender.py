"""An invitation to tender: what is asked for, and when it closes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

from composer.blocks.block import Block
from composer.blocks.dates_in_words import when_in_words
from composer.blocks.fields import Flag, Moment, RichText, Source, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_, _


class Tender(Block, frozen=True, kw_only=True, tag="tender"):
    """A tender with its closing date set apart, so that nobody overlooks it."""

    title_text: Annotated[str, Text(N_("Title"), essential=True)] = ""
    closes: Annotated[datetime | None, Moment(N_("Closes"), essential=True)] = None
    day_only: Annotated[bool, Flag(N_("No time of day is known"))] = True
    text: Annotated[str, RichText(N_("What is asked for"))] = ""
    value: Annotated[str, Text(N_("Value"), N_("For instance: up to £30,000"), max_length=120)] = ""
    contact: Annotated[str, Text(N_("Contact"), max_length=200)] = ""
    link: Annotated[str, Url(N_("Documents at"))] = ""
    button: Annotated[str, Text(N_("Words of the link"), max_length=80)] = N_("Read the invitation to tender")
    item: Annotated[str, Source(N_("Made from"))] = ""
    taken: dict[str, str] = msgspec.field(default_factory=dict)
    """What the source said when it was taken, as marks (:mod:`composer.picking.snapshots`); empty where nobody knows."""

    label: ClassVar[str] = N_("Tender")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "gavel"

    def title(self) -> str:
        return self.title_text.strip() or super().title()

    def closes_in_words(self) -> str:
        """The closing date, or an empty string."""
        return when_in_words(self.closes, None, self.day_only) if self.closes else ""

    def plain_text(self) -> str:
        lines = [self.title_text.strip()]
        if self.closes:
            lines.append(_("Closes: {when}").format(when=self.closes_in_words()))
        if self.value.strip():
            lines.append(_("Value: {value}").format(value=self.value.strip()))
        if self.contact.strip():
            lines.append(_("Contact: {contact}").format(contact=self.contact.strip()))
        parts = ["\n".join(line for line in lines if line), words_of(self.text)]
        if self.link:
            parts.append(f"{self.button.strip() or self.title_text}: {self.link}")
        return "\n\n".join(part for part in parts if part)
