"""Styles as every mail program reads them: colours in six digits, and no function that one of them stumbles over.

Gmail drops the whole style attribute for ``rgb(0 0 0 / 1)``, Outlook knows neither three digits everywhere nor transparency, and
calculated values are known to few. A colour that lets the ground through becomes what it is on white paper.
"""

from __future__ import annotations

import colorsys
import re

from composer.rendering.colour import hex_of, mix

_PROPERTY = re.compile(r"-{0,2}[A-Za-z_][\w-]*")
_FUNCTION = re.compile(r"\b(rgba?|hsla?)\(\s*([^()]*)\)", re.IGNORECASE)
_ANY_FUNCTION = re.compile(r"[\w-]+\(")
_SHORT = re.compile(r"#([0-9a-fA-F]{8}|[0-9a-fA-F]{4}|[0-9a-fA-F]{3})(?![0-9a-fA-F])")
_NUMBER = re.compile(r"(-?\d*\.?\d+)(%|deg|turn)?")
MODERN = re.compile(
    r"\b(?:rgba?|hsla?)\([^(),]*\s[^()]*\)|\b(?:oklch|oklab|lch|lab|hwb|color|color-mix|light-dark|var|calc|min|clamp)\(", re.I
)
"""What no template may have in its styles either."""


def safe_style(style: str) -> str:
    """The declarations of a style attribute, those left out that cannot be said safely."""
    kept = []
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if not colon or not _PROPERTY.fullmatch(name.strip()):
            continue
        value = _SHORT.sub(lambda found: _of_hex(found[1]), _FUNCTION.sub(_of_function, value.strip()))
        if not _ANY_FUNCTION.search(value):
            kept.append(f"{name.strip()}:{value}")
    return ";".join(kept)


def _of_hex(digits: str) -> str:
    """``abc``, ``abcd`` or ``aabbccdd`` as six digits on white."""
    if len(digits) < 6:
        digits = "".join(2 * digit for digit in digits)
    colour = f"#{digits[:6].upper()}"
    return colour if len(digits) == 6 else mix(colour, "#FFFFFF", int(digits[6:], 16) / 255)


def _of_function(found: re.Match[str]) -> str:
    """A colour function, in either of its spellings, as six digits on white; itself where it makes no colour."""
    parts = [(float(number), unit) for number, unit in _NUMBER.findall(found[2])]
    if len(parts) not in (3, 4):
        return found[0]
    share = 1.0
    if len(parts) == 4:
        share = max(0.0, min(1.0, parts[3][0] / (100 if parts[3][1] == "%" else 1)))
    if found[1].lower().startswith("rgb"):
        red, green, blue = (number * 2.55 if unit == "%" else number for number, unit in parts[:3])
    else:
        turn = parts[0][0] if parts[0][1] == "turn" else parts[0][0] / 360
        made = colorsys.hls_to_rgb(turn % 1, min(1.0, parts[2][0] / 100), min(1.0, parts[1][0] / 100))
        red, green, blue = (255 * channel for channel in made)
    return mix(hex_of((red, green, blue)), "#FFFFFF", share)
