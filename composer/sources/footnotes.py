"""Footnotes in strangers' HTML: their numbers stand in brackets, and the arrows back go, for a letter has no such jumps."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

_MARK = re.compile(r"\[?\(?\s*(\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶])\s*\)?\]?", re.IGNORECASE)
_BACK = re.compile(
    r"[\s\u00a0]*(?:[↩↑⤴⏎^⬆←]\ufe0e?\ufe0f?|↵|back|return|jump (?:up|back))(?:[\s\u00a0]*(?:to"
    r"|up)\b.{0,40})?[\s\u00a0]*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:^|[_#-])(?:fn|ftn|footnote|endnote|cite_note|note|easy-footnote|edn)", re.IGNORECASE)


def plain_footnotes(body: lxml.html.HtmlElement) -> None:
    """Marks in the text become ``[1]``; back links and the jumps of a list of notes go. Nothing else is touched."""
    for anchor in list(body.iter("a")):
        address = anchor.get("href") or ""
        inside = "#" in address and _NOTE.search(address.partition("#")[2]) is not None
        if not address.startswith("#") and not (inside and _is_jump(anchor)):
            continue
        words = "".join(str(text) for text in anchor.itertext())
        if _BACK.fullmatch(words):
            anchor.drop_tree()
        elif inside and (found := _MARK.fullmatch(words.strip())):
            _bracket(anchor, found[1])


def _is_jump(anchor: etree._Element) -> bool:
    """A mark above the line, or one that says itself that it is a reference to a note."""
    above = anchor.getparent()
    raised = (above is not None and above.tag == "sup") or anchor.find("sup") is not None
    return (
        raised or "footnote" in f"{anchor.get('class') or ''} {anchor.get('role') or ''}" or anchor.get("role") == "doc-noteref"
    )


def _bracket(anchor: lxml.html.HtmlElement, mark: str) -> None:
    above = anchor.getparent()
    tail = anchor.tail
    for child in list(anchor):
        anchor.remove(child)
    anchor.attrib.clear()
    anchor.tag, anchor.text, anchor.tail = "span", f"[{mark}]", tail
    if (
        above is not None
        and above.tag == "sup"
        and not "".join(str(text) for text in above.itertext()).replace(f"[{mark}]", "").strip()
    ):
        above.tag = "span"
