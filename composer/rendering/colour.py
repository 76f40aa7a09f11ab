"""Colours as six hex digits: how well two of them read together (WCAG 2.2), and the nearest that reads well enough."""

from __future__ import annotations

import colorsys

READABLE = 4.5
"""Contrast that body text needs (WCAG 2.2, 1.4.3 AA)."""
VISIBLE = 3.0
"""Contrast that large text, edges and signs need (1.4.3, 1.4.11)."""
PALE = 0.5
"""Luminance from which such apps take a ground for pale."""
MIDDLE = 0.18
"""Luminance at which black and white read equally well."""
STEPS = 100

Rgb = tuple[int, int, int]


def rgb(colour: str) -> Rgb:
    """``#0F6B57`` as three numbers, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hex_of(parts: tuple[float, float, float]) -> str:
    """Three numbers, 0 to 255, as ``#0F6B57``."""
    return "#" + "".join(f"{max(0, min(255, round(part))):02X}" for part in parts)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2, definition)."""
    channels = [part / 255 for part in rgb(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """``share`` (0 to 1) of the first colour, the rest of the other."""
    mixed = [a * share + b * (1 - share) for a, b in zip(rgb(one), rgb(other), strict=True)]
    return hex_of((mixed[0], mixed[1], mixed[2]))


def shade(colour: str, lightness: float) -> str:
    """The colour with another lightness (0 black, 1 white), its hue and saturation kept (HLS)."""
    hue, _lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour)))
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return hex_of((red * 255, green * 255, blue * 255))


def readable(colour: str, *grounds: str, least: float = READABLE) -> str:
    """The colour itself, or the nearest shade of it that reads on every ground.

    It is darkened on light grounds and lightened on dark ones. Where no shade does (grounds both light and dark), black or white,
    whichever is better on the worst ground.
    """
    if all(contrast(colour, ground) >= least for ground in grounds):
        return colour
    goal = 0.0 if min(luminance(ground) for ground in grounds) > MIDDLE else 1.0
    lightness = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour)))[1]
    for step in range(1, STEPS + 1):
        nearest = shade(colour, lightness + (goal - lightness) * step / STEPS)
        if all(contrast(nearest, ground) >= least for ground in grounds):
            return nearest
    return max(("#000000", "#FFFFFF"), key=lambda ink: min(contrast(ink, ground) for ground in grounds))


def plate(colour: str, dark_ink: str, light_ink: str = "#FFFFFF") -> tuple[str, str]:
    """A ground made of the colour, and the ink that reads on it.

    White ink is preferred, then dark ink; a colour between the two, on which neither reads, is darkened until white does.
    """
    for ink in (light_ink, dark_ink):
        if contrast(ink, colour) >= READABLE:
            return colour, ink
    return readable(colour, light_ink), light_ink


def partly_inverted(ink: str, ground: str) -> tuple[str, str]:
    """What apps make of a pair that turn over only what they take for wrong in the dark: pale grounds become dark, dark words on
    them pale; strong colours stay (Gmail on Android, Outlook.com). Each does it in its own way; this is about what they have in
    common."""
    if luminance(ground) < PALE:
        return ink, ground
    return (inverted(ink) if luminance(ink) < MIDDLE else ink), inverted(ground)


def inverted(colour: str) -> str:
    """What an app that forces dark mode makes of a colour: lightness turned over, hue kept (``invert() hue-rotate(180deg)``)."""
    red, green, blue = (255 - part for part in rgb(colour))
    # The matrix of CSS filter hue-rotate(180deg) (Filter Effects 1, section 9.6).
    return hex_of(
        (
            -0.574 * red + 1.430 * green + 0.144 * blue,
            0.426 * red + 0.430 * green + 0.144 * blue,
            0.426 * red + 1.430 * green - 0.856 * blue,
        )
    )
