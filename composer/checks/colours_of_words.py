"""Words stand out from the ground they really stand on, read off the finished letter: HTML and templates of one's own may colour
them as they like.

The brand's colours, which everything else is made of, are looked at by the check on contrast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar

import msgspec

from composer.blocks.html import MarkupBlock
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.letter_tree import tree_of
from composer.i18n import _
from composer.rendering.colour import READABLE, VISIBLE, contrast, inverted, partly_inverted

LARGE, LARGE_BOLD = 24.0, 18.66
"""Pixels from which words count as large (WCAG 2.2, 1.4.3: 18 points, or 14 in bold)."""
_DECLARED = re.compile(r"(?:^|;)\s*(color|background-color|font-size|font-weight|display)\s*:\s*([^;]+)")
_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_NAMED = {"black": "#000000", "gray": "#808080", "grey": "#808080", "silver": "#C0C0C0", "white": "#FFFFFF", "yellow": "#FFFF00"}
_SIZE = re.compile(r"([\d.]+)(px|pt)")


class _Look(msgspec.Struct, frozen=True):
    """What reaches an element: its colours (empty where they cannot be told), the size of its words, the block it stands in."""

    ink: str = "#000000"
    ground: str = "#FFFFFF"
    size: float = 16.0
    bold: bool = False
    shown: bool = True
    block: str = ""


class ColoursOfWords(Check):
    """No words in a colour that cannot be told from what they stand on."""

    name: ClassVar[str] = "colours_of_words"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if context.rendered is None:
            return
        known = {block.id: block for block in context.issue.blocks}
        told: set[tuple[str, str]] = set()
        for words, look in _read(context.rendered.html):
            what, ratio, needed = _trouble(look)
            block = known.get(look.block)
            where = block.id if block is not None else ""
            if not what or (what, where) in told:
                continue
            told.add((what, where))
            own = isinstance(block, MarkupBlock)
            message = {
                "unreadable": _("“{words}” in {ink} on {ground} is hard to read ({ratio}:1; {needed}:1 is needed)."),
                "partly_inverted": _(
                    "“{words}” in {ink} on {ground} will be hard to read in apps that turn over only pale grounds at night."
                ),
                "inverted": _("“{words}” in {ink} on {ground} will be hard to read in apps that turn colours over at night."),
            }[what]
            yield self.finding(
                what,
                "warning" if what == "unreadable" else "advice",
                message.format(words=words, ink=look.ink, ground=look.ground, ratio=f"{ratio:.1f}", needed=f"{needed:g}"),
                _("Choose a darker or a paler colour for the words there."),
                block=where,
                field="markup" if own else "" if block is not None else "template",
            )


@lru_cache(maxsize=2_000)
def _trouble(look: _Look) -> tuple[str, float, float]:
    """What is wrong with these colours (empty where nothing is), their contrast, and what it should be."""
    large = look.size >= (LARGE_BOLD if look.bold else LARGE)
    needed = VISIBLE if large else READABLE
    ratio = contrast(look.ink, look.ground)
    if ratio < needed:
        return "unreadable", ratio, needed
    if contrast(*partly_inverted(look.ink, look.ground)) < VISIBLE:
        return "partly_inverted", ratio, needed
    if contrast(inverted(look.ink), inverted(look.ground)) < VISIBLE:
        return "inverted", ratio, needed
    return "", ratio, needed


def _read(html: str) -> Iterator[tuple[str, _Look]]:
    """Every run of words that is seen, shortened, with how it looks; none whose colours cannot be told."""
    looks: dict[Any, _Look] = {}
    for element in tree_of(html).iter("*"):
        parent = element.getparent()
        look = _look_of(element, looks[parent]) if parent is not None else _Look()
        looks[element] = look
        if element.tag in ("head", "style", "title", "script") or not look.shown or not look.ink or not look.ground:
            continue
        said = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).replace("\xa0", " ").split())
        if said:
            yield said[:40], look


def _look_of(element: Any, above: _Look) -> _Look:
    if element.tag == "head":
        return _Look(shown=False)
    identity, style = element.get("id") or "", element.get("style") or ""
    ground, ink = element.get("bgcolor") or "", element.get("color") or "" if element.tag == "font" else ""
    bold = element.tag in ("b", "strong", "h1", "h2", "h3", "h4", "th")
    if not (style or ground or ink or bold or identity):
        return above
    declared = {name: value.strip().lower() for name, value in _DECLARED.findall(style)}
    size = _SIZE.fullmatch(declared.get("font-size", ""))
    weight = declared.get("font-weight", "bold" if bold else "")
    return _Look(
        ink=_known(declared.get("color") or ink, above.ink),
        ground=_known(declared.get("background-color") or ground, above.ground),
        size=float(size[1]) * (4 / 3 if size[2] == "pt" else 1) if size else above.size,
        bold=weight in ("bold", "bolder", "600", "700", "800", "900") if weight else above.bold,
        shown=above.shown and declared.get("display") != "none",
        block=identity[2:] if identity.startswith("b-") else above.block,
    )


def _known(colour: str, above: str) -> str:
    """The colour in six digits; the one above where none is said, empty where it cannot be told."""
    if not colour or colour in ("inherit", "transparent"):
        return above
    if _HEX.fullmatch(colour):
        digits = colour[1:]
        return f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}".upper()
    return _NAMED.get(colour.lower(), "")
