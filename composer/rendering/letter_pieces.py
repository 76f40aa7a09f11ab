"""A letter cut into its blocks' cells and what stands between them, and what of it is as it was a key ago.

Cutting a letter anew costs as much as it is long. Of the letter before only what differs is read again; the rest is compared,
which costs next to nothing, and its pieces are the very same strings, so that nobody else need look at them either.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from composer.blocks.recently_used import RecentlyUsed

MOST_CUTS = 6
"""Letters remembered as they were cut last: each issue that is open, and its parts for some lists only."""
_CELL = re.compile(r"<td\b|</td\s*>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)[^<>]*?>", re.DOTALL)
_ID = re.compile(' id="([^"]*)"')  # begins with plain signs, which are found many times faster than anything else
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""Styles in these are for Outlook; nothing writes them into elements."""
_SHEET = re.compile(r"<style>.*?</style>", re.DOTALL)
_HEAD_END = "</head>"
_VOID = frozenset({"img", "br", "hr", "meta", "link", "input", "col", "wbr"})


class Cut(msgspec.Struct, frozen=True):
    """A letter in pieces.

    Attributes:
        names: the ids of the blocks' cells, in the order they stand there.
        frame: what stands between the cells, one piece more than there are cells.
        cells: the cells, from ``<td`` to ``</td>``.
        around: for each cell the tags that are open around it, in their order.
        sheet: the style sheets that are written into elements.
    """

    names: tuple[str, ...]
    frame: tuple[str, ...]
    cells: tuple[str, ...]
    around: tuple[str, ...]
    sheet: str


_cuts: RecentlyUsed[Cut] = RecentlyUsed(MOST_CUTS)


def cut(html: str, anchors: Sequence[str]) -> Cut | None:
    """The letter in pieces; None where its blocks do not stand in cells that follow each other.

    Args:
        anchors: ids of the blocks there may be, in any order; those that are not in the letter are left out.
    """
    wanted = tuple(anchors)
    last = _cuts.get(wanted)
    found = (_cut_as(last, html, frozenset(wanted)) if last is not None else None) or _cut_anew(html, wanted)
    return _cuts.keep(wanted, found) if found is not None and found is not last else found


def forget() -> None:
    """Cut every letter anew."""
    _cuts.forget()


def between(html: str, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What stands between the cells with these ids, and the cells; None where they do not follow each other in this order."""
    if "\0" in html:
        return None
    frame, cells = [], []
    position = 0
    for name in names:
        start = _start_of(html, name, position)
        end = _end_of_cell(html, start) if start >= 0 else -1
        if end < 0:
            return None
        frame.append(html[position:start])
        cells.append(html[start:end])
        position = end
    return (*frame, html[position:]), tuple(cells)


def anchors_in(html: str, anchors: Sequence[str]) -> tuple[str, ...]:
    """Those of the ids that stand in a letter, in its order."""
    known = _places_of_ids(html)
    return tuple(sorted((name for name in anchors if name in known), key=lambda name: (known[name], name)))


def _cut_anew(html: str, anchors: tuple[str, ...]) -> Cut | None:
    known = _places_of_ids(html)
    names = anchors_in(html, anchors)
    made = between(html, names)
    if made is None:
        return None
    frame, cells = made
    position = 0
    for name, gap, cell in zip(names, frame, cells, strict=False):
        position += len(gap)
        # A cell in another's cell, or a second one with its id: those who look for it take the first.
        if not position < known[name] < position + cell.index(">"):
            return None
        position += len(cell)
    return Cut(names, frame, cells, _around(frame), _sheet(frame[0]))


def _cut_as(last: Cut, html: str, anchors: frozenset[str]) -> Cut | None:
    """The letter cut where the last one was; None where that is not enough: blocks have come, gone or changed places."""
    frame: list[str] = []
    cells: list[str] = []
    position = 0
    for name, gap, cell in zip(last.names, last.frame, last.cells, strict=False):
        if not html.startswith(gap, position):
            start = _start_of(html, name, position)
            fresh = html[position:start] if start >= 0 else "\0"
            if _differ(gap, fresh, anchors):
                return None
            gap = fresh
        frame.append(gap)
        position += len(gap)
        if not html.startswith(cell, position):
            end = _end_of_cell(html, position) if _start_of(html, name, position) == position else -1
            fresh = html[position:end] if end >= 0 else "\0"
            if _differ(cell, fresh, anchors):
                return None
            cell = fresh
        cells.append(cell)
        position += len(cell)
    gap = last.frame[-1]
    if len(html) - position != len(gap) or not html.startswith(gap, position):
        fresh = html[position:]
        if _differ(gap, fresh, anchors):
            return None
        gap = fresh
    frame.append(gap)
    same = all(map(_is, frame, last.frame))
    if same and all(map(_is, cells, last.cells)):
        return last
    return Cut(
        last.names,
        last.frame if same else tuple(frame),
        tuple(cells),
        last.around if same else _around(frame),
        last.sheet if frame[0] is last.frame[0] else _sheet(frame[0]),
    )


def _is(one: object, other: object) -> bool:
    return one is other


def _differ(before: str, after: str, anchors: frozenset[str]) -> bool:
    """Whether one piece in the other's place would make the letter one that is cut elsewhere."""
    return "\0" in after or [name for name in _ID.findall(before) if name in anchors] != [
        name for name in _ID.findall(after) if name in anchors
    ]


def _start_of(html: str, name: str, position: int) -> int:
    """Where the cell with this id begins; -1 where it is no cell."""
    place = html.find(f' id="{name}"', position)
    start = html.rfind("<", position, place) if place >= 0 else -1
    return start if start >= 0 and html.startswith("<td", start) else -1


def _end_of_cell(html: str, start: int) -> int:
    depth = 0
    for found in _CELL.finditer(html, start):
        depth += -1 if found[0].startswith("</") else 1
        if depth == 0:
            return found.end()
    return -1


def _places_of_ids(html: str) -> dict[str, int]:
    """Where each id first stands; looked for once, not once for each block."""
    places: dict[str, int] = {}
    for found in _ID.finditer(html):
        places.setdefault(found[1], found.start() + 1)
    return places


def _sheet(head: str) -> str:
    # Interned: hundreds of pieces are remembered by it, and each render reads it anew.
    return sys.intern("".join(_SHEET.findall(_COMMENT.sub("", head[: head.find(_HEAD_END)]))))


def _around(frame: Sequence[str]) -> tuple[str, ...]:
    """For each cell the tags that are open around it, in their order. ``frame``: what stands between the cells."""
    found = []
    stack: list[tuple[str, str]] = []
    for at, gap in enumerate(frame[:-1]):
        for closes, name, tag in _tags(gap, at == 0):
            if not closes:
                stack.append((name, tag))
            else:
                while stack and stack.pop()[0] != name:
                    pass
        found.append("".join(tag for _name, tag in stack))
    return tuple(found)


@lru_cache(maxsize=500)
def _tags(gap: str, first: bool) -> tuple[tuple[bool, str, str], ...]:
    """The tags in a piece that open or close something: (closes, name, as written). Of the first piece those of the body."""
    begin = max(0, gap.find("<body")) if first else 0
    named = (((tag[2] or "").lower(), tag) for tag in _TAG.finditer(gap, begin))
    return tuple((bool(tag[1]), name, tag[0]) for name, tag in named if name and name not in _VOID)
