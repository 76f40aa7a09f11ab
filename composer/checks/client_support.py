"""Nothing in the letter is lost in a mail program that many readers use, as far as that is known.

Our own blocks keep to what works everywhere; a template or HTML of one's own may not. What programs show is known from
caniemail.com (``resources/client_support.toml``); only what layout needs is in the table, and where a fallback stands nothing
is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit

import msgspec

from composer.blocks.html import MarkupBlock
from composer.checks.check import Check, CheckContext, Finding
from composer.checks.letter_tree import tree_of
from composer.i18n import N_, _
from composer.paths import resources_folder

PROGRAMS = {
    "apple-mail": N_("Apple Mail"),
    "gmail": N_("Gmail"),
    "outlook-mac": N_("Outlook for Mac"),
    "outlook-mobile": N_("Outlook on phones"),
    "outlook-web": N_("Outlook.com"),
    "outlook-windows": N_("Outlook for Windows"),
    "samsung": N_("Samsung Email"),
    "thunderbird": N_("Thunderbird"),
    "yahoo": N_("Yahoo Mail"),
}
WORDS = {
    "css-aspect-ratio": N_("A shape kept with “aspect-ratio”"),
    "css-background-image": N_("A picture behind text"),
    "css-column-count": N_("Text set in columns by “column-count”"),
    "css-display-flex": N_("Columns made with “display: flex”"),
    "css-display-grid": N_("Columns made with “display: grid”"),
    "css-float": N_("Something placed with “float”"),
    "css-function-clamp": N_("A size that is calculated with “clamp()”"),
    "css-linear-gradient": N_("A ground that changes its colour (gradient)"),
    "css-object-fit": N_("A picture cropped with “object-fit”"),
    "css-position": N_("Something placed with “position”"),
    "css-transform": N_("Something turned or moved with “transform”"),
    "css-unit-calc": N_("A size that is calculated with “calc()”"),
    "css-unit-rem": N_("A size in “rem”"),
    "css-unit-vw": N_("A size in “vw”"),
    "css-variables": N_("A colour or size kept in a CSS variable"),
    "html-audio": N_("Sound that plays inside the letter"),
    "html-form": N_("A form"),
    "html-svg": N_("A drawing in SVG"),
    "html-video": N_("A video that plays inside the letter"),
    "image-avif": N_("A picture as an AVIF file"),
    "image-base64": N_("A picture written into the HTML itself (“data:”)"),
    "image-svg": N_("A picture as an SVG file"),
    "image-webp": N_("A picture as a WebP file"),
}
"""What each feature of the table is called on screen."""
MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"), N_("September")),
    *(N_("October"), N_("November"), N_("December")),
)
_UNIT = re.compile(r"(?<![\w.-])-?\d*\.?\d+(\w+)")
_FUNCTION = re.compile(r"([\w-]+)\(")


class Feature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing HTML can do and some programs do not: which, and the month that was reported in (``2021-11``)."""

    name: str
    kind: Literal["address", "attribute", "declaration", "element", "ending", "function", "property", "unit"]
    marks: tuple[str, ...]
    missing: tuple[str, ...]
    reported: str


class _Table(msgspec.Struct, frozen=True):
    feature: tuple[Feature, ...]


@cache
def features() -> tuple[Feature, ...]:
    """The table."""
    read = tomllib.loads((resources_folder() / "client_support.toml").read_text(encoding="utf-8"))
    return msgspec.convert(read, _Table).feature


class ClientSupport(Check):
    """What the finished HTML asks of mail programs."""

    name: ClassVar[str] = "client_support"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        if context.rendered is None:
            return
        own = {block.id for block in context.issue.blocks if isinstance(block, MarkupBlock)}
        known = {block.id: block for block in context.issue.blocks}
        told: set[tuple[str, str]] = set()
        for block_id, feature in _asked(context.rendered.html):
            block_id = block_id if block_id in known else ""
            if (block_id, feature.name) in told:
                continue
            told.add((block_id, feature.name))
            year, month = feature.reported.split("-")
            programs = ", ".join(_(PROGRAMS[name]) for name in feature.missing)
            place = known[block_id].title()[:60] if block_id else _("the template")
            yield self.finding(
                feature.name.replace("-", "_"),
                "warning",
                _("{what} in “{place}”: reported not to work in {programs} ({month} {year}).").format(
                    what=_(WORDS[feature.name]), place=place, programs=programs, month=_(MONTHS[int(month) - 1]), year=year
                ),
                _("Ask whoever made the HTML for tables and plain colours instead.")
                if block_id in own
                else _("Ask whoever made the template to do without it, or choose another."),
                block=block_id,
                field="markup" if block_id in own else "",
            )


def _asked(html: str) -> Iterator[tuple[str, Feature]]:
    """What the letter's body asks for, with the id of the block it stands in."""
    marked: dict[Any, str] = {}
    tags, attributes = _telling()
    for element in tree_of(html).iter("*"):
        parent = element.getparent()
        block = marked.get(parent, "") if parent is not None else ""
        identity = element.get("id") or ""
        marked[element] = block = identity[2:] if identity.startswith("b-") else block
        if element.tag in ("html", "head", "meta", "style", "title") or (parent is not None and parent.tag == "head"):
            continue
        if element.tag in tags or not attributes.isdisjoint(element.keys()):
            for feature in _of_markup():
                if _asks(element, feature):
                    yield block, feature
        if style := element.get("style"):
            for feature in _asked_by_style(style, bool(element.get("bgcolor"))):
                yield block, feature


def _asks(element: Any, feature: Feature) -> bool:
    if feature.kind == "element":
        return element.tag in feature.marks
    if feature.kind == "attribute":
        return any(element.get(name) is not None for name in feature.marks)
    if feature.kind == "address":
        return str(element.get("src") or "").strip().lower().startswith(feature.marks)
    return element.tag == "img" and _path(str(element.get("src") or "")).endswith(tuple(f".{mark}" for mark in feature.marks))


@cache
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Tags and attributes without which an element asks for nothing of :func:`_of_markup`."""
    tags = {mark for feature in _of_markup() if feature.kind == "element" for mark in feature.marks}
    attributes = {mark for feature in _of_markup() if feature.kind == "attribute" for mark in feature.marks}
    return frozenset(tags), frozenset({*attributes, "src"})


@cache
def _of_markup() -> tuple[Feature, ...]:
    """Those one sees from an element without reading its style."""
    return tuple(feature for feature in features() if feature.kind in ("address", "attribute", "element", "ending"))


@lru_cache(maxsize=2_000)
def _asked_by_style(style: str, backed: bool) -> tuple[Feature, ...]:
    """What a style asks for; a letter has few different ones, each many times. ``backed``: the element has a plain ground."""
    declared = _unbacked(style, backed)
    read = (feature for feature in features() if feature.kind not in ("address", "attribute", "element", "ending"))
    return tuple(feature for feature in read if any(_declared(name, value, feature) for name, value in declared))


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.lower()
    except ValueError:
        return ""


def _unbacked(style: str, backed: bool) -> list[tuple[str, str]]:
    """The declarations of a style that are the first word on their property: a second one has the first to fall back on."""
    first: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            first.setdefault(name.strip().lower(), value.strip().lower())
    if "background-image" in first and (backed or "background-color" in first):
        del first["background-image"]
    return list(first.items())


def _declared(name: str, value: str, feature: Feature) -> bool:
    if feature.kind == "property":
        return name in feature.marks and value not in ("none", "static", "auto", "initial")
    if feature.kind == "declaration":
        return f"{name}:{value.split()[0] if value else ''}" in feature.marks
    if feature.kind == "function":
        return any(found[1] in feature.marks for found in _FUNCTION.finditer(value))
    return any(found[1] in feature.marks for found in _UNIT.finditer(value))
