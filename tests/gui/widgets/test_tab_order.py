"""Tab goes through what was made later as if it had always been there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from composer.gui.widgets.tab_order import chain_after, tab_stops


def test_late_fields_stand_after_their_anchor(qtbot: Any, show: Any) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, last, late = QLineEdit("first"), QLineEdit("last"), QWidget()
    column.addWidget(first)
    column.addWidget(last)
    show(page)
    inside = QVBoxLayout(late)
    for words in ("a", "b"):
        inside.addWidget(QLineEdit(words))
    column.insertWidget(1, late)
    qtbot.waitUntil(late.isVisible)
    assert [stop.text() for stop in tab_stops(late)] == ["a", "b"]  # type: ignore[attr-defined]
    assert chain_after(first, late).text() == "b"  # type: ignore[attr-defined]
    first.setFocus()
    seen = []
    for _number in range(4):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit)
        seen.append(focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["first", "a", "b", "last"]
