"""Passages: a text or a page cut into the pieces a reader sees (headings, paragraphs, list entries), before anyone knows which of
them belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import islice, pairwise

from composer.sources.html_to_markdown import blocks_of, words_to_markdown
from composer.sources.html_tree import words_in

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_UNSEEN = re.compile(r"[\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_BULLET = re.compile(r"([•‣▪▫◦●○■□✓✔➢➤»·>*+-]|–|—|o(?=\s{2}|\t)|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_ATX = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_PARTING = re.compile(r"(?:[-=_~*•]\s?){3,}")
"""A line that is a rule."""
_RULE = re.compile(r"([=-])\1{2,}$")
_MARKDOWN_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*)\]\([^)\s]*\)")


MOST_PASSAGES = 4_000
"""Of one text; no newsletter is made from a book."""


@dataclass(frozen=True)
class Passage:
    """One piece as a reader sees it.

    Attributes:
        words: the plain words, lines kept.
        markdown, html: the same for the writer and for the shelf.
        level: 1 to 6 where the page or text marks it as a heading, else 0.
        gap: how many empty lines stand above it.
        bullet: an entry of a list, or a whole list.
        link: the address, where the whole passage is one link.
    """

    words: str
    markdown: str
    html: str
    level: int = 0
    gap: int = 1
    bullet: bool = False
    link: str = ""


def passages_of_text(text: str) -> tuple[Passage, ...]:
    """The passages of plain text: paragraphs set apart by empty lines; where there are none, every line is one. Lines broken at a
    fixed width are joined again."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    lines = [_SPACES.sub(" ", line).strip() if not _BULLET.match(line.lstrip()) else line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    empty = sum(not line for line in lines)
    every_line = len(filled) > 3 and empty * 8 < len(filled) and not _hard_wrapped(filled)
    passages: list[Passage] = []
    group: list[str] = []
    gap = 0
    for line in [*lines, ""]:
        if line and not every_line:
            group.append(line)
            continue
        if group or line:
            for place, piece in enumerate(_pieces(group) if group else [line]):
                passages.append(passage_of(piece, gap if place == 0 else 0))
            group, gap = [], 0
        if not line:
            gap += 1
    return tuple(passages)


def passages_of_html(html: str) -> tuple[Passage, ...]:
    """The passages of clean HTML (what the sanitiser gives)."""
    from lxml import etree

    found: list[Passage] = []
    for element, markdown in islice(blocks_of(html), MOST_PASSAGES):
        level = int(element.tag[1]) if re.fullmatch(r"h[1-6]", element.tag) else 0
        words = _words_of(markdown)
        links = [link for link in element.iter("a") if link.get("href")]
        whole = len(links) == 1 and words_in(links[0]) == words_in(element)
        tail, element.tail = element.tail, None
        own_html = etree.tostring(element, encoding="unicode", method="html")
        element.tail = tail
        found.append(
            Passage(
                words=words,
                markdown=markdown,
                html=own_html,
                level=level,
                bullet=element.tag in ("ul", "ol", "dl"),
                link=(links[0].get("href") or "") if whole else "",
            )
        )
    return tuple(found)


def passage_of(words: str, gap: int) -> Passage:
    """One passage of plain text: a heading or an entry of a list where it is marked as one."""
    if match := _ATX.match(words):
        level, words = len(match.group(1)), match.group(2)
        return Passage(words, words_to_markdown(words), f"<p>{escape(words, quote=False)}</p>", level=level, gap=gap)
    if match := _BULLET.match(words):
        inside = words[match.end() :]
        shown = escape(inside, quote=False).replace("\n", "<br>")
        markdown = "- " + words_to_markdown(inside).replace("\n\n", "\n").replace("\n", "\n    ")
        return Passage(inside, markdown, f"<ul><li>{shown}</li></ul>", gap=gap, bullet=True)
    shown = escape(words, quote=False).replace("\n", "<br>")
    return Passage(words, words_to_markdown(words), f"<p>{shown}</p>", gap=gap)


def _pieces(group: list[str]) -> list[str]:
    """The passages in lines that stand together: list entries, titles on top of their text, broken lines joined."""
    if not group:
        return []
    ended = group[0].endswith((".", "!", "?"))
    if len(group) > 1 and _RULE.fullmatch(group[1]) and not _BULLET.match(group[0]) and not ended:  # underlined, as in Markdown
        level = "#" if group[1].startswith("=") else "##"
        rest = _pieces(group[2:]) if group[2:] else []
        return [f"{level} {group[0]}", *rest]
    for place, line in enumerate(group):
        if _PARTING.fullmatch(line) and (place != 1 or not _RULE.fullmatch(line) or ended):
            return [*_pieces(group[:place]), line, *_pieces(group[place + 1 :])]
    parts: list[list[str]] = []
    for line in group:
        if not parts or _BULLET.match(line) or _ATX.match(line) or _ATX.match(parts[-1][0]):
            parts.append([line])
        else:
            parts[-1].append(line)
    pieces: list[str] = []
    for part in parts:
        if len(part) == 1 or _BULLET.match(part[0]) or _hard_wrapped(part):
            pieces.append(" ".join(part))
        elif any(len(line) > 120 for line in part):
            pieces += part
        elif _title_on_top(part):
            pieces += [part[0], *_pieces(part[1:])]
        else:
            pieces.append("\n".join(part))
    return pieces


def _hard_wrapped(lines: list[str]) -> bool:
    """True where lines end because a width was reached: the next word would not have fitted, and sentences run on."""
    width = max(len(line) for line in lines)
    if len(lines) < 2 or not 45 <= width <= 180 or len(lines[-1]) > max(len(line) for line in lines[:-1]) + 5:
        return False
    full = sum(len(line) + 1 + len(after.split(" ", 1)[0]) >= width for line, after in pairwise(lines))
    broken = sum(not line.endswith((".", "!", "?", ":", "”", '"')) for line in lines[:-1])
    return full * 10 >= 9 * (len(lines) - 1) and broken * 2 >= len(lines) - 1


def _title_on_top(lines: list[str]) -> bool:
    first, second = lines[0], lines[1]
    return (
        len(first) < 0.75 * max(len(line) for line in lines)
        and len(first) <= 110
        and not first.endswith((".", ",", ";", ":", "!", "?", "-", "–"))
        and second[:1].isupper()
        and any(line.endswith((".", "!", "?")) for line in lines[1:])
    )


def _words_of(markdown: str) -> str:
    """The plain words of a block of Markdown as this program writes it."""
    text = _MARKDOWN_LINK.sub(r"\1", markdown)
    text = re.sub(r"(?m)^(#{1,6}|>|[ \t]*-|[ \t]*\d+\.)[ \t]+", "", text)
    text = re.sub(r"(?<!\\)\*+", "", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!>])", r"\1", text).replace("&amp;", "&").strip()
