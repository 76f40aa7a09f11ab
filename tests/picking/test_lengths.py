"""The texts an item offers: whole sentences, from a line to everything."""

from __future__ import annotations

from composer.library.item import Item
from composer.picking.lengths import count_words, lengths

SENTENCES = [f"This is sentence number {number} about the harbour and the people who care for it." for number in range(1, 21)]
ITEM = Item(id="roof", title="The roof", text=" ".join(SENTENCES), link="https://harbour.example/roof")


def test_lengths_grow_and_end_with_the_whole() -> None:
    offered = lengths(ITEM)
    counts = [len(text.split()) for text in offered]
    assert counts == sorted(counts)
    assert len(offered) > 3
    assert offered[-1] == ITEM.text
    assert all(text.endswith(".") for text in offered)
    assert lengths(Item()) == []


def test_only_what_is_read_counts() -> None:
    assert count_words("**Two** words") == 2
    assert count_words("") == 0
