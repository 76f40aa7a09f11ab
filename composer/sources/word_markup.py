"""What Word, Outlook and Google Docs put on the clipboard and into pages: their lists and their styles as plain HTML.

Word writes a list as paragraphs with a class and a style of its own (no paper names them; every Word since 2000 does it so):
``mso-list:l0 level2 lfo1`` on the paragraph, the bullet in a span marked ``mso-list:Ignore``. Google Docs says bold and italic by
style alone, in a ``b`` that is not bold.
"""

from __future__ import annotations

import re
from itertools import groupby

import lxml.html
from lxml import etree

_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
_LIST_CLASS = re.compile(r"^MsoList(?:Paragraph|Bullet|Number|Continue)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
_BULLET = re.compile(r"^[\s\u00a0]*(?:[·•◦▪■●○§ØüoO➢✓–-]|\u00b7|\uf0b7|\uf0a7)[\s\u00a0]+")
_NUMBER = re.compile(r"^[\s\u00a0]*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][\s\u00a0]+")
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_HINTS = ("mso-", "msolist", "docs-internal-guid", "font-weight", "font-style")
_START, _END = "<!--StartFragment-->", "<!--EndFragment-->"


def fragment_of(html: str) -> str:
    """What was copied, where the clipboard marks it within a whole page."""
    start, end = html.find(_START), html.find(_END)
    return html[start + len(_START) : end] if 0 <= start < end else html


def mend_office(body: lxml.html.HtmlElement, html: str) -> None:
    """Real lists and real emphasis, in place. ``html``: the text the tree was made of, to see whether there is anything to do."""
    low = html.lower()
    if not any(hint in low for hint in _HINTS):
        return
    _emphasise(body)
    for parent in list(body.iter()):
        if any(_level_of(child) for child in parent):
            _gather_lists(parent)


def _level_of(element: etree._Element) -> int:
    """How deep a paragraph stands in a list; 0 where it stands in none."""
    if element.tag not in ("p", "div", "h1", "h2", "h3", "h4"):
        return 0
    found = _LEVEL.search(element.get("style") or "")
    if found is not None:
        return int(found[1]) or 1
    if not _LIST_CLASS.match(element.get("class") or ""):
        return 0
    # "List Paragraph" is also the style of a paragraph that is only set in.
    return 1 if _marker(element) is not None or "MsoListParagraph" not in (element.get("class") or "") else 0


def _marker(element: etree._Element) -> str | None:
    """The bullet or number before a paragraph's words; None where there is none."""
    for span in element.iter("span"):
        if _IGNORED.search(span.get("style") or ""):
            return "".join(str(text) for text in span.itertext()).strip()
    words = "".join(str(text) for text in element.itertext())
    found = _BULLET.match(words) or _NUMBER.match(words)
    return found.group().strip() if found is not None else None


def _gather_lists(parent: etree._Element) -> None:
    """Neighbouring list paragraphs of one parent become one list, with lists inside by their level."""
    for is_list, group in groupby(list(parent), key=lambda child: bool(_level_of(child))):
        if not is_list:
            continue
        open_lists: list[tuple[int, etree._Element]] = []
        for paragraph in group:
            level, mark = _level_of(paragraph), _marker(paragraph)
            tag = "ol" if mark and re.match(r"\(?(?:\d|[a-z]{1,4}[.)]|[A-Z][.)])", mark) and mark not in "oO" else "ul"
            while open_lists and open_lists[-1][0] > level:
                open_lists.pop()
            if not open_lists or open_lists[-1][0] < level:
                made = etree.Element(tag)
                if open_lists:
                    entries = open_lists[-1][1]
                    (entries[-1] if len(entries) else etree.SubElement(entries, "li")).append(made)
                else:
                    parent.insert(parent.index(paragraph), made)
                if tag == "ol" and mark and (number := re.match(r"\(?(\d{1,3})", mark)) and int(number[1]) > 1:
                    made.set("start", number[1])
                open_lists.append((level, made))
            _into(open_lists[-1][1], paragraph)


def _into(entries: etree._Element, paragraph: etree._Element) -> None:
    """One more entry, without its bullet; words that stood after the paragraph stay after the list."""
    ignored = [span for span in paragraph.iter("span") if _IGNORED.search(span.get("style") or "")]
    for span in ignored:
        if isinstance(span, lxml.html.HtmlElement) and span.getparent() is not None:
            span.drop_tree()
    tail, paragraph.tail = paragraph.tail, None
    if not ignored:
        _without_mark(paragraph)
    entry = etree.SubElement(entries, "li")
    entry.text = paragraph.text
    entry.extend(list(paragraph))
    above = paragraph.getparent()
    if above is not None:
        above.remove(paragraph)
    if tail and tail.strip():
        entry.tail = tail


def _without_mark(paragraph: etree._Element) -> None:
    for element in paragraph.iter():
        text = element.text or ""
        if text.strip():
            found = _BULLET.match(text + " ") or _NUMBER.match(text + " ")
            if found is not None:
                element.text = text[min(found.end(), len(text)) :]
            return


def _emphasise(body: lxml.html.HtmlElement) -> None:
    """Bold and italic that only a style says; the wrapper that only says "not bold" goes."""
    for element in body.iter("b", "strong", "span", "font"):
        style = element.get("style") or ""
        if element.tag in ("b", "strong"):
            if _NOT_BOLD.search(style):
                element.tag = "span"
            continue
        strong, italic = _BOLD.search(style) is not None, _ITALIC.search(style) is not None
        inside_heading = any(str(above.tag) in ("h1", "h2", "h3", "h4", "h5", "h6") for above in element.iterancestors())
        if inside_heading or not "".join(str(text) for text in element.itertext()).strip():
            continue
        if strong and italic:
            inner = etree.Element("em")
            inner.text = element.text
            inner.extend(list(element))
            element.text = None
            element.append(inner)
        if strong or italic:
            element.tag = "strong" if strong else "em"
