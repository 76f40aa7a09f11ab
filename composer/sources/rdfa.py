"""Events that a page describes in RDFa Lite (W3C, 2015) with schema.org's words, as the objects JSON-LD would give.

Of full RDFa only what sites write is read: ``vocab``, ``typeof``, ``property``, ``content``, ``resource`` and prefixes.
"""

from __future__ import annotations

import re
from typing import Any

import lxml.html

from composer.sources.html_tree import document_of
from composer.sources.microdata import DEEPEST, MOST_ITEMS, add_value, parts_of, value_of

_MARK = re.compile(r"""\btypeof\s*=\s*["']?[^"'<>]{0,200}(?:Event|Festival|CourseInstance)\b""", re.IGNORECASE)
_EVENT = re.compile(r"(?:(?:https?://(?:www\.)?schema\.org/|schema:))?(\w*(?:Event|Festival|CourseInstance))")


def rdfa_events(html: str) -> list[dict[str, Any]]:
    """Every event, with what is nested in it; properties named more than once become lists. Never fails."""
    if "schema.org" not in html or not _MARK.search(html):
        return []
    found: list[dict[str, Any]] = []
    for element in document_of(html).iter("*"):
        if _event_type(element) and element.get("property", "").rpartition(":")[2] not in ("superEvent", "workFeatured"):
            found.append(_object(element, 0))
            if len(found) >= MOST_ITEMS:
                break
    return found


def _event_type(element: lxml.html.HtmlElement) -> str:
    """The event's type without its vocabulary; empty for what is none."""
    return next((name[1] for kind in (element.get("typeof") or "").split() if (name := _EVENT.fullmatch(kind))), "")


def _object(element: lxml.html.HtmlElement, depth: int) -> dict[str, Any]:
    kinds = (element.get("typeof") or "").split()
    found: dict[str, Any] = {"@type": _event_type(element) or (re.split(r"[/#:]", kinds[0])[-1] if kinds else "")}
    resource = element.get("resource") or element.get("about")
    if resource:
        found["@id"] = str(resource)
        if not resource.startswith(("#", "_:")):
            found["url"] = str(resource)
    elif element.get("href"):
        found["url"] = str(element.get("href"))
    for part, names, inner in parts_of(element, "typeof", "property"):
        value = (_object(part, depth + 1) if depth < DEEPEST else "") if inner else _value(part)
        for name in names:
            plain = re.split(r"[/#:]", name)[-1]
            if plain == "url" and "url" in found and found["url"] == found.get("@id"):
                del found["url"]
            add_value(found, plain, value)
    return found


def _value(element: lxml.html.HtmlElement) -> str:
    """The value of a property: ``content``, then an address or a moment, then the words."""
    for name in ("content", "resource", "href", "src"):
        if element.get(name):
            return str(element.get(name)).strip()
    return value_of(element)
