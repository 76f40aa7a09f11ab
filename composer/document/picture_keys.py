"""What a picture is called inside a letter: its hash, and the width it is wanted at where the whole would weigh too much.

A letter shows a portrait 88 pixels wide; what travels with it is twice that, for sharp screens, and not the 1,200 pixels that are
kept. Which width that is follows from the letter alone; the store makes the bytes when they are asked for.
"""

from __future__ import annotations

import re

SHARPNESS = 2
"""Pixels of the file for each pixel shown."""
_SLACK = 1.15
"""A file so little too wide is sent as it is."""
_KEY = re.compile(r"([0-9a-f]{64})w(\d{1,4})")


def key_for(picture_hash: str, width: int, shown: int) -> str:
    """What a letter calls a picture of ``width`` pixels that it shows ``shown`` pixels wide."""
    wanted = shown * SHARPNESS
    return f"{picture_hash}w{wanted}" if 0 < wanted * _SLACK < width else picture_hash


def parts_of(key: str) -> tuple[str, int]:
    """Hash and width (0: as it is kept) of a key."""
    found = _KEY.fullmatch(key)
    return (found[1], int(found[2])) if found else (key, 0)
