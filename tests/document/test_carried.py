"""An issue that shows its own copies."""

from __future__ import annotations

from composer.blocks.fields import Picture
from composer.blocks.image import ImageBlock
from composer.document.carried import carried
from composer.document.issue import Issue


def test_stored_pictures_travel_and_others_stay_linked() -> None:
    both = Picture(hash="ab", url="https://example.org/a.jpg")
    linked = Picture(url="https://example.org/b.jpg")
    made = carried(Issue(blocks=(ImageBlock(id="a", picture=both), ImageBlock(id="b", picture=linked))))
    assert [block.picture.url for block in made.blocks if isinstance(block, ImageBlock)] == ["", "https://example.org/b.jpg"]
