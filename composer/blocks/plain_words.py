"""What a person wrote into the text part in place of what a block makes of itself."""

from __future__ import annotations

import msgspec


class PlainWords(msgspec.Struct, frozen=True):
    """The words of one block in the text part, written by hand.

    Attributes:
        text: what stands there now; merge tags are allowed. Empty: the block says nothing in the text part.
        made: what the block made of itself when they were written; what it makes since then is held against it.
    """

    text: str
    made: str
