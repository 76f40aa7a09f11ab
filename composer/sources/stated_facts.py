"""What a text says about itself in so many words: who signed it, what a tender is worth, whom to ask."""

from __future__ import annotations

import re

from msgspec.structs import replace

from composer.library.item import Item
from composer.sources.bylines import Byline, byline, introduction, named_in_title, presented
from composer.sources.html_to_markdown import html_to_words

_FIRST_PARAGRAPH = re.compile(r"\s*<p>(?:(?!</p>).){1,1000}</p>\s*", re.DOTALL)
_FIRST_PERSON = re.compile(r"\b(I|I[’']\w+|my|me)\b")
_QUOTED = re.compile(r"[“\"‘].{0,2000}?[”\"’](?!\w)", re.DOTALL)
_LABEL = r"(?im)^[ \t*_]{0,6}(?:%s)[*_ \t]{0,4}:[*_ \t]{0,4}(\S[^\n]{1,189}?)[.;]?[ \t]*$"
_VALUE = re.compile(_LABEL % r"(?:(?:contract|total|estimated|maximum|approximate)\s+)?(?:value|budget)")
_CONTACT = re.compile(_LABEL % r"questions|contact|enquiries|queries|for more information")


def signed_first(clean_html: str) -> tuple[str, str, Byline | None]:
    """Takes a byline off the beginning of clean HTML: what is left, the words taken, and who they name (None: nothing taken)."""
    first = _FIRST_PARAGRAPH.match(clean_html)
    if first is None:
        return clean_html, "", None
    words = " ".join(html_to_words(first.group()).split())
    signed = byline(words)
    rest = clean_html[first.end() :]
    return (rest, words, signed) if signed is not None and rest.strip() else (clean_html, "", None)


def signed_inside(title: str, words: str) -> Byline | None:
    """Who a text says has written it, where neither its source nor its first line does: in the title, in one of the first
    paragraphs or of the last ones."""
    if (guest := named_in_title(title)) is not None:
        return guest
    paragraphs = [paragraph.strip() for paragraph in words[:200_000].split("\n\n") if paragraph.strip()]
    for paragraph in (*paragraphs[:4], *paragraphs[4:][-2:]):
        signed = byline(paragraph) if len(paragraph) <= 260 else None
        if signed is not None and signed.role:
            return signed
    if paragraphs and (guest := presented(paragraphs[0])) is not None:
        return guest
    if len(paragraphs) > 1 and _FIRST_PERSON.search(_QUOTED.sub("", paragraphs[0])):
        return introduction(paragraphs[-1])
    return None


def with_stated_facts(item: Item, words: str) -> Item:
    """A tender with its value and contact, where its text says them on lines of their own (``Value: up to £30,000``)."""
    if item.kind != "tender":
        return item
    value, contact = _VALUE.search(words), _CONTACT.search(words)
    return replace(
        item,
        value=item.value or (value.group(1).strip() if value else ""),
        contact=item.contact or (re.sub(r"^to\s+", "", contact.group(1).strip()) if contact else ""),
    )
