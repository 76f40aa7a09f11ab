"""Three versions of a text into one: what two people changed in different lines stands beside each other."""

from __future__ import annotations

from difflib import SequenceMatcher

_Change = tuple[int, int, list[str]]
"""Lines ``start`` to ``end`` of the first version, and what stands in their place."""


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """``base`` with the changes of both; None where both changed the same lines, or lines that touch, in different ways, and
    where a line both still say would be lost."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    lines = base.splitlines()
    ours, others = _changes(lines, mine.splitlines()), _changes(lines, theirs.splitlines())
    wanted = list(ours)
    for change in others:
        if change in ours:
            continue
        if any(change[0] <= end and start <= change[1] for start, end, _new in ours):
            return None
        wanted.append(change)
    for start, end, new in sorted(wanted, key=lambda change: change[:2], reverse=True):
        lines[start:end] = new
    # A line that stood several times, of which each took out other ones, would be gone though both still say it.
    if not {*mine.splitlines()} & {*theirs.splitlines()} <= {*lines, ""}:
        return None
    return "\n".join(lines)


def _changes(before: list[str], after: list[str]) -> list[_Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(i1, i2, after[j1:j2]) for what, i1, i2, j1, j2 in matcher.get_opcodes() if what != "equal"]
