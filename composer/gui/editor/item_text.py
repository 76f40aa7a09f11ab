"""A block's words taken from its item again: a little shorter, a little longer, whole, or as they were at first."""

from __future__ import annotations

import msgspec

from composer.blocks.block import Block
from composer.blocks.fields import NO_PICTURE
from composer.document.edits import Edit, ReplaceBlock
from composer.document.source_edits import TakeOver
from composer.i18n import _
from composer.library.item import Item
from composer.picking import block_from_item
from composer.picking.lengths import count_words, lengths
from composer.picking.snapshots import mark


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
        wanted = next((other for other in reversed(offered) if count_words(other) < count_words(text)), None)
    else:
        wanted = next((other for other in offered if count_words(other) > count_words(text)), None)
    if wanted is None or wanted == text:
        return None
    return TakeOver(block.id, {"text": wanted}, {"text": mark(wanted)}, words=_("Change “{title}”").format(title=block.title()))
