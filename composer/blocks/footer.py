"""What the law and good manners ask for: who writes, from where, why, and how to stop it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from composer.blocks.block import Block
from composer.blocks.fields import RichText
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class Footer(Block, frozen=True, kw_only=True, tag="footer"):
    """Always last, always there. Address, reason and unsubscribe link come from the brand; only this extra line is free."""

    text: Annotated[str, RichText(N_("Extra line"), N_("Shown above your address."), max_length=1_000)] = ""

    only_for: tuple[str, ...] = ()
    """Everybody: the law asks for what stands here."""

    label: ClassVar[str] = N_("Footer")
    group: ClassVar[str] = "layout"
    icon: ClassVar[str] = "mail"
    locked: ClassVar[bool] = True

    def title(self) -> str:
        return self.label

    def plain_text(self) -> str:
        # Address and unsubscribe link depend on brand and recipient: the renderer adds them below this line.
        return words_of(self.text)
