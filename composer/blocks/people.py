"""People: who is new, whom to ask, who is thanked."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from composer.blocks.block import Block, new_id
from composer.blocks.fields import NO_PICTURE, Entries, Image, Picture, RichText, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person, with a portrait where there is one (and consent for it)."""

    id: str = msgspec.field(default_factory=new_id)
    name: Annotated[str, Text(N_("Name"), essential=True, max_length=120)] = ""
    role: Annotated[str, Text(N_("Role"), N_("What they do, and where"), max_length=160)] = ""
    text: Annotated[str, RichText(N_("A few sentences about them"), max_length=2_000)] = ""
    picture: Annotated[Picture, Image(N_("Portrait"), shape=3 / 4)] = NO_PICTURE
    link: Annotated[str, Url(N_("More about them, or their address"))] = ""


class People(Block, frozen=True, kw_only=True, tag="people"):
    """People one below the other, each with portrait, name and role."""

    title_text: Annotated[str, Text(N_("Heading"))] = ""
    entries: Annotated[tuple[Person, ...], Entries(N_("People"), entry=Person, entry_name=N_("person"), essential=True)] = ()

    label: ClassVar[str] = N_("People")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "users"

    def title(self) -> str:
        return (
            self.title_text.strip() or ", ".join(person.name for person in self.entries if person.name)[:120] or super().title()
        )

    def plain_text(self) -> str:
        parts = [self.title_text.strip()]
        for person in self.entries:
            named = ", ".join(words for words in (person.name.strip(), person.role.strip()) if words)
            lines = [named, words_of(person.text), person.link.removeprefix("mailto:")]
            parts.append("\n".join(line for line in lines if line))
        return "\n\n".join(part for part in parts if part)
