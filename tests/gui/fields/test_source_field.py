"""Where a block comes from is told only where it comes from somewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from composer.blocks.fields import Source


def test_it_shows_for_what_was_taken_from_a_source(qtbot: Any, field: Any) -> None:
    made = field(Source("Made from"), "item-1")
    assert made.isVisible()
    made.show_value("")
    assert made.isHidden()


def test_its_words_can_be_wanted_where_that_is_offered(qtbot: Any, field: Any) -> None:
    made = field(Source("Made from"), "item-1")
    buttons = {one.accessibleName(): one for one in made.findChildren(QPushButton)}
    assert not buttons["Shorter"].isVisible()
    made.offer_words()
    with qtbot.waitSignal(made.words_wanted) as told:
        qtbot.mouseClick(buttons["Longer"], Qt.MouseButton.LeftButton)
    assert told.args == ["longer"]
