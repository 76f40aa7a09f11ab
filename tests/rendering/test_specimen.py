"""The issues templates are tried on hold every kind of block there is."""

from __future__ import annotations

from composer.blocks.block import block_types
from composer.rendering.specimen import specimens


def test_every_kind_of_block_is_tried_full_and_empty() -> None:
    known = specimens("letter")
    assert {issue.template for issue in known.values()} == {"letter"}
    assert {block.kind for block in known["empty blocks"].blocks} == set(block_types())
    assert {block.kind for block in known["every block"].blocks} | {"divider"} >= set(block_types())
    assert known["right to left"].brand.right_to_left
    assert not known["nothing"].blocks
