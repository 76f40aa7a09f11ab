"""A line, or just room, between two parts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from composer.blocks.block import Block
from composer.blocks.fields import Choice
from composer.i18n import N_


class Divider(Block, frozen=True, kw_only=True, tag="divider"):
    """A thin line or empty space."""

    style: Annotated[
        Literal["line", "space", "wide", "widest"],
        Choice(
            N_("Look"),
            options=(("line", N_("Line")), ("space", N_("Little room")), ("wide", N_("More room")), ("widest", N_("Much room"))),
        ),
    ] = "line"

    label: ClassVar[str] = N_("Divider")
    group: ClassVar[str] = "layout"
    icon: ClassVar[str] = "minus"

    def plain_text(self) -> str:
        return "* * *" if self.style == "line" else ""
