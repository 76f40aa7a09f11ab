"""Texts and addresses in a well-formed feed, as feedparser gives them: markup written out, letters mended."""

from __future__ import annotations

import re
from contextlib import suppress
from html.entities import entitydefs
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from lxml import etree

from composer.sources.feed_names import UnsureError, named

XHTML = "application/xhtml+xml"
TYPES = {"text": "text/plain", "plain": "text/plain", "html": "text/html", "xhtml": XHTML}
_READABLE = frozenset({"text/plain", "text/html", XHTML})
XML = "{http://www.w3.org/XML/1998/namespace}"
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {code: bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in range(0x80, 0xA0)}
_CLOSES = re.compile(r"</\w+>|&#?\w+;")
_USUAL = frozenset({*("a", "b", "br", "div", "em", "h1", "h2", "h3", "h4", "i", "img", "li", "ol", "p", "span", "strong", "ul")})
_ATTRIBUTES = frozenset(
    {
        *("href", "url", "uri", "rel", "type", "term", "scheme", "domain", "label", "src", "mode", "medium", "text", "lastmod"),
        "ispermalink",
    }
)


def joined(base: str, address: str) -> str:
    """An address made whole, as feedparser does."""
    try:
        return urljoin(base, _SCHEME.sub(r"\1\3", address))
    except ValueError:
        return ""


def mended(text: str) -> str:
    """Text that was taken for Latin-1 on its way here, put right."""
    if text.isascii():
        return text
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_WINDOWS) if _C1.search(text) else text


def value_of(element: etree._Element, usual: str, version: str) -> tuple[str, str]:
    """Text and media type of an element that holds a text (RFC 4287, section 3.1)."""
    written = (element.get("type") or "").lower() if "type" in element.attrib else usual
    media = TYPES.get(written, written)
    if media not in _READABLE or (element.get("mode") or "") == "base64":
        raise UnsureError(f"content of the type {media}")
    if not len(element):
        text = element.text or ""
        if media == XHTML:
            text = escape(text)
    elif media == XHTML:
        text = "".join(_written_out(element, version))
    else:
        raise UnsureError("markup in what is said to be text")
    return mended(text.strip()), media


def _written_out(element: etree._Element, version: str) -> list[str]:
    """The markup in an element, piece by piece; Atom's one ``div`` around everything (RFC 4287, section 3.1.1.3) is left out."""
    pieces: list[str] = []
    _write(element, pieces)
    if version != "atom10":
        return pieces
    while len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]
    while len(pieces) > 1 and not pieces[0].strip():
        del pieces[0]
    if pieces and (pieces[0] == "<div>" or pieces[0].startswith("<div ")) and pieces[-1] == "</div>":
        depth = 0
        for piece in pieces[:-1]:
            if piece.startswith("</"):
                depth -= 1
                if depth == 0:
                    return pieces
            elif piece.startswith("<") and not piece.endswith("/>"):
                depth += 1
        return pieces[1:-1]
    return pieces


def _write(element: etree._Element, pieces: list[str]) -> None:
    if element.text:
        pieces.append(escape(element.text))
    for child in element:
        name = named(child).removeprefix("xhtml:")
        if ":" in name or name in ("body", "svg", "math") or child.tag[:29] != "{http://www.w3.org/1999/xhtml":
            raise UnsureError(f"{name} in a text")
        attributes = []
        for key, value in child.attrib.items():
            key = str(key).replace(XML, "xml:").lower()
            if key.startswith("{"):
                raise UnsureError("an attribute with a name space in a text")
            value = str(value).lower() if key in ("rel", "type") else str(value)
            attributes.append(f' {key}="{escape(value, {chr(34): "&quot;"})}"')
        pieces.append(f"<{name}{''.join(attributes)}>")
        _write(child, pieces)
        pieces.append(f"</{name}>")
        if child.tail:
            pieces.append(escape(child.tail))


def looks_like_html(text: str) -> bool:
    """feedparser's guess whether text in an RSS feed is HTML, where it is plain to see."""
    if not _CLOSES.search(text):
        return False
    if all(tag.lower() in _USUAL for tag in re.findall(r"</?(\w+)", text)) and all(
        entity in entitydefs for entity in re.findall(r"&(\w+);", text)
    ):
        return True
    raise UnsureError("text that may be HTML")


def refuse_odd_attributes(element: etree._Element) -> None:
    """feedparser reads attributes in any case, and some from any name space."""
    for key in element.attrib:
        if key[0] == "{":
            space, _brace, local = str(key)[1:].rpartition("}")
            if local.lower() in _ATTRIBUTES and not space.endswith("22-rdf-syntax-ns#"):
                raise UnsureError(f"the attribute {key!r}")
        elif key not in _ATTRIBUTES and str(key).lower() in _ATTRIBUTES and key != "isPermaLink":
            raise UnsureError(f"the attribute {key!r}")
