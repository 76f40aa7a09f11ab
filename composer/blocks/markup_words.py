"""HTML of one's own read for its words and its links: for the text part, the outline and the checks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    ("address", "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "table", "tr", "ul")
)
_SILENT = frozenset(("head", "noscript", "script", "style", "template", "title"))


@lru_cache(maxsize=64)
def words_in_markup(markup: str, *, addresses: bool = True) -> str:
    """The words as lines, a link as ``words: address`` (where ``addresses`` are wanted), a picture as its description."""
    root = _tree(markup)
    if root is None:
        return ""
    lines = (" ".join(line.split()) for line in "".join(_spoken(root, addresses)).split("\n"))
    return "\n".join(line for line in lines if line)


def links_in_markup(markup: str) -> Iterator[tuple[str, str]]:
    """Every link as (address, words), in order; words are empty where there are none to read."""
    root = _tree(markup)
    for link in root.iter("a") if root is not None else ():
        address = (link.get("href") or "").strip()
        if address:
            yield address, _name(link)


def pictures_in_markup(markup: str) -> Iterator[tuple[str, str | None, bool]]:
    """Every picture as (address, description or None, whether it is all a link could say)."""
    root = _tree(markup)
    for picture in root.iter("img") if root is not None else ():
        links = (holder for holder in picture.iterancestors("a"))
        link = next(links, None)
        yield (picture.get("src") or "").strip(), picture.get("alt"), link is not None and not _name(link)


def _name(link: HtmlElement) -> str:
    described = [str(picture.get("alt") or "") for picture in link.iter("img")]
    return " ".join(" ".join([str(link.text_content()), *described]).split())


def _spoken(root: HtmlElement, addresses: bool) -> Iterator[str]:
    """Pieces of text in order. No recursion: a stranger's markup may be nested deeper than the stack."""
    silent = 0
    for step, element in _steps(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        if step == "start":
            silent += tag in _SILENT
            yield "\n" if tag in _BLOCKS else ""
            yield "" if silent else f" {element.get('alt') or ''} " if tag == "img" else ""
            yield "" if silent or not tag else element.text or ""
        else:
            address = (element.get("href") or "").strip() if tag == "a" and addresses else ""
            if address and not address.startswith("#") and not silent:
                yield f": {address.removeprefix('mailto:')} "
            yield "\n" if tag in _BLOCKS else " " if tag == "td" else ""
            silent -= tag in _SILENT
            yield "" if silent else element.tail or ""


def _steps(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    from lxml import etree

    yield from etree.iterwalk(root, events=("start", "end"))


def _tree(markup: str) -> HtmlElement | None:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    if not markup.strip():
        return None
    try:
        # As bytes: text with an encoding of its own declared in it would be refused.
        return document_fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
