"""One line of text: every key is told, the limit holds."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit

from composer.blocks.fields import Text


def test_keys_are_told_with_a_mark_that_lets_them_merge(qtbot: Any, field: Any) -> None:
    made = field(Text("Title", max_length=8), "Roof")
    qtbot.keyClicks(made.first_widget(), "s and more")
    assert made.heard[0] == ("Roofs", "name")
    assert made.heard[-1] == ("Roofs an", "name")


def test_showing_again_keeps_the_caret(qtbot: Any, field: Any) -> None:
    made = field(Text("Title"), "Roof")
    line = made.first_widget()
    assert isinstance(line, QLineEdit)
    line.setCursorPosition(2)
    made.show_value("Roofs")
    assert line.cursorPosition() == 2
    assert made.heard == []
