"""Two texts side by side: which words went, which came. Long stretches that agree are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Literal

MOST_WORDS = 3_000
"""Of longer texts the beginning is compared."""
AROUND = 8
"""Words shown beside a change."""
Kind = Literal["same", "gone", "new", "skipped"]


@dataclass(frozen=True)
class Piece:
    """Some words in a row, and what became of them."""

    words: str
    kind: Kind


def word_diff(old: str, new: str, *, around: int = AROUND) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two texts in pieces: in the first nothing is ``new``, in the second nothing is ``gone``. White space is one space."""
    before, after = old.split()[:MOST_WORDS], new.split()[:MOST_WORDS]
    left: list[Piece] = []
    right: list[Piece] = []
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for number, (what, a, b, c, d) in enumerate(steps):
        if what == "equal":
            pieces = list(_shortened(before[a:b], first=number == 0, last=number == len(steps) - 1, around=around))
            left += pieces
            right += pieces
            continue
        if b > a:
            left.append(Piece(" ".join(before[a:b]), "gone"))
        if d > c:
            right.append(Piece(" ".join(after[c:d]), "new"))
    return tuple(left), tuple(right)


def _shortened(words: list[str], *, first: bool, last: bool, around: int) -> Iterable[Piece]:
    """Words that agree; where they are many, only those beside a change."""
    head, tail = 0 if first else around, 0 if last else around
    if (first and last) or len(words) <= head + tail + 3:
        yield Piece(" ".join(words), "same")
        return
    if head:
        yield Piece(" ".join(words[:head]), "same")
    yield Piece("…", "skipped")
    if tail:
        yield Piece(" ".join(words[-tail:]), "same")


def marked_up(pieces: Iterable[Piece], gone: str, new: str) -> str:
    """The pieces as rich text for a label: what went is struck out, what came is underlined, each in its colour (``#RRGGBB``)."""
    styles = {
        "gone": f'<span style="color:{gone}; text-decoration: line-through">{{}}</span>',
        "new": f'<span style="color:{new}; text-decoration: underline">{{}}</span>',
    }
    return " ".join(styles.get(piece.kind, "{}").format(escape(piece.words)) for piece in pieces)
