"""The automated checks behind the Email Markup Consortium's yearly reports, as far as they can be run without its service.

What axe-core checks as well (contrast in a browser, names of roles) is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

import pytest
from lxml import html as parser

VAGUE = {"click here", "here", "read more", "more", "link", "this", "learn more", "go", "see more", "click"}
Tree = parser.HtmlElement


def _text(element: Tree) -> str:
    words = [element.text_content(), *(image.get("alt", "") for image in element.iter("img"))]
    return " ".join(" ".join(words).split())


def _language_of_the_document(tree: Tree, _html: str) -> Iterable[str]:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", tree.get("lang", "")):
        yield "html has no lang"
    if tree.get("dir") not in ("ltr", "rtl"):
        yield "html has no dir"


def _language_inside_the_body(tree: Tree, _html: str) -> Iterable[str]:
    """Mail programs take html and body away: everything a reader reads stands in one element that says both again."""
    holders = tree.xpath("//body//*[@lang and @dir]")
    if not holders:
        yield "nothing in the body says lang and dir"
        return
    inside = set(holders[0].iter())
    for element in tree.xpath("//body//*[normalize-space(text())]"):
        if element not in inside and "display:none" not in (element.get("style") or "").replace(" ", ""):
            yield f"stands outside: {_text(element)[:40]}"


def _title(tree: Tree, _html: str) -> Iterable[str]:
    if not (tree.findtext(".//title") or "").strip():
        yield "no title"


def _charset_and_zoom(tree: Tree, _html: str) -> Iterable[str]:
    if tree.xpath("string(//meta/@charset)").lower() != "utf-8":
        yield "no charset"
    viewport = tree.xpath("string(//meta[@name='viewport']/@content)")
    if re.search(r"user-scalable\s*=\s*no|maximum-scale", viewport):
        yield "cannot be made larger"


def _layout_tables(tree: Tree, html: str) -> Iterable[str]:
    for table in re.findall(r"<table\b[^>]*>", html):  # those for Outlook as well
        if 'role="presentation"' not in table and 'role="none"' not in table:
            yield table
    for element in tree.iter("th", "caption", "thead"):
        yield f"a layout table has {element.tag}"


def _pictures(tree: Tree, _html: str) -> Iterable[str]:
    for image in tree.iter("img"):
        alt = image.get("alt")
        if alt is None:
            yield f"no alt: {image.get('src')}"
        elif re.search(r"\.(?:png|jpe?g|gif)$|^(?:image|picture|photo) of\b", alt, re.IGNORECASE):
            yield f"alt says a file or “picture of”: {alt}"


def _links(tree: Tree, _html: str) -> Iterable[str]:
    for link in tree.iter("a"):
        words = _text(link)
        if not words:
            yield f"no words: {link.get('href')}"
        if words.casefold().strip(" .…→") in VAGUE:
            yield f"vague: {words}"
        if not link.get("href") or link.get("href") == "#":
            yield f"leads nowhere: {words}"
        if link.get("target") == "_blank":
            yield f"opens a window: {words}"


def _headings(tree: Tree, _html: str) -> Iterable[str]:
    found = list(tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    levels = [int(heading.tag[1]) for heading in found]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"h1: {levels}"
    if any(below > above + 1 for above, below in pairwise(levels)):
        yield f"a level is skipped: {levels}"
    if not all(_text(heading) for heading in found):
        yield "an empty heading"


def _vml(_tree: Tree, html: str) -> Iterable[str]:
    if re.search(r"<v:|<o:p\b", html):
        yield "VML: what stands in it cannot be reached by keyboard"


def _readable_text(tree: Tree, html: str) -> Iterable[str]:
    if re.search(r"text-align:\s*justify|align=\"justify\"", html):
        yield "justified text"
    for element in tree.xpath("//body//*[normalize-space(text())]"):
        for holder in (element, *element.iterancestors()):
            size = re.search(r"font-size:\s*(\d+)px", holder.get("style") or "")
            if size:
                if int(size[1]) < 13 and "display:none" not in holder.get("style").replace(" ", ""):
                    yield f"{size[1]}px: {_text(element)[:40]}"
                break


def _nothing_that_moves_or_traps(tree: Tree, html: str) -> Iterable[str]:
    for element in tree.iter("marquee", "blink", "form", "input", "iframe", "object", "center", "font"):
        yield element.tag
    if re.search(r"tabindex|accesskey|autofocus|aria-hidden=\"true\"[^>]*href", html):
        yield "changes what the keyboard reaches"


def _marks(tree: Tree, _html: str) -> Iterable[str]:
    ids = tree.xpath("//@id")
    if len(ids) != len(set(ids)):
        yield "an id stands twice"
    for link in tree.xpath("//a[starts-with(@href, '#')]"):
        if link.get("href")[1:] not in ids:
            yield f"leads to nothing: {link.get('href')}"


CHECKS: tuple[Callable[[Tree, str], Iterable[str]], ...] = (
    _language_of_the_document, _language_inside_the_body, _title, _charset_and_zoom, _layout_tables, _pictures, _links, _headings,
    _vml, _readable_text, _nothing_that_moves_or_traps, _marks,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.strip("_"))
def test_every_letter_passes(check: Callable[[Tree, str], Iterable[str]], letters: Mapping[str, str]) -> None:
    found = {}
    for name, html in letters.items():
        if name.endswith("nothing"):  # no letter: nobody can send it
            continue
        if faults := list(check(parser.document_fromstring(html), html)):
            found[name] = faults
    assert found == {}


BAD = """<html><head><title> </title><meta name="viewport" content="user-scalable=no"></head><body>
<table><tr><th>A</th></tr></table><img src="a.png"><a href="#" target="_blank">click here</a><a href="#nowhere">All of it</a>
<h3></h3><v:roundrect></v:roundrect><p style="text-align: justify; font-size: 9px"
id="x">Words</p><p id="x">More</p><marquee>!</marquee>
</body></html>"""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.strip("_"))
def test_every_check_sees_its_fault(check: Callable[[Tree, str], Iterable[str]]) -> None:
    assert list(check(parser.document_fromstring(BAD), BAD))
