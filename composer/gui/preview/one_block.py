"""Where two versions of a letter differ in one block alone: the page then need not read the other forty."""

from __future__ import annotations

import re

_CELL = re.compile(r"<td\b|</td\s*>", re.IGNORECASE)
_ID = ' id="b-'
STEP = 16_384
"""Characters compared at once."""


def changed_block(before: str, after: str) -> tuple[str, str] | None:
    """The id (``b-...``) and the new cell of the one block in which two versions differ.

    None where they differ elsewhere, in several places, or in what stands in the cell's own tag.
    """
    start = _same_from_start(before, after)
    same_end = _same_from_end(before, after, min(len(before), len(after)) - start)
    place = after.rfind(_ID, 0, start)
    opening = after.rfind("<", 0, place) if place >= 0 else -1
    if opening < 0 or not after.startswith("<td", opening) or not 0 <= after.find(">", place) < start:
        return None
    end, end_before = _end_of_cell(after, opening), _end_of_cell(before, opening)
    # What follows the cell is the same in both, and the change lies before its end.
    if end < 0 or len(after) - end > same_end or len(after) - end != len(before) - end_before:
        return None
    name = after[place + len(_ID) - 2 : after.find('"', place + len(_ID))]
    return name, after[opening:end]


def _same_from_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    most, at, step = min(len(one), len(other)), 0, STEP
    while step:
        if at + step <= most and one[at : at + step] == other[at : at + step]:
            at += step
        else:
            step //= 2
    return at


def _same_from_end(one: str, other: str, most: int) -> int:
    """How many characters both end with, ``most`` at most."""
    at, step = 0, STEP
    while step:
        begin, end = at + step, at
        if begin <= most and one[len(one) - begin : len(one) - end] == other[len(other) - begin : len(other) - end]:
            at += step
        else:
            step //= 2
    return at


def _end_of_cell(html: str, start: int) -> int:
    """Where the cell that begins at ``start`` is closed; -1 where it is not."""
    depth = 0
    for found in _CELL.finditer(html, start):
        depth += -1 if found[0].startswith("</") else 1
        if depth == 0:
            return found.end()
    return -1
