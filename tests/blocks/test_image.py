"""A picture in the text part is what it shows, its caption and its link."""

from __future__ import annotations

from composer.blocks.fields import Picture
from composer.blocks.image import ImageBlock

ROOF = Picture(hash="a" * 64, alt="The boathouse roof")


def test_text_part() -> None:
    block = ImageBlock(picture=ROOF, caption="Nearly done", link="https://example.org")
    assert block.plain_text() == "[The boathouse roof]\nNearly done\nhttps://example.org"
    assert ImageBlock(picture=Picture(hash="a" * 64, alt="x", decorative=True)).plain_text() == ""


def test_it_goes_by_caption_or_description() -> None:
    assert ImageBlock(picture=ROOF, caption="Nearly done").title() == "Nearly done"
    assert ImageBlock(picture=ROOF).title() == "The boathouse roof"
    assert ImageBlock().title() == "Picture"
