"""One thing to do."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from composer.blocks.block import Block
from composer.blocks.fields import Choice, Text, Url
from composer.i18n import N_


class Button(Block, frozen=True, kw_only=True, tag="button"):
    """A call to action. Its words say what happens, never “click here”."""

    label_text: Annotated[str, Text(N_("Words"), essential=True, max_length=80)] = ""
    link: Annotated[str, Url(N_("Leads to"), essential=True)] = ""
    style: Annotated[
        Literal["full", "outline"], Choice(N_("Look"), options=(("full", N_("Filled")), ("outline", N_("Outline"))))
    ] = "full"

    label: ClassVar[str] = N_("Button")
    group: ClassVar[str] = "action"
    icon: ClassVar[str] = "mouse-pointer-click"

    def plain_text(self) -> str:
        words = self.label_text.strip()
        return f"{words}: {self.link}" if words and self.link else words or self.link
