"""Strangers' HTML as a tree that is safe to walk: bounded in size and depth, comments and unknown declarations gone."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

MOST_CHARACTERS = 4_000_000
MOST_TAGS = 100_000
"""Tags, and as many character references."""
DEEPEST = 200
# Characters no HTML holds, and those without width that editors leave behind.
_NOT_WANTED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\ufeff\u200b\u2060]")
# Pictures and fonts within the page itself are megabytes that nobody here reads.
_INLINE_FILE = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=%]{60,}", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
_CLOSES_ITSELF = frozenset({"p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot"})

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr"),
        *("html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "ul"),
    }
)
"""Elements that stand on lines of their own."""


def body_of(html: str) -> lxml.html.HtmlElement:
    """The ``body`` of a page or of a fragment; never fails. What comes after :data:`MOST_CHARACTERS` or
    :data:`MOST_TAGS` is cut; nesting that no browser user ever sees is flattened to its words, since parsers choke on it."""
    return document_of(html).find("body")


def document_of(html: str) -> lxml.html.HtmlElement:
    """The whole page, always with a ``head`` and a ``body``."""
    text = _INLINE_FILE.sub("data:,", html) if ";base64," in html.lower() else html
    text = _NOT_WANTED.sub("", text[:MOST_CHARACTERS].replace("\f", " "))
    for sign in "<&":
        if text.count(sign) > MOST_TAGS:
            text = sign.join(text.split(sign, MOST_TAGS)[:-1])
    if text.count("<") > DEEPEST and _too_deep(text):
        text = re.sub(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]{0,5000}>", " ", text)
    # The encoding is settled by now: what the page itself says about it must not count any more.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        document = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing in it
        document = lxml.html.document_fromstring(b"<html><head></head><body></body></html>", parser=parser)
    if "&#" in text:  # what was taken out above may have been written as a character reference (``&#1;``) too
        _take_out_not_wanted(document)
    if document.find("body") is None:  # a frameset
        document.append(document.makeelement("body"))
    return document


def _take_out_not_wanted(document: lxml.html.HtmlElement) -> None:
    for element in document.iter():
        for part in ("text", "tail"):
            words = getattr(element, part)
            if words and ("\f" in words or _NOT_WANTED.search(words)):
                setattr(element, part, _NOT_WANTED.sub("", words.replace("\f", " ")))
        for name, value in element.attrib.items():
            if "\f" in value or _NOT_WANTED.search(value):
                element.attrib[name] = _NOT_WANTED.sub("", value.replace("\f", " "))


def _too_deep(text: str) -> bool:
    depth = 0
    for match in _TAG.finditer(text):
        name = match.group(2).lower()
        if name in _VOID or name in _CLOSES_ITSELF or match.group(3).endswith("/"):
            continue
        depth = max(depth + (-1 if match.group(1) else 1), 0)
        if depth > DEEPEST:
            return True
    return False


def words_in(element: etree._Element) -> str:
    """The visible words in an element on one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())
