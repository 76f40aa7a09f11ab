"""A report to download."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE, Image, Picture, RichText, Source, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class Report(Block, frozen=True, kw_only=True, tag="report"):
    """A document, with what kind of file it is said before the reader taps it."""

    title_text: Annotated[str, Text(N_("Title"), essential=True)] = ""
    text: Annotated[str, RichText(N_("What it says"))] = ""
    file_info: Annotated[str, Text(N_("Kind and size"), N_("For instance: PDF, 2.4 MB, 36 pages"), max_length=80)] = ""
    link: Annotated[str, Url(N_("Download from"), essential=True)] = ""
    button: Annotated[str, Text(N_("Words of the link"), max_length=80)] = N_("Download the report")
    picture: Annotated[Picture, Image(N_("Cover"), shape=3 / 4)] = NO_PICTURE
    item: Annotated[str, Source(N_("Made from"))] = ""
    taken: dict[str, str] = msgspec.field(default_factory=dict)
    """What the source said when it was taken, as marks (:mod:`composer.picking.snapshots`); empty where nobody knows."""

    label: ClassVar[str] = N_("Report")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "file-text"

    def title(self) -> str:
        return self.title_text.strip() or super().title()

    def plain_text(self) -> str:
        parts = [self.title_text.strip(), words_of(self.text)]
        if self.link:
            info = f" ({self.file_info.strip()})" if self.file_info.strip() else ""
            parts.append(f"{self.button.strip() or self.title_text}{info}: {self.link}")
        return "\n\n".join(part for part in parts if part)
