"""JSON-LD in web pages (W3C JSON-LD 1.1, section 7): every object it describes, read from what sites really write into it.

Line breaks inside strings, JavaScript comments, commas too many, HTML comments around it: all are passed over. What still is no
JSON is counted and left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from composer.sources.json_reading import part, text_of

MOST_BLOCKS = 60
LONGEST_BLOCK = 3_000_000
MOST_OBJECTS = 3_000
MOST_CHARACTERS = 20_000_000
_SCRIPT = re.compile(r"<script\b([^<>]{0,2000})>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script\s*>", re.IGNORECASE)
_KIND = re.compile(r"""\btype\s*=\s*["']?\s*application/ld\+json""", re.IGNORECASE)
_PREFIX = re.compile(r'"(\w{1,20})"\s*:\s*"https?://(?:www\.)?schema\.org/?"')
_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_ENDINGS = ("-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>")
# What is not closed goes on to the end, so that nothing is looked at twice.
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)'
_STRING_OR_COMMENT = re.compile(_STRING + r"|//[^\r\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)", re.DOTALL)
_BETWEEN = re.compile(r"[\s,;]*")
_STRING_OR_COMMA = re.compile(_STRING + r"|,(?=\s*[}\]])", re.DOTALL)
# Where one object leads to others that stand for themselves.
_WAYS = ("@graph", "itemListElement", "item", "mainEntity", "subEvent", "subEvents", "event", "events", "hasPart", "blogPost")


@dataclass(frozen=True)
class LinkedData:
    """What a page describes: its objects in their order, those with an ``@id`` by it, and how many blocks could not be read."""

    objects: tuple[dict[str, Any], ...] = ()
    by_id: dict[str, dict[str, Any]] | None = None
    unreadable: int = 0

    def follow(self, value: Any) -> Any:
        """The object a bare reference (``{"@id": "#x"}``) means; anything else as it is."""
        if isinstance(value, dict) and len(value) <= 2 and not set(value) - {"@id", "@type"}:
            return (self.by_id or {}).get(text_of(value.get("@id")), value)
        return value

    def every(self, thing: dict[str, Any], name: str) -> list[Any]:
        """The values of a property, references followed; JSON-LD allows one or a list everywhere."""
        value = part(thing, name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [self.follow(found) for found in values[:200]]

    def words(self, thing: Any, *names: str) -> str:
        """The first text among properties; of an object (``{"@value": …}``, ``{"name": …}``) its words or its address."""
        for name in names:
            for value in self.every(thing, name) if isinstance(thing, dict) else ():
                found = text_of(value) or next(
                    (words for inner in ("@value", "name", "url", "@id") if (words := text_of(part(value, inner)))), ""
                )
                if found.strip():
                    return found.strip()
        return ""


def linked_data(html: str) -> LinkedData:
    """Everything the JSON-LD of a page describes. Never fails."""
    objects: list[dict[str, Any]] = []
    by_id: dict[str, dict[str, Any]] = {}
    unreadable = 0
    for block in _blocks(html[:MOST_CHARACTERS]):
        try:
            document = _parsed(block)
        except (ValueError, RecursionError):
            unreadable += 1
            continue
        for found in _objects(document):
            if len(objects) >= MOST_OBJECTS:
                break
            objects.append(found)
            name = text_of(found.get("@id"))
            if name and len(found) > len(by_id.get(name, {})):
                by_id[name] = found
    return LinkedData(tuple(objects), by_id, unreadable)


def types_of(thing: Any) -> frozenset[str]:
    """The types of an object, without the vocabulary's address."""
    written = part(thing, "@type")
    names = written if isinstance(written, list) else [written]
    return frozenset(re.split(r"[/#:]", text_of(name).strip())[-1] for name in names)


def _blocks(html: str) -> Iterator[str]:
    at = 0
    for _number in range(MOST_BLOCKS):
        opening = _SCRIPT.search(html, at)
        while opening is not None and not _KIND.search(opening[1]):
            opening = _SCRIPT.search(html, opening.end())
        if opening is None:
            return
        end = _SCRIPT_END.search(html, opening.end())
        at = end.end() if end is not None else len(html)
        block = html[opening.end() : end.start() if end is not None else len(html)]
        if block.strip() and len(block) <= LONGEST_BLOCK:
            yield block


def _parsed(block: str) -> Any:
    """The document, mended as little as it needs.

    Raises:
        ValueError, RecursionError: it cannot be read.
    """
    text = _plain_names(block.strip().rstrip(";").replace("\ufeff", ""))
    for mend in (lambda words: words, _without_wrapping, _without_comments, unescape, _with_escapes):
        text = mend(text)
        try:
            return json.loads(text, strict=False)
        except ValueError as error:
            failed = error
    return _one_after_another(text, failed)


def _plain_names(text: str) -> str:
    """Names with schema.org's address or a prefix for it before them, without."""
    if "schema.org" not in text:
        return text
    prefix = next((found[1] for found in _PREFIX.finditer(text) if not found[1].startswith("@")), "schema")
    return re.sub(rf'"(?:https?://(?:www\.)?schema\.org/|{prefix}:)(\w+)"(\s*:)', r'"\1"\2', text)


def _with_escapes(text: str) -> str:
    """A backslash before what needs none goes, as JavaScript has it."""
    return re.sub(r'\\(["\\/bfnrtu])|\\', lambda match: match[0] if match[1] else "", text)


def _one_after_another(text: str, failed: ValueError) -> list[Any]:
    """Several documents in one block, with nothing or a comma between them, as some sites write them.

    Raises:
        ValueError: the first is none either.
    """
    found: list[Any] = []
    decoder, at = json.JSONDecoder(strict=False), 0
    while at < len(text) and len(found) < MOST_BLOCKS:
        try:
            document, at = decoder.raw_decode(text, at)
        except ValueError:
            break
        found.append(document)
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing as well
    if not found:
        raise failed
    return found


def _without_wrapping(text: str) -> str:
    """Without what once hid scripts from browsers that knew none."""
    for opening in _OPENINGS:
        text = text.removeprefix(opening).lstrip()
    for ending in _ENDINGS:
        text = text.removesuffix(ending).rstrip()
    return text


def _without_comments(text: str) -> str:
    """Without JavaScript comments and without commas before a closing bracket; strings stay as they are."""
    bare = _STRING_OR_COMMENT.sub(lambda match: match[0] if match[0].startswith('"') else " ", text)
    return _STRING_OR_COMMA.sub(lambda match: match[0] if match[0].startswith('"') else "", bare)


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    """The objects that stand for themselves, in their order."""
    waiting = [document]
    for _step in range(20 * MOST_OBJECTS):
        if not waiting:
            return
        found = waiting.pop()
        if isinstance(found, list):
            waiting += reversed(found[:MOST_OBJECTS])
        elif isinstance(found, dict):
            if "@type" in found:
                yield found
            waiting += [found[way] for way in reversed(_WAYS) if isinstance(found.get(way), dict | list)]
