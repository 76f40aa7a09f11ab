"""What a layout held is gone from sight at once, and ends."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from composer.gui.widgets.clearing import clear


def test_nothing_is_left_and_nothing_shows_in_between(qtbot: Any, show: Any) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    lines = [QLabel("one"), QLabel("two")]
    for line in lines:
        column.addWidget(line)
    column.addStretch(1)
    show(page)
    ended: list[str] = []
    for line in lines:
        line.destroyed.connect(lambda: ended.append("one more"))
    clear(column)
    assert column.count() == 0
    assert not any(line.isVisible() for line in lines)
    qtbot.waitUntil(lambda: len(ended) == 2)
