"""Where a block comes from is told only where it comes from somewhere."""

from __future__ import annotations

from typing import Any

from composer.blocks.fields import Source


def test_it_shows_for_what_was_taken_from_a_source(qtbot: Any, field: Any) -> None:
    made = field(Source("Made from"), "item-1")
    assert made.isVisible()
    made.show_value("")
    assert made.isHidden()
