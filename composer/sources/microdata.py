"""Events that a page describes in microdata (WHATWG HTML, chapter 5), as the objects JSON-LD would give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from composer.sources.html_tree import document_of, words_in

MOST_ITEMS = 300
MOST_PROPERTIES = 60
DEEPEST = 6
_EVENT = re.compile(r"https?://(?:www\.)?schema\.org/(\w*(?:Event|Festival|CourseInstance))/?$", re.IGNORECASE)
_MARK = re.compile(
    r"""\bitemtype\s*=\s*["']?\s*https?://(?:www\.)?schema\.org/\w*(?:Event|Festival|CourseInstance)\b""", re.IGNORECASE
)
_ADDRESSES = {"a": "href", "link": "href", "area": "href", "img": "src", "source": "src", "iframe": "src", "object": "data"}


def has_events(html: str) -> bool:
    """True where a page has events in microdata."""
    return _MARK.search(html) is not None


def microdata_events(html: str) -> list[dict[str, Any]]:
    """Every event, with what is nested in it; properties named more than once become lists. Never fails."""
    if not has_events(html):
        return []
    found = []
    for element in document_of(html).iter("*"):
        kind = (element.get("itemtype") or "").split()
        if element.get("itemscope") is None or not kind or not _EVENT.match(kind[0]):
            continue
        if _EVENT.match((_holder(element) or "").partition(" ")[0]) and element.get("itemprop") not in (
            None,
            "subEvent",
            "subEvents",
        ):
            continue  # the event that another one belongs to
        found.append(_object(element, 0))
        if len(found) >= MOST_ITEMS:
            break
    return found


def _holder(element: lxml.html.HtmlElement) -> str | None:
    """The type of the item that the element stands in."""
    above = element.getparent()
    for _step in range(200):
        if above is None:
            return None
        if above.get("itemscope") is not None:
            kind = above.get("itemtype")
            return str(kind) if kind is not None else ""
        above = above.getparent()
    return None


def _object(element: lxml.html.HtmlElement, depth: int) -> dict[str, Any]:
    kind = (element.get("itemtype") or "").split()
    found: dict[str, Any] = {"@type": re.split(r"[/#]", kind[0].rstrip("/"))[-1] if kind else ""}
    if element.get("itemid"):
        found["@id"] = str(element.get("itemid"))
    for part, names, inner in parts_of(element, "itemscope", "itemprop"):
        value = (_object(part, depth + 1) if depth < DEEPEST else "") if inner else value_of(part)
        for name in names:
            add_value(found, name.rpartition("/")[2], value)
    return found


def parts_of(element: lxml.html.HtmlElement, scope: str, naming: str) -> Iterator[tuple[lxml.html.HtmlElement, list[str], bool]]:
    """The properties of an object in the order they are read: what says it, its names, and whether it is an object itself.

    ``scope`` is the attribute that begins another object, ``naming`` the one that names properties.
    """
    waiting = list(reversed(element))
    count = 0
    while waiting and count < MOST_PROPERTIES:
        part = waiting.pop()
        if not isinstance(part.tag, str):
            continue
        inner = part.get(scope) is not None
        names = (part.get(naming) or "").split()
        if names:
            count += 1
            yield part, names[:5], inner
        if not inner:
            waiting += reversed(part)


def add_value(found: dict[str, Any], name: str, value: Any) -> None:
    """Give an object a property; what has one of that name already gets a list."""
    if name.startswith("@") or value in ("", None):
        return
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]


def value_of(element: lxml.html.HtmlElement) -> str:
    """The value of a property: what is meant for machines where there is such, else the words."""
    for name in ("content", "datetime"):
        if element.get(name):
            return str(element.get(name)).strip()
    address = _ADDRESSES.get(str(element.tag))
    if address is not None:
        return str(element.get(address) or element.get("data-src") or "").strip()
    if element.tag in ("data", "meter"):
        return str(element.get("value") or "").strip()
    return words_in(element)
