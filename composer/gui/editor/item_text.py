"""A block's words taken from its item again: a little shorter, a little longer, whole, or as they were at first."""

from __future__ import annotations

import msgspec

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE
from composer.blocks.markdown_text import words_of
from composer.document.edits import Edit, ReplaceBlock, UpdateBlock
from composer.library.item import Item
from composer.picking import block_from_item, excerpt

STEPS = (12, 25, 50, 80, 120, 200)
"""About how many words each length has; whole sentences are kept."""


def lengths(item: Item) -> list[str]:
    """The texts an item offers, from the shortest to the whole one."""
    source = item.text or item.summary
    found: list[str] = []
    for text in (*(excerpt(source, words) for words in STEPS), source.strip()):
        if text and text not in found:
            found.append(text)
    return sorted(found, key=_count)


def edit_for(block: Block, item: Item, what: str) -> Edit | None:
    """The edit for ``shorter``, ``longer``, ``whole`` or ``restore``; None where there is nothing shorter or longer."""
    if what == "restore":
        picture = getattr(block, "picture", NO_PICTURE)
        made = block_from_item(item, picture=picture)
        if type(made) is not type(block):
            return None
        kept = {"id": block.id, **({"layout": block.layout} if hasattr(block, "layout") and picture else {})}
        return ReplaceBlock(msgspec.structs.replace(made, **kept))
    offered = lengths(item)
    text = getattr(block, "text", None)
    if not offered or text is None:
        return None
    if what == "whole":
        wanted: str | None = offered[-1]
    elif what == "shorter":
        wanted = next((other for other in reversed(offered) if _count(other) < _count(text)), None)
    else:
        wanted = next((other for other in offered if _count(other) > _count(text)), None)
    return UpdateBlock(block.id, {"text": wanted}) if wanted is not None and wanted != text else None


def _count(markdown: str) -> int:
    return len(words_of(markdown).split())
