"""Two columns are read one after the other."""

from __future__ import annotations

from composer.blocks.columns import Columns


def test_left_before_right() -> None:
    block = Columns(left="**Left** words", right="Right words")
    assert block.plain_text() == "Left words\n\nRight words"
    assert block.title() == "Left words"
    assert Columns(right="Right words").plain_text() == "Right words"
    assert Columns().title() == "Two columns"
