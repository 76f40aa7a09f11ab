"""Colours: text can be read, in light, in the dark, and where an app turns every colour over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.checks.check import Check, CheckContext, Finding
from composer.i18n import _
from composer.rendering.colour import READABLE, VISIBLE, contrast, inverted, partly_inverted
from composer.rendering.theme import PAPER, Theme, theme_for


class Contrast(Check):
    """The brand's colours as they meet in the letter. Templates make them readable; this says where they had to."""

    name: ClassVar[str] = "contrast"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        brand = context.issue.brand
        theme = theme_for(brand)
        for colour, used, which in (
            (brand.main_colour, theme.main_ink, _("main colour")),
            (brand.accent_colour, theme.accent_ink, _("accent colour")),
        ):
            if contrast(colour, PAPER) < READABLE:
                yield self.finding(
                    "adjusted",
                    "advice",
                    _("Your {which} {colour} is hard to read on white ({ratio}:1), so text is written in {used}.").format(
                        which=which, colour=colour, ratio=f"{contrast(colour, PAPER):.1f}", used=used
                    ),
                    _("Choose a darker one under Brand if you want to decide yourself."),
                    field="brand",
                )
        for text, ground in (*day_pairs(theme), *night_pairs(theme)):
            if contrast(text, ground) < READABLE:
                yield self.finding(
                    "unreadable",
                    "error",
                    _("Text in {text} on {ground} cannot be read ({ratio}:1).").format(
                        text=text, ground=ground, ratio=f"{contrast(text, ground):.1f}"
                    ),
                    _("Choose other colours under Brand."),
                    field="brand",
                )
        partly = [(pair, contrast(*partly_inverted(*pair))) for pair in day_pairs(theme)]
        pair, ratio = min(partly, key=lambda one: one[1])
        if ratio < VISIBLE:
            yield self.finding(
                "partly_inverted",
                "advice",
                _("In apps that turn over only pale grounds at night, text in {text} on {ground} will be hard to read.").format(
                    text=pair[0], ground=pair[1]
                ),
                _("Look at the dark preview; a darker colour is turned over together with its ground."),
                field="brand",
            )
        worst = min(day_pairs(theme), key=lambda pair: contrast(inverted(pair[0]), inverted(pair[1])))
        if contrast(inverted(worst[0]), inverted(worst[1])) < VISIBLE:
            yield self.finding(
                "inverted",
                "advice",
                _("In apps that turn colours over at night, text in {text} on {ground} will be hard to read.").format(
                    text=worst[0], ground=worst[1]
                ),
                _("Look at the dark preview; a stronger colour helps."),
                field="brand",
            )


def day_pairs(theme: Theme) -> list[tuple[str, str]]:
    """Every text colour with every ground it stands on by day."""
    inks = (theme.ink, theme.quiet, theme.main_ink, theme.accent_ink)
    grounds = (theme.paper, theme.desk, theme.main_soft, theme.accent_soft)
    return [*((ink, ground) for ink in inks for ground in grounds), (theme.on_main, theme.main), (theme.on_accent, theme.accent)]


def night_pairs(theme: Theme) -> list[tuple[str, str]]:
    """The same for programs that obey the letter's own dark colours."""
    inks = (theme.night_ink, theme.night_quiet, theme.night_main_ink, theme.night_accent_ink)
    grounds = (theme.night_paper, theme.night_desk, theme.night_main_soft, theme.night_accent_soft)
    return [(ink, ground) for ink in inks for ground in grounds]
