"""A line is stars in the text part; empty space is nothing."""

from __future__ import annotations

from composer.blocks.divider import Divider


def test_text_part() -> None:
    assert Divider().plain_text() == "* * *"
    assert Divider(style="space").plain_text() == ""
    assert Divider().title() == "Divider"
