"""The last touches to an inlined letter, piece by piece: languages, tags on links, what it shows and what it weighs.

What is done to a piece depends on the piece and on a few choices, so it is done once for each; a letter of forty blocks with one
of them changed asks for one. A letter whose pieces do not stand for themselves (a comment from one block into the next, say) is
done as a whole, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

import msgspec

from composer.document.issue import Issue
from composer.rendering.block_language import in_language, mark_languages
from composer.rendering.inliner import style_bytes
from composer.rendering.letter_inliner import Inlined
from composer.rendering.letter_pieces import anchors_in
from composer.rendering.link_tagging import Tagging, tagging_of
from composer.rendering.outline import anchor

MOST_REMEMBERED = 600
_CID = re.compile(r"""src="cid:([0-9a-zA-Z]+)\"""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STYLE = re.compile(r"<(/?)style\b", re.IGNORECASE)


class Finished(msgspec.Struct, frozen=True):
    """A letter as it goes out, but for its reader's values.

    Attributes:
        pieces: that make it up, one after the other.
        retagged: addresses that were changed, and into what.
        pictures: hashes of the stored pictures it shows, in order of appearance.
        style_bytes: UTF-8 bytes inside ``<style>``; html_bytes: of everything; block_bytes: of each block, by its id.
    """

    pieces: tuple[str, ...]
    retagged: Mapping[str, str]
    pictures: tuple[str, ...]
    html_bytes: int
    style_bytes: int
    block_bytes: Mapping[str, int]


class _Piece(msgspec.Struct, frozen=True):
    """One finished piece. ``lead``: bytes before its cell's id; ``alone``: no comment, style or tag goes on outside it."""

    text: str
    retagged: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]
    bytes: int
    style_bytes: int
    lead: int
    alone: bool


def finish(inlined: Inlined, issue: Issue) -> Finished:
    """The letter with what stands in no template: languages of blocks, tags on links to the own site."""
    tagging = tagging_of(issue)
    right_to_left = issue.brand.right_to_left
    names = {anchor(block.id): block for block in issue.blocks}
    languages = [names[name].language for name in inlined.names]
    made: list[_Piece] = []
    for at, text in enumerate(inlined.pieces):
        name, language = (inlined.names[at // 2], languages[at // 2]) if at % 2 else ("", "")
        made.append(_finished(text, name, language, right_to_left, tagging))
    if not inlined.names or not all(piece.alone for piece in made):
        return _finished_whole(inlined.html, issue, tagging)
    weights: dict[str, int] = {}
    for at, name in enumerate(inlined.names):
        cell, gap, next_cell = made[2 * at + 1], made[2 * at + 2], made[2 * at + 3] if 2 * at + 3 < len(made) else None
        weights[names[name].id] = cell.bytes - cell.lead + gap.bytes + (next_cell.lead if next_cell is not None else 0)
    return Finished(
        tuple([piece.text for piece in made]),
        {address: tagged for piece in made for address, tagged in piece.retagged},
        tuple(dict.fromkeys([picture for piece in made for picture in piece.pictures])),
        sum([piece.bytes for piece in made]),
        sum([piece.style_bytes for piece in made]),
        weights,
    )


@lru_cache(maxsize=MOST_REMEMBERED)
def _finished(text: str, name: str, language: str, right_to_left: bool, tagging: Tagging | None) -> _Piece:
    if language:
        text = in_language(text, language, right_to_left=right_to_left)
    retagged: dict[str, str] = {}
    if tagging is not None:
        text, retagged = tagging.of(text)
    lead = text.find(f' id="{name}"') + 1 if name else 0
    bare = _COMMENT.sub("", text)
    styles = [found[1] for found in _STYLE.finditer(bare)]
    alone = (
        "<!--" not in bare
        and "-->" not in bare
        and styles == ["", "/"] * (len(styles) // 2)
        and bare.rfind("<") <= bare.rfind(">")
    )
    return _Piece(
        text,
        tuple(retagged.items()),
        tuple(_CID.findall(text)),
        len(text.encode()),
        style_bytes(text),
        len(text[:lead].encode()),
        alone,
    )


def _finished_whole(html: str, issue: Issue, tagging: Tagging | None) -> Finished:
    html = mark_languages(html, issue.blocks, right_to_left=issue.brand.right_to_left)
    retagged: dict[str, str] = {}
    if tagging is not None:
        html, retagged = tagging.of(html)
    return Finished(
        (html,),
        retagged,
        tuple(dict.fromkeys(_CID.findall(html))),
        len(html.encode()),
        style_bytes(html),
        _block_bytes(html, issue),
    )


def _block_bytes(html: str, issue: Issue) -> Mapping[str, int]:
    """UTF-8 bytes from each block's cell to the next one's; the last one's go to the end."""
    blocks = {anchor(block.id): block.id for block in issue.blocks}
    starts = [(html.find(f' id="{name}"') + 1, name) for name in anchors_in(html, tuple(blocks))]
    ranges = pairwise([*starts, (len(html), "")])  # a strange template may leave every block out
    return {blocks[name]: len(html[start:end].encode()) for (start, name), (end, _next) in ranges}
