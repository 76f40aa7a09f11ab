"""Inlining a letter that is being written: only what changed goes through premailer again.

A letter is a frame with blocks in it, each in a cell with an id. Styles of a block depend on the style sheet, on the elements
around its cell and on the block alone; so what a block became once holds until one of these changes. After an edit in one block
the rest is put together from memory, however many blocks there are. The result is what premailer makes of the whole letter.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from composer.blocks.recently_used import RecentlyUsed
from composer.rendering import letter_pieces
from composer.rendering.inliner import DOCTYPE, inline

MOST_REMEMBERED = 300
"""Pieces: some hundred blocks in several templates."""
MOST_FRAMES = 10
"""What stands around the blocks: another one with every key in the subject, and large, for the style sheet is in it."""
MOST_AT_ONCE = 2
"""With more blocks to do than this, the whole letter is done in one go."""


class Inlined(msgspec.Struct, frozen=True):
    """An inlined letter: pieces that follow each other, and the ids of the blocks' cells among them.

    Attributes:
        pieces: every second one is a cell; a letter that cannot be cut is one piece.
        names: the ids of the cells, in their order.
    """

    pieces: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The whole letter."""
        return "".join(self.pieces)


_remembered: RecentlyUsed[str] = RecentlyUsed(MOST_REMEMBERED)
_frames: RecentlyUsed[tuple[str, ...]] = RecentlyUsed(MOST_FRAMES)


def inline_letter(html: str, anchors: Sequence[str]) -> Inlined:
    """What :func:`composer.rendering.inliner.inline` makes of a letter, in pieces.

    Args:
        anchors: ids of the blocks there may be, in any order.

    Raises:
        RenderingError: as :func:`inline` does.
    """
    letter = letter_pieces.cut(html, anchors)
    if letter is None:
        return Inlined((inline(html),))
    keys = [(letter.sheet, around, cell) for around, cell in zip(letter.around, letter.cells, strict=True)]
    known = [_remembered.get(key) for key in keys]
    frame = _frames.get(letter.frame)
    missing = [at for at, piece in enumerate(known) if piece is None]
    if frame is None or len(missing) > MOST_AT_ONCE:
        whole = inline(html)
        made = letter_pieces.between(whole, letter.names)
        if made is None:
            return Inlined((whole,))
        frame, cells = made
        _frames.keep(letter.frame, frame)
        for key, cell in zip(keys, cells, strict=True):
            _remembered.keep(key, cell)
        return _together(frame, cells, letter.names)
    for at in missing:
        alone = _alone(*keys[at], letter.names[at])
        if alone is None:
            return Inlined((inline(html),))
        known[at] = _remembered.keep(keys[at], alone)
    return _together(frame, [piece or "" for piece in known], letter.names)


def forget() -> None:
    """Remember nothing of the letters until now."""
    letter_pieces.forget()
    _remembered.forget()
    _frames.forget()


def _together(frame: Sequence[str], cells: Sequence[str], names: tuple[str, ...]) -> Inlined:
    pieces = [text for pair in zip(frame, cells, strict=False) for text in pair]
    return Inlined((*pieces, frame[-1]), names)


def _alone(sheet: str, around: str, cell: str, name: str) -> str | None:
    """One cell, inlined among the elements around it and nothing else."""
    made = letter_pieces.between(inline(f"{DOCTYPE}\n<html><head>{sheet}</head>{around}{cell}</body></html>"), (name,))
    return made[1][0] if made is not None else None
