"""Clean HTML to the Markdown this program writes, and any HTML to its words.

A writer of its own rather than a library's, because the renderer speaks a small dialect (no tables, no raw HTML, four
spaces per list level) and because words must come back as they were: whatever looks like Markdown in them is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from composer.sources.html_tree import BLOCKS, body_of

_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"i", "em", "cite"})
_UNSEEN = frozenset(
    {*("script", "style", "template", "head", "title", "svg", "math"), *("noscript", "textarea", "select", "iframe", "object")}
)
_CONTAINERS = frozenset({"div", "figure", "body", "section", "article", "main", "header", "footer", "aside", "center", "form"})
_RAISED = {"sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}
_ADDRESS = re.compile(r"(https?://[^\s<>\"']+)")
_SPECIAL = re.compile(r"([\\`*\[\]])|(?<![^\W_])(_)|(_)(?![^\W_])")
_MARK = re.compile(r"[\\`*\[\]_]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_ROUGH = re.compile(r"[\t\r\n\f\v]|  ")
_BREAK = "\x1e"
"""Stands for a line break inside a paragraph until white space has been tidied."""
_STYLES = {"\x11": 2, "\x12": -2, "\x13": 1, "\x14": -1}
"""Stand for the beginning and end of strong (2) and emphasised (1) words until their neighbours are known."""
_ASTERISKS = ("", "*", "**", "***")
_INNER = re.compile("[\x02\x03\x11-\x14\x1e]")


def html_to_markdown(html: str) -> str:
    """The Markdown for clean HTML. Pictures are left out (they have blocks of their own), rows of tables become lines."""
    markdown = "\n\n".join(_blocks(_body(html))).strip()
    return markdown.replace("![", "\\![")  # an exclamation mark before a link would make a picture of it


@lru_cache(maxsize=8)
def html_to_words(html: str) -> str:
    """The visible words; paragraphs set apart by an empty line."""
    pieces: list[str] = []
    _gather(_body(html), pieces)
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@lru_cache(maxsize=2)
def _body(html: str) -> etree._Element:
    """The tree of a text just read, since it is asked for its words and its Markdown; only to be looked at."""
    body: etree._Element = body_of(html)
    return body


def words_to_markdown(words: str) -> str:
    """Plain words as Markdown that reads the same: line breaks kept, everything escaped that would be taken for a mark."""
    return "\n\n".join(_paragraph(_escaped(words, keep_lines=True)))


def blocks_of(html: str) -> Iterator[tuple[etree._Element, str]]:
    """Every block a reader sees, with its element and its Markdown; loose words stand in an element made for them."""
    yield from _opened(body_of(html))


def _opened(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The blocks in a container, containers inside it opened up."""
    loose = etree.Element("p")
    loose.text = element.text
    for child in [*element, None]:
        block = child is None or child.tag in BLOCKS or _holds_blocks(child)
        if block and "".join(str(text) for text in loose.itertext()).strip():
            markdown = "\n\n".join(_blocks(loose))
            if markdown:
                yield loose, markdown
        if child is None:
            return
        if not block:
            loose.append(deepcopy(child))
            continue
        if child.tag in _CONTAINERS or child.tag not in BLOCKS:
            yield from _opened(child)
        elif markdown := "\n\n".join(_block(child)):
            yield child, markdown
        loose = etree.Element("p")
        loose.text = child.tail


def _gather(element: etree._Element, pieces: list[str]) -> None:
    if element.tag in _UNSEEN:
        return
    block = element.tag in BLOCKS
    if element.tag == "br":
        pieces.append("\n")
    elif block:
        pieces.append("\n" if element.tag in ("li", "tr", "dt", "dd") else "\n\n")
    elif element.tag in ("td", "th"):
        pieces.append(" ")
    pieces.append(_one_line(element.text))
    for child in element:
        _gather(child, pieces)
        pieces.append(_one_line(child.tail))
    if block and element.tag not in ("li", "tr", "dt", "dd"):
        pieces.append("\n\n")


def _one_line(text: str | None) -> str:
    if not text:
        return ""
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def _blocks(element: etree._Element) -> Iterator[str]:
    """The blocks of Markdown in an element: loose text between block elements makes paragraphs of its own."""
    loose = _escaped(element.text)
    for child in element:
        if child.tag in BLOCKS or _holds_blocks(child):
            yield from _paragraph(loose)
            loose = ""
            yield from _block(child)
        else:
            loose += _inline(child)
        loose += _escaped(child.tail)
    yield from _paragraph(loose)


def _holds_blocks(element: etree._Element) -> bool:
    return element.tag not in _UNSEEN and any(inner.tag in BLOCKS for inner in element.iterdescendants())


def _block(element: etree._Element) -> Iterator[str]:
    tag = str(element.tag)
    if tag in _UNSEEN or tag == "hr":
        return
    if tag in ("ul", "ol"):
        yield from _list(element)
    elif tag == "blockquote" and next(element.iterancestors("li"), None) is None:  # inside lists no renderer agrees with another
        inside = "\n\n".join(_blocks(element))
        if inside:
            yield "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
    elif re.fullmatch(r"h[1-6]", tag):
        words = _heading_words(element)
        if words and next(element.iterancestors("li"), None) is not None:
            yield f"**{words}**"
        elif words:
            closing = re.sub(r"#+$", lambda match: "\\#" * len(match.group()), words)  # else taken for the mark's own end
            yield f"{'#' * int(tag[1])} {closing}"
    elif tag == "pre":
        yield from _paragraph("".join(_escaped(str(text), keep_lines=True) for text in element.itertext()))
    elif tag == "table":
        yield from _table(element)
    elif tag == "dt":
        words = _heading_words(element)
        if words:
            yield f"**{words}**"
    else:
        yield from _blocks(element)


def _heading_words(element: etree._Element) -> str:
    """One line without emphasis, which a heading has anyway."""
    return _tidy_line(_INNER.sub("", "".join(_inside(element)).replace(_BREAK, " ")))


def _list(element: etree._Element) -> Iterator[str]:
    """A list; what an entry holds beside its first line stands four spaces further in. No empty lines: parsers differ on them."""
    start = element.get("start") or "1"
    number = int(start) if start.isdecimal() else 1
    entries: list[str] = []
    for child in element:
        blocks = _list(child) if child.tag in ("ul", "ol") else _blocks(child)
        lines = [line for block in blocks for line in block.split("\n") if line]
        if not lines:
            continue
        own_mark = re.match(r"- |\d+\. ", lines[0])  # nothing but a further list: without words of its own it is no level
        for place, line in enumerate(lines):
            inner = re.match(r"- |\d+\. ", line) if own_mark else None
            if place == 0 or inner:
                entries.append((f"{number}. " if element.tag == "ol" else "- ") + line[inner.end() if inner else 0 :])
                number += 1
            else:
                entries.append(line if own_mark else f"    {line}")
    if entries:
        yield "\n".join(entries)


def _table(element: etree._Element) -> Iterator[str]:
    """A table of words becomes one line for each row, cells set apart by dashes; one that only lays out blocks is opened up."""
    rows = [row for row in element.iter("tr") if _table_of(row) is element]
    # Each cell is read once: what is read twice on every level of tables in tables takes for ever.
    read = [[(cell, list(_blocks(cell))) for cell in row] for row in rows]
    layout = any(len(blocks) > 1 and _holds_blocks(cell) for row in read for cell, blocks in row)
    caption = element.find("caption")
    if caption is not None:
        yield from _blocks(caption)
    lines = []
    for row in read:
        if layout:
            for _cell, blocks in row:
                yield from blocks
            continue
        words = [" ".join(blocks).replace("\n", " ").replace(_BREAK, " ").lstrip("# ") for _cell, blocks in row if blocks]
        if words:
            lines.append(" – ".join(words))
    if lines:
        yield "\n".join(lines)


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors("table"), None)


def _paragraph(text: str) -> Iterator[str]:
    """One paragraph, its lines tidied, whatever would start a list, heading or quotation escaped."""
    lines = [_tidy_line(line) for line in text.split(_BREAK)]
    lines = [_escape_start(_with_marks(line)) for line in lines if _INNER.sub("", line).strip()]
    # A picture that is a link, and the same link in words below it, say the same in words.
    lines = [line for place, line in enumerate(lines) if not (place and line == lines[place - 1] and line.startswith("["))]
    if lines:
        # A line of equals signs would make a heading of the line above.
        yield re.sub(r"\n(?==+[ ]*(\n|$))", " ", "\n".join(lines))


def _with_marks(line: str) -> str:
    """Put the asterisks in. Runs of words that touch share their style, for ``*a**b*`` means something else than it says."""
    runs: list[tuple[str, int]] = []
    style = 0
    for piece in re.split("([\x11-\x14])", line):
        if piece in _STYLES:
            style += _STYLES[piece]
            continue
        words = piece.strip()
        lead, trail = (piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]) if words else (piece, "")
        for text, wanted in ((lead, 0), (words, style), (trail, 0)):
            if text and runs and (runs[-1][1] == wanted or (runs[-1][1] and wanted)):
                runs[-1] = (runs[-1][0] + text, runs[-1][1])
            elif text:
                runs.append((text, wanted))
    text = "".join(f"{_ASTERISKS[wanted]}{text}{_ASTERISKS[wanted]}" for text, wanted in runs)
    return (re.sub(" {2,}", " ", text) if "  " in text else text).strip()


def _escape_start(line: str) -> str:
    match = re.match(r"(\d{1,9})([.)])(\s|$)", line)
    if match:
        return f"{match.group(1)}\\{line[match.end(1) :]}"
    if re.match(r"[+-](\s|$|-)|#|>", line):
        return f"\\{line}"
    return line


def _tidy_line(text: str) -> str:
    return (_SPACE.sub(" ", text) if _ROUGH.search(text) else text).strip()


def _inside(element: etree._Element) -> Iterator[str]:
    yield _escaped(element.text)
    for child in element:
        yield _inline(child)
        yield _escaped(child.tail)


def _inline(element: etree._Element) -> str:
    """An element within a line."""
    tag = str(element.tag)
    if tag == "br":
        return _BREAK
    if tag in _UNSEEN or tag == "img":
        return ""
    inside = "".join(_inside(element))
    if tag in ("td", "th"):
        return f" {inside} "
    if tag == "a":
        return _link(element, inside)
    if tag in _STRONG and not _within(element, _STRONG):
        return f"\x11{inside}\x12"
    if tag in _EMPHASIS and not _within(element, _EMPHASIS):
        return f"\x13{inside}\x14"
    if tag == "q":
        return f"“{inside}”"
    if tag in _RAISED and re.fullmatch(r"\d{1,3}", inside):  # m² and CO₂ have no other sign in Markdown
        return inside.translate(_RAISED[tag])
    return inside


def _within(element: etree._Element, tags: frozenset[str]) -> bool:
    return any(ancestor.tag in tags for ancestor in element.iterancestors())


def _link(element: etree._Element, inside: str) -> str:
    address = (element.get("href") or "").strip()
    words = _tidy_line(inside.replace(_BREAK, " "))
    if not words:
        picture = element.find(".//img")
        words = _tidy_line(_escaped(picture.get("alt"))) if picture is not None else ""
    if not address or not words:
        return inside
    safe = (
        address.replace(" ", "%20")
        .replace("(", "%28")
        .replace(")", "%29")
        .replace("\\", "%5C")
        .replace("<", "%3C")
        .replace(">", "%3E")
    )
    lead = " " if inside[:1].isspace() else ""
    trail = " " if inside[-1:].isspace() else ""
    words = words.replace("]:", "] :")  # "[...]:" begins the definition of a link
    return f"{lead}[{words}]({safe}){trail}"


def _escaped(text: str | None, keep_lines: bool = False) -> str:
    """Words with everything escaped that Markdown would take for a mark; addresses stay as they are."""
    if not text:
        return ""
    text = _INNER.sub("", text)
    if keep_lines:
        text = text.replace("\r\n", "\n").replace("\n", _BREAK)
    pieces = _ADDRESS.split(text) if "://" in text else [text]
    for place in range(0, len(pieces), 2):
        piece = pieces[place]
        if _MARK.search(piece):
            piece = _SPECIAL.sub(lambda match: "\\" + match.group(0), piece)
        if "&" in piece:
            piece = re.sub(r"&(?=#?\w{1,30};)", "&amp;", piece)
        pieces[place] = piece.replace("{{", "{\\{")
    return "".join(pieces)
