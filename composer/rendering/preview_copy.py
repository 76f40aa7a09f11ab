"""The copy of a body that is looked at: the same letter, seen in the dark, without pictures or without styles.

It differs from what goes out only by picture addresses, the dark media queries, and what is named here; it runs no script and
loads nothing from the web, whatever the page shows it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Literal

from composer.rendering.colour import MIDDLE, PALE, inverted, luminance

Dark = Literal["light", "author", "partly", "inverted"]

SIMULATED = (
    '<style data-simulation="inverted">'
    "html {background-color: #FFFFFF; filter: invert(1) hue-rotate(180deg);} "
    "img {filter: invert(1) hue-rotate(180deg);}"
    "</style>"
)
"""What an app that forces dark mode does to a letter, roughly; the real ones differ from each other."""
WITHOUT_PICTURE = "min-height:48px; padding:8px; box-sizing:border-box; border:1px solid #9A968E"
ALWAYS, NEVER = "(min-width: 0px)", "(max-width: 0px)"
"""Media features that stand well beside others in one query, unlike ``all`` and ``not all``."""

_DARK_QUERY = re.compile(r"\(\s*prefers-color-scheme\s*:\s*dark\s*\)", re.IGNORECASE)
_LIGHT_QUERY = re.compile(r"\(\s*prefers-color-scheme\s*:\s*light\s*\)", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>\s*", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"(<!--.*?-->)", re.DOTALL)
_IMAGE = re.compile(r"<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_SOURCE = re.compile(r"(\ssrc\s*=\s*)(\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_STYLE_ATTRIBUTE = re.compile(r"(\sstyle\s*=\s*)([\"'])(.*?)\2", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_GROUND = re.compile(r"((?:\bbackground(?:-color)?\s*:\s*|\bbgcolor=[\"']))(#[0-9a-fA-F]{6})\b")
_INK = re.compile(r"((?<![-\w])color\s*:\s*)(#[0-9a-fA-F]{6})\b")
_ADDED = re.compile(
    r'<meta http-equiv="Content-Security-Policy" content="[^"]*">(?:<style data-simulation="[^"]*">.*?</style>)?', re.DOTALL
)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


def _as_it_is(picture_hash: str) -> str:
    return f"cid:{picture_hash}"


def preview_copy(
    html: str,
    *,
    dark: Dark = "light",
    pictures: bool = True,
    styles: bool = True,
    picture_address: Callable[[str], str] = _as_it_is,
) -> str:
    """A body made ready for looking at.

    Args:
        dark: ``light``; ``author`` as mail programs show it that obey the letter's own dark rules; ``partly`` and ``inverted``
            as those do that turn light colours, or every colour, over (simulations).
        pictures: False shows what stands in their place, as most programs do until the reader asks.
        styles: False takes every ``<style>`` out, as some programs do.
        picture_address: where the stored picture with a hash is found; the only pictures that load are those it names.
    """
    html = _with_queries_answered(html, dark == "author")
    if not styles:
        html = _outside_comments(html, lambda part: _STYLE.sub("", part))
    schemes = {"cid", "data"}
    html = _outside_comments(
        html, lambda part: _IMAGE.sub(lambda found: _image(found[0], pictures, picture_address, schemes), part)
    )
    policy = f"default-src 'none'; img-src {' '.join(f'{scheme}:' for scheme in sorted(schemes))}; style-src 'unsafe-inline'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    if dark == "inverted":
        head += SIMULATED
    if dark == "partly":
        html = _outside_comments(html, _partly_inverted)
    return _HEAD.sub(lambda found: found[0] + head, html, count=1)


def _with_queries_answered(html: str, dark: bool) -> str:
    """The dark media query answered: the preview's look is chosen here, not by the machine it runs on."""
    html = _DARK_QUERY.sub(ALWAYS if dark else NEVER, html)
    return _LIGHT_QUERY.sub(NEVER if dark else ALWAYS, html)


def _outside_comments(html: str, change: Callable[[str], str]) -> str:
    """Conditional comments belong to Outlook and are left as they are."""
    return "".join(part if part.startswith("<!--") else change(part) for part in _COMMENT.split(html))


def _image(tag: str, pictures: bool, picture_address: Callable[[str], str], schemes: set[str]) -> str:
    if not pictures:
        bare = _SOURCE.sub("", tag)
        styled = _STYLE_ATTRIBUTE.sub(lambda found: f"{found[1]}{found[2]}{found[3]}; {WITHOUT_PICTURE}{found[2]}", bare, count=1)
        return styled if styled != bare else bare.replace("<img", f'<img style="{WITHOUT_PICTURE}"', 1)

    def placed(found: re.Match[str]) -> str:
        address = found[3] if found[3] is not None else found[4]
        if address.startswith("cid:"):
            address = escape(picture_address(address.removeprefix("cid:")))
        scheme = _SCHEME.match(address)
        # Pictures on the web stay away until somebody asks for them: the page that shows this may put copies in their place.
        if scheme and scheme[1].lower() not in ("http", "https", "javascript"):
            schemes.add(scheme[1].lower())
        return f'{found[1]}"{address}"'

    return _SOURCE.sub(placed, tag)


def _partly_inverted(part: str) -> str:
    """Light grounds turned dark and dark words turned light, as some apps do; coloured plates and what stands on them stay."""

    def ground(found: re.Match[str]) -> str:
        return f"{found[1]}{inverted(found[2]) if luminance(found[2]) >= PALE else found[2]}"

    def ink(found: re.Match[str]) -> str:
        return f"{found[1]}{inverted(found[2]) if luminance(found[2]) < MIDDLE else found[2]}"

    return _INK.sub(ink, _GROUND.sub(ground, part))


def as_it_goes_out(copy: str, *, dark: Dark = "light", picture_source: Callable[[str], str] = str) -> str:
    """What :func:`preview_copy` changed, taken back: the letter byte for byte as it goes out.

    Args:
        copy: made with pictures and styles, and not partly inverted: what was left out or painted over cannot be brought back.
        dark: as the copy was made.
        picture_source: what an address of the copy was in the letter (``cid:...`` for stored pictures).
    """
    html = _ADDED.sub("", copy, count=1)
    dark_was, light_was = (ALWAYS, NEVER) if dark == "author" else (NEVER, ALWAYS)
    html = html.replace(dark_was, "(prefers-color-scheme: dark)").replace(light_was, "(prefers-color-scheme: light)")

    def back(found: re.Match[str]) -> str:
        return _SOURCE.sub(lambda source: f'{source[1]}"{picture_source(source[3] or source[4] or "")}"', found[0])

    return _outside_comments(html, lambda part: _IMAGE.sub(back, part))
