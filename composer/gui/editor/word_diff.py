"""Two texts side by side: which words went, which came. Long stretches that agree are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Literal

from composer.blocks.markdown_text import words_of

if TYPE_CHECKING:
    from composer.picking.drift import Drift

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


@dataclass(frozen=True)
class Apart:
    """Ours and the site's, as plain words and in pieces."""

    ours: str
    theirs: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


@lru_cache(maxsize=256)
def apart(facet: str, ours: str, theirs: str) -> Apart:
    """Both texts of one difference. Remembered: made off the GUI thread (:func:`compare_ahead`) it is at hand when it shows."""
    if facet == "text":
        ours, theirs = words_of(ours), words_of(theirs)
    return Apart(ours, theirs, *word_diff(ours, theirs))


def compare_ahead(drifts: Iterable[Drift]) -> None:
    """Compare the texts of all that changed, for a worker: two long texts can take a quarter of a second."""
    for drift in drifts:
        for found in drift.news:
            apart(found.facet, found.ours, found.theirs)


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


def capped(pieces: Iterable[Piece], most: int) -> tuple[tuple[Piece, ...], int]:
    """The first ``most`` words of them, and how many words are left out."""
    shown: list[Piece] = []
    left = most
    more = 0
    for piece in pieces:
        words = piece.words.split()
        if left > 0:
            shown.append(Piece(" ".join(words[:left]), piece.kind))
        more += max(0, len(words) - max(0, left))
        left -= len(words)
    return tuple(shown), more


def marked_up(pieces: Iterable[Piece], gone: str, new: str) -> str:
    """The pieces as rich text for a label: what went is struck out, what came bold and underlined, in colours (``#RRGGBB``)."""
    styles = {
        "gone": f'<span style="color:{gone}; text-decoration: line-through">{{}}</span>',
        "new": f'<span style="color:{new}; font-weight: 600; text-decoration: underline">{{}}</span>',
    }
    return " ".join(styles.get(piece.kind, "{}").format(escape(piece.words)) for piece in pieces)
