"""The colours of one issue, made from the brand's two: every pair that meets as text and ground reads, in light and in dark."""

from __future__ import annotations

import msgspec

from composer.document.brand import Brand
from composer.rendering.colour import VISIBLE, mix, plate, readable

PAPER = "#FFFFFF"
INK = "#22211E"
QUIET = "#5E5B54"
LINE = "#DDD8CE"
DESK = "#F3F0E9"

NIGHT_PAPER = "#201F1D"
NIGHT_INK = "#EDEAE4"
NIGHT_QUIET = "#B5B0A6"
NIGHT_LINE = "#45423C"
NIGHT_DESK = "#161513"


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """Named colours for templates; those of the night are for readers whose mail program is dark.

    Attributes:
        desk: what the letter lies on; paper: the letter; ink, quiet: text and lesser text on both.
        main, on_main: a filled plate and the text on it; main_ink: the main colour as text on paper, desk and soft plates.
        main_soft, accent_soft: pale plates; accent, on_accent, accent_ink: as with main.
        stripe_main, stripe_accent: for ornaments, visible on paper and desk.
    """

    desk: str = DESK
    paper: str = PAPER
    ink: str = INK
    quiet: str = QUIET
    line: str = LINE
    main: str
    on_main: str
    main_ink: str
    main_soft: str
    accent: str
    on_accent: str
    accent_ink: str
    accent_soft: str
    night_desk: str = NIGHT_DESK
    night_paper: str = NIGHT_PAPER
    night_ink: str = NIGHT_INK
    night_quiet: str = NIGHT_QUIET
    night_line: str = NIGHT_LINE
    night_main_ink: str
    night_main_soft: str
    night_accent_ink: str
    night_accent_soft: str
    start: str = "left"
    end: str = "right"


def theme_for(brand: Brand) -> Theme:
    """The colours for a brand."""
    main_soft, accent_soft = mix(brand.main_colour, PAPER, 0.07), mix(brand.accent_colour, PAPER, 0.08)
    night_main_soft, night_accent_soft = mix(brand.main_colour, NIGHT_PAPER, 0.22), mix(brand.accent_colour, NIGHT_PAPER, 0.2)
    main, on_main = plate(brand.main_colour, INK)
    accent, on_accent = plate(brand.accent_colour, INK)
    desk = mix(brand.main_colour, DESK, 0.03)
    return Theme(
        desk=desk,
        quiet=readable(QUIET, PAPER, desk, main_soft, accent_soft),
        main=main,
        on_main=on_main,
        main_ink=readable(brand.main_colour, PAPER, desk, main_soft),
        main_soft=main_soft,
        accent=accent,
        on_accent=on_accent,
        accent_ink=readable(brand.accent_colour, PAPER, desk, accent_soft),
        accent_soft=accent_soft,
        night_main_ink=readable(brand.main_colour, NIGHT_PAPER, NIGHT_DESK, night_main_soft),
        night_main_soft=night_main_soft,
        night_accent_ink=readable(brand.accent_colour, NIGHT_PAPER, NIGHT_DESK, night_accent_soft),
        night_accent_soft=night_accent_soft,
        start="right" if brand.right_to_left else "left",
        end="left" if brand.right_to_left else "right",
    )


def is_plain(colour: str) -> bool:
    """True for a brand colour too pale to be seen on paper as it is."""
    return readable(colour, PAPER, least=VISIBLE) != colour
