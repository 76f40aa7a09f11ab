"""HTML of the user's own, cleaned: what mail programs show and nothing that acts, asks, follows or leaves its place."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from composer.rendering.addresses import SCHEMES
from composer.rendering.safe_styles import safe_style

LIMIT = 50_000
"""Characters; Gmail cuts a whole letter at 102 KB."""
_TAGS = {
    *(
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h2",
        "h3",
        "h4",
    ),
    *(
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
    ),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
_EVERYWHERE = {"align", "dir", "lang", "style", "title", "valign"}
_SIZES = {"bgcolor", "height", "width"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "font": {"color", "face", "size"},
    "img": {"alt", "border", "height", "src", "width"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", "role", *_SIZES},
    "td": {"colspan", "rowspan", *_SIZES},
    "th": {"colspan", "rowspan", "scope", *_SIZES},
    "tr": {"bgcolor"},
}
_STYLES = {
    *(
        "background-color",
        "border",
        "border-bottom",
        "border-collapse",
        "border-color",
        "border-left",
        "border-radius",
        "border-right",
    ),
    *("border-spacing", "border-style", "border-top", "border-width", "color", "direction", "display", "font", "font-family"),
    *("font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style-type"),
    *(
        "margin",
        "margin-bottom",
        "margin-left",
        "margin-right",
        "margin-top",
        "max-width",
        "min-width",
        "padding",
        "padding-bottom",
    ),
    *("padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration", "text-indent"),
    *("text-transform", "vertical-align", "white-space", "width", "word-break"),
}
"""What stays in its place and loads nothing. ``position``, ``float`` and backgrounds with pictures are not among it."""
_STRAYING = re.compile(
    r"url\s*\(|expression|image\s*\(|image-set|var\s*\(|env\s*\(|\\|@|/\*|(?:margin|indent|spacing)[^:]*:[^:]*-\s*[\d.]", re.I
)


@lru_cache(maxsize=64)
def own_markup(markup: str) -> Markup:
    """The user's HTML as it may stand in a letter."""
    import nh3

    cleaned = nh3.clean(
        markup[:LIMIT].replace("\x00", ""),
        tags=_TAGS,
        clean_content_tags={
            "script",
            "style",
            "title",
            "template",
            "noscript",
            "iframe",
            "object",
            "svg",
            "math",
            "textarea",
            "select",
        },
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        filter_style_properties=_STYLES,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel=None,
        strip_comments=True,
    )
    return Markup(cleaned.strip())  # noqa: S704 - cleaned by nh3 against lists of allowed elements, attributes and styles


def _kept(element: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return safe_style(";".join(part for part in value.split(";") if not _STRAYING.search(part))) or None
    if attribute == "src":
        return value if value.strip().lower().startswith(("https://", "http://")) else None
    return value
