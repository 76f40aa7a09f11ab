"""Events and posts that a page marks with classes, as microformats.org has it (h-event, h-entry, and the older vevent), as the
objects JSON-LD would give.

Only the properties an item has use for are read, with the value class pattern (a date and a time in elements of their own).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
from lxml import etree

from composer.sources.html_tree import document_of, words_in
from composer.sources.microdata import MOST_ITEMS, add_value

_MARK = re.compile(r"""\bclass\s*=\s*(?:"[^"<>]*|'[^'<>]*|)\b(?:h-event|vevent|h-entry)\b""")
_EVENT = {
    **dict.fromkeys(("p-name", "summary"), "name"),
    **dict.fromkeys(("dt-start", "dtstart"), "startDate"),
    **dict.fromkeys(("dt-end", "dtend"), "endDate"),
    **dict.fromkeys(("dt-duration", "duration"), "duration"),
    **dict.fromkeys(("p-location", "location"), "location"),
    **dict.fromkeys(("u-url", "url"), "url"),
    **dict.fromkeys(("p-summary", "e-content", "p-description", "e-description", "description"), "description"),
    **dict.fromkeys(("u-photo", "u-featured", "photo"), "image"),
    **dict.fromkeys(("p-organizer", "organizer"), "organizer"),
}
_ENTRY = {
    "p-name": "headline", "u-url": "url", "dt-published": "datePublished", "dt-updated": "dateModified", "p-author": "author",
    "u-author": "author", "p-category": "articleSection", "e-content": "articleBody", "p-summary": "description",
    "u-photo": "image", "u-featured": "image",
}  # fmt: skip
_PARTS_OF_A_PLACE = frozenset(
    {
        *("p-name", "p-street-address", "p-extended-address", "p-locality", "p-postal-code"),
        *("fn", "org", "street-address", "extended-address", "locality", "postal-code"),
    }
)
_ROOTS = frozenset({"h-event", "vevent", "h-entry"})
_ADDRESSES = {"a": "href", "area": "href", "link": "href", "img": "src", "object": "data", "source": "src"}
_TIME = re.compile(r"T?(\d{1,2})(?::(\d\d))?(?::\d\d)?\s*(?:([ap])\.?m\.?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def microformats(html: str) -> list[dict[str, Any]]:
    """Every event and every post with a name, in their order. Never fails."""
    if not _MARK.search(html):
        return []
    found: list[dict[str, Any]] = []
    for element in document_of(html).iter("*"):
        classes = _classes(element)
        if classes & {"h-event", "vevent"}:
            found.append({"@type": "Event", **_object(element, _EVENT, "h-event" in classes)})
        elif "h-entry" in classes:
            found.append({"@type": "BlogPosting", **_object(element, _ENTRY, True)})
        if len(found) >= MOST_ITEMS:
            break
    return found


def _classes(element: lxml.html.HtmlElement) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _object(root: lxml.html.HtmlElement, names: dict[str, str], new: bool) -> dict[str, Any]:
    """The properties of one. ``new``: those of the present microformats (``p-name``), which never mix with the older names."""
    found: dict[str, Any] = {}
    for element, classes in _inside(root):
        for written in sorted(classes & names.keys()):
            if new is (re.match(r"(?:p|u|dt|e)-", written) is not None):
                name = names[written]
                if name in ("name", "headline", "articleBody") and name in found:
                    continue
                add_value(found, name, _reader(name, written)(element))
    return found


def _inside(root: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, frozenset[str]]]:
    """The elements that belong to a root: not those of another one nested in it."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        classes = _classes(element)
        if classes & _ROOTS:
            continue
        yield element, classes
        if not any(name.startswith("h-") for name in classes):
            waiting += reversed(element)


def _reader(name: str, written: str) -> Callable[[lxml.html.HtmlElement], Any]:
    if name in ("startDate", "endDate", "datePublished", "dateModified"):
        return _moment
    if name in ("url", "image"):
        return _address
    if name == "location":
        return _place
    if name == "author":
        return _person
    return _markup if written.startswith("e-") or name == "description" else _words


def _words(element: lxml.html.HtmlElement) -> str:
    for tag, attribute in (("abbr", "title"), ("data", "value"), ("input", "value"), ("img", "alt")):
        if element.tag == tag and element.get(attribute):
            return str(element.get(attribute)).strip()
    return words_in(element)


def _address(element: lxml.html.HtmlElement) -> str:
    attribute = _ADDRESSES.get(str(element.tag))
    written = element.get(attribute) if attribute else None
    if not written:
        inner = next((part for part in element.iter("a", "img") if part.get(_ADDRESSES[str(part.tag)])), None)
        written = inner.get(_ADDRESSES[str(inner.tag)]) if inner is not None else ""
    return str(written or "").strip()


def _person(element: lxml.html.HtmlElement) -> str:
    named = next((part for part in element.iter("*") if _classes(part) & {"p-name", "fn"}), element)
    return _words(named)


def _place(element: lxml.html.HtmlElement) -> str:
    """A place in words: its name and the parts of its address where they are marked."""
    told = [
        words
        for part in element.iter("*")
        if part is not element and _classes(part) & _PARTS_OF_A_PLACE and (words := words_in(part))
    ]
    return ", ".join(dict.fromkeys(told)) or _words(element)


def _markup(element: lxml.html.HtmlElement) -> str:
    inside = [element.text or "", *(etree.tostring(part, encoding="unicode", method="html") for part in element)]
    return "".join(inside).strip()


def _moment(element: lxml.html.HtmlElement) -> str:
    """A day or moment in ISO 8601 as far as the page has it; a date and a time in elements of their own are put together."""
    values = [part for part in element.iter("*") if part is not element and _classes(part) & {"value", "value-title"}]
    if not values:
        return _stated(element)
    written = [part.get("title") or "" if "value-title" in _classes(part) else _stated(part) for part in values]
    day = next((words for words in written if _DAY.match(words)), "")
    if not day or "T" in day or len(day) > 10:
        return day or (written[0] if written else "")
    clock = next((found for words in written if words != day and (found := _TIME.fullmatch(words.strip()))), None)
    if clock is None or int(clock[1]) > 24:
        return day
    hour = int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0) if clock[3] else int(clock[1])
    return f"{day}T{hour:02d}:{clock[2] or '00'}{clock[4] or ''}"


def _stated(element: lxml.html.HtmlElement) -> str:
    for attribute in ("datetime", "title" if element.tag == "abbr" else "content", "value"):
        if element.get(attribute):
            return str(element.get(attribute)).strip()
    return words_in(element)
