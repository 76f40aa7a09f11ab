"""What is too high is scrolled; Tab goes to what is inside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from composer.gui.widgets.scrolled import scrolled


def test_it_scrolls_up_and_down_only_and_takes_no_focus_itself(qtbot: Any, show: Any) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    lines = [QLineEdit(str(number)) for number in range(30)]
    for line in lines:
        column.addWidget(line)
    page = QWidget()
    QVBoxLayout(page).addWidget(scrolled(inside))
    area = page.layout().itemAt(0).widget()  # type: ignore[union-attr]
    show(page, 300, 200)
    assert area.verticalScrollBar().isVisible()  # type: ignore[union-attr]
    assert not area.horizontalScrollBar().isVisible()  # type: ignore[union-attr]
    lines[0].setFocus()
    qtbot.keyClick(lines[0], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is lines[-1], "not the area"
    assert area.verticalScrollBar().value() > 0, "what has the focus is seen"  # type: ignore[union-attr]
