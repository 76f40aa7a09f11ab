"""HTML as it is written: every key is told, nothing is turned into anything else, undo is the window's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QPlainTextEdit

from composer.blocks.fields import Markup


def test_keys_are_told_with_a_mark_that_lets_them_merge(qtbot: Any, field: Any) -> None:
    made = field(Markup("HTML", max_length=12), "<b>x</b>")
    edit = made.first_widget()
    qtbot.keyClick(edit, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(edit, "<i>yyyyyy")
    assert made.heard[0] == ("<b>x</b><", "name")
    assert made.heard[-1] == ("<b>x</b><i>y", "name")


def test_what_is_pasted_stays_as_it_is_written(qtbot: Any, field: Any) -> None:
    made = field(Markup("HTML"), "")
    edit = made.first_widget()
    assert isinstance(edit, QPlainTextEdit)
    copied = QMimeData()
    copied.setText("<p>As it is</p>")
    copied.setHtml("<p>&lt;p&gt;As it is&lt;/p&gt;</p>")
    edit.insertFromMimeData(copied)
    assert made.heard == [("<p>As it is</p>", "name")]


def test_showing_again_keeps_the_caret_and_says_nothing(field: Any) -> None:
    made = field(Markup("HTML"), "<p>Roof</p>")
    edit = made.first_widget()
    cursor = edit.textCursor()
    cursor.setPosition(5)
    edit.setTextCursor(cursor)
    made.show_value("<p>Roofs</p>")
    assert edit.textCursor().position() == 5
    assert made.heard == []
