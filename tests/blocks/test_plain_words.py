"""Words written by hand travel with their block."""

from __future__ import annotations

from composer.blocks.block import block_from_data, block_to_data
from composer.blocks.plain_words import PlainWords
from composer.blocks.text import TextBlock


def test_kept_with_the_block_and_absent_from_older_ones() -> None:
    block = TextBlock(id="a", text="Words", language="cy", plain=PlainWords("Mine", "Words"))
    assert block_from_data(block_to_data(block)) == block
    assert block_from_data({"kind": "text", "id": "a", "text": "Words"}) == TextBlock(id="a", text="Words")
