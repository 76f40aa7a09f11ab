"""The table of contents is its heading; the renderer fills in the rest."""

from __future__ import annotations

from composer.blocks.contents import Contents


def test_heading() -> None:
    assert Contents().plain_text() == Contents().title() == "In this issue"
    assert Contents(title_text="").title() == "Contents"
    assert Contents(title_text="").plain_text() == ""
