"""Words of one's own, without their marks."""

from __future__ import annotations

from composer.blocks.text import TextBlock


def test_text_part() -> None:
    block = TextBlock(text="Dear **all**,\n\nwelcome.")
    assert block.plain_text() == "Dear all,\n\nwelcome."
    assert block.title() == "Dear all, welcome."
    assert TextBlock().title() == "Text"
