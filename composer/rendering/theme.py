"""The colours of one issue, made from the brand's two: every pair that meets as text and ground reads, in light and in dark."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from composer.document.brand import Brand
from composer.rendering.colour import contrast, mix, plate, readable

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
TINT = 1.16
"""Contrast of a pale plate with the paper it lies on."""
COMFORTABLE = 6.0
"""Contrast of coloured text at night: at 4.5 thin letters on dark paper look dull."""


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """Named colours for templates; those of the night are for readers whose mail program is dark.

    Attributes:
        desk: what the letter lies on; paper: the letter; ink, quiet: text and lesser text on both.
        main, on_main: a filled plate and the text on it; main_ink: the main colour as text on paper, desk and soft plates.
        main_soft, accent_soft: pale plates; accent, on_accent, accent_ink: as with main.
        start, end: the sides of the page where lines of text begin and end (``left``, ``right``).
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


@lru_cache(maxsize=32)
def theme_for(brand: Brand) -> Theme:
    """The colours for a brand."""
    main_soft, accent_soft = _tint(brand.main_colour, PAPER, 12), _tint(brand.accent_colour, PAPER, 12)
    night_main_soft, night_accent_soft = _tint(brand.main_colour, NIGHT_PAPER, 26), _tint(brand.accent_colour, NIGHT_PAPER, 26)
    night = (NIGHT_PAPER, NIGHT_DESK, night_main_soft, night_accent_soft)
    main, on_main = plate(brand.main_colour, INK)
    accent, on_accent = plate(brand.accent_colour, INK)
    desk = mix(brand.main_colour, DESK, 0.03)
    return Theme(
        desk=desk,
        quiet=readable(QUIET, PAPER, desk, main_soft, accent_soft),
        main=main,
        on_main=on_main,
        main_ink=readable(brand.main_colour, PAPER, desk, main_soft, accent_soft),
        main_soft=main_soft,
        accent=accent,
        on_accent=on_accent,
        accent_ink=readable(brand.accent_colour, PAPER, desk, main_soft, accent_soft),
        accent_soft=accent_soft,
        night_quiet=readable(NIGHT_QUIET, *night),
        night_main_ink=readable(brand.main_colour, *night, least=COMFORTABLE),
        night_main_soft=night_main_soft,
        night_accent_ink=readable(brand.accent_colour, *night, least=COMFORTABLE),
        night_accent_soft=night_accent_soft,
        start="right" if brand.right_to_left else "left",
        end="left" if brand.right_to_left else "right",
    )


def _tint(colour: str, ground: str, most: int) -> str:
    """As much of the colour in the ground (at most ``most`` per cent) as makes a plate that is just seen, whatever the colour."""
    share = most
    while share > 1 and contrast(mix(colour, ground, share / 100), ground) > TINT:
        share -= 1
    return mix(colour, ground, share / 100)
