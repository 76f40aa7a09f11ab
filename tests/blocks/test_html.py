"""HTML of one's own reads as its words."""

from __future__ import annotations

from composer.blocks.html import MarkupBlock


def test_text_part_and_title() -> None:
    block = MarkupBlock(
        markup="<table><tr><td><b>Give</b> what you can</td></tr><tr><td><a href='https://e.org'>Here</a></td></tr></table>"
    )
    assert block.plain_text() == "Give what you can\nHere: https://e.org"
    assert block.title() == "Give what you can Here"
    assert MarkupBlock().title() == "HTML"
