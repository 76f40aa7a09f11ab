"""Blocks on their way through the clipboard: from one place to another, from one issue to another, from one window to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from composer.blocks.block import Block, block_from_data, block_to_data, new_id
from composer.errors import FormatError
from composer.i18n import _

MEDIA_TYPE = "application/x-newsletter-blocks+json"
MAX_BYTES = 8_000_000
MAX_BLOCKS = 200
_Some = TypeVar("_Some", bound=Block)


def fresh_copy(block: _Some) -> _Some:
    """The same block with ids of its own, so that both can stand in one issue."""
    changes: dict[str, Any] = {"id": new_id()}
    entries = getattr(block, "entries", None)
    if entries is not None:
        changes["entries"] = tuple(msgspec.structs.replace(entry, id=new_id()) for entry in entries)
    return msgspec.structs.replace(block, **changes)


def blocks_to_json(blocks: Sequence[Block]) -> bytes:
    """Blocks for the clipboard, in their order."""
    return msgspec.json.encode([block_to_data(block) for block in blocks])


def blocks_from_json(content: bytes) -> tuple[Block, ...]:
    """The blocks in the clipboard, with ids of their own; a footer stays behind, for every issue has one.

    Raises:
        FormatError: it holds no blocks (any program may write there), or far too many.
    """
    if len(content) > MAX_BYTES:
        raise FormatError(_("What was copied is larger than an issue can be."), _("Copy fewer blocks at once."))
    try:
        found = msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _no_blocks() from error
    if not isinstance(found, list) or len(found) > MAX_BLOCKS:
        raise _no_blocks()
    blocks = [fresh_copy(block_from_data(data)) for data in found]
    return tuple(block for block in blocks if not block.locked)


def _no_blocks() -> FormatError:
    return FormatError(_("What was copied is no block of a newsletter."), _("Copy the block again, then paste it here."))
