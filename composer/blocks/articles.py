"""Several posts in one list: news in brief."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec

from composer.blocks.block import Block, new_id
from composer.blocks.fields import NO_PICTURE, Choice, Entries, Image, Picture, RichText, Source, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class ArticleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One post. ``taken``: what the source said when it was taken, as marks (:mod:`composer.picking.snapshots`)."""

    id: str = msgspec.field(default_factory=new_id)
    title: Annotated[str, Text(N_("Title"), essential=True)] = ""
    text: Annotated[str, RichText(N_("A sentence about it"))] = ""
    link: Annotated[str, Url(N_("Read more at"))] = ""
    picture: Annotated[Picture, Image(N_("Picture"))] = NO_PICTURE
    item: Annotated[str, Source(N_("Made from"))] = ""
    taken: dict[str, str] = msgspec.field(default_factory=dict)


class Articles(Block, frozen=True, kw_only=True, tag="articles"):
    """Posts below each other: their titles alone, with a sentence, or with a small picture as well."""

    title_text: Annotated[str, Text(N_("Heading"))] = N_("In brief")
    entries: Annotated[
        tuple[ArticleEntry, ...], Entries(N_("Articles"), entry=ArticleEntry, entry_name=N_("article"), essential=True)
    ] = ()
    show: Annotated[
        Literal["titles", "words", "pictures"],
        Choice(
            N_("Each with"),
            options=(("titles", N_("Its title")), ("words", N_("A sentence")), ("pictures", N_("Picture, too"))),
        ),
    ] = "words"

    label: ClassVar[str] = N_("Article list")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "list"

    def title(self) -> str:
        return self.title_text.strip() or super().title()

    def plain_text(self) -> str:
        parts = [self.title_text.strip()]
        for entry in self.entries:
            lines = [entry.title.strip()]
            if self.show != "titles" and entry.text.strip():
                lines.append(words_of(entry.text))
            if entry.link:
                lines.append(entry.link)
            parts.append("\n".join(line for line in lines if line))
        return "\n\n".join(part for part in parts if part)
