"""The texts an item offers, from a line to the whole, for “shorter”, “longer” and “whole”."""

from __future__ import annotations

from composer.blocks.markdown_text import words_of
from composer.library.item import Item
from composer.picking.excerpts import excerpt

STEPS = (12, 25, 50, 80, 120, 200)
"""About how many words each length has; whole sentences are kept."""


def lengths(item: Item) -> list[str]:
    """The texts an item offers, from the shortest to the whole one."""
    source = item.text or item.summary
    found: list[str] = []
    for text in (*(excerpt(source, words) for words in STEPS), source.strip()):
        if text and text not in found:
            found.append(text)
    return sorted(found, key=count_words)


def count_words(markdown: str) -> int:
    """How many words a reader reads."""
    return len(words_of(markdown).split())
