"""A header says its line in the text part; the title stands there already."""

from __future__ import annotations

from composer.blocks.header import Header


def test_its_line_and_its_name_in_the_outline() -> None:
    assert Header(title_text="News", strapline="Of the valley").plain_text() == "Of the valley"
    assert Header(title_text="News", strapline="Of the valley").title() == "News"
    assert Header(strapline="Of the valley").title() == "Of the valley"
    assert Header().title() == "Header"
