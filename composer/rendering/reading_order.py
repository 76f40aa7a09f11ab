"""A letter as a screen reader meets it: one line for each thing it says, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

from composer.i18n import _

_SILENT = {"head", "style", "script", "title", "template"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLOCKS = {"p", "div", "td", "th", "tr", "table", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br"}


def reading_order(html: str) -> list[str]:
    """What is said of a letter: headings with their level, links, pictures by their description, lists, and the words."""
    try:
        tree = lxml.html.document_fromstring(html)
    except lxml.etree.ParserError:  # nothing in it
        return []
    lines: list[str] = []
    run: list[str] = []
    for said, whole in _said(tree):
        if whole:
            lines += _words(run)
            run.clear()
            lines += [said] if said else []
        else:
            run.append(said)
    return lines + _words(run)


def _words(run: list[str]) -> list[str]:
    text = " ".join("".join(run).replace("\u034f", "").replace("\ufeff", "").split())
    return [text] if text else []


def _said(element: lxml.html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """(words, whether they are a line of their own)."""
    tag = element.tag if isinstance(element.tag, str) else ""
    shown = tag and tag not in _SILENT and element.get("aria-hidden") != "true" and not _HIDDEN.search(element.get("style", ""))
    if shown:
        yield from _opening(element, tag)
        if tag not in ("img", "a") and not re.fullmatch(r"h[1-6]", tag):
            if element.text:
                yield element.text, False
            for child in element:
                yield from _said(child)
        elif tag == "a":
            yield from (_said_inside(child) for child in element.iter("img"))
        if tag in _BLOCKS:
            yield "", True
    if element.tail:
        yield element.tail, False


def _said_inside(image: lxml.html.HtmlElement) -> tuple[str, bool]:
    return _picture(image), True


def _opening(element: lxml.html.HtmlElement, tag: str) -> Iterator[tuple[str, bool]]:
    words = " ".join(str(element.text_content()).split())
    if tag in _BLOCKS:
        yield "", True
    if re.fullmatch(r"h[1-6]", tag):
        yield _("Heading {level}: {words}").format(level=tag[1], words=words), True
        for link in element.iter("a"):
            yield _("Link: {words}").format(words=" ".join(str(link.text_content()).split())), True
    elif tag == "a" and words:
        yield _("Link: {words}").format(words=words), True
    elif tag == "img":
        said = _picture(element)
        if said:
            yield said, True
    elif tag in ("ul", "ol"):
        yield _("List of {count}").format(count=len(element.findall("li"))), True
    elif tag == "li":
        yield "• ", False


def _picture(image: lxml.html.HtmlElement) -> str:
    alt = image.get("alt")
    if alt is None:
        return _("Picture without a description")
    return _("Picture: {words}").format(words=" ".join(alt.split())) if alt.strip() else ""
