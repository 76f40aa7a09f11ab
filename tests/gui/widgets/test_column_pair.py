"""Two columns side by side, below each other where it is narrow, and no wider than good to read."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from composer.gui.widgets.column_pair import WIDEST, ColumnPair, topped


def scrolled(pair: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(pair)
    return area


def test_side_by_side_and_below_each_other(qtbot: Any, show: Any) -> None:
    one, other = QLineEdit(), QLineEdit()
    area = scrolled(ColumnPair(topped(one), topped(other), stack_below=500))
    show(area, 900, 300)
    assert one.mapTo(area, one.rect().topLeft()).y() == other.mapTo(area, other.rect().topLeft()).y()
    area.resize(420, 300)
    qtbot.waitUntil(lambda: one.mapTo(area, one.rect().bottomLeft()).y() < other.mapTo(area, other.rect().topLeft()).y())
    assert one.width() > 350
    area.resize(900, 300)
    qtbot.waitUntil(lambda: one.mapTo(area, one.rect().topLeft()).y() == other.mapTo(area, other.rect().topLeft()).y())


def test_lines_do_not_grow_without_end(qtbot: Any, show: Any) -> None:
    one, other = QLineEdit(), QLineEdit()
    pair = ColumnPair(topped(one), topped(other))
    area = scrolled(pair)
    show(area, 1900, 300)
    assert pair.width() == WIDEST
    assert one.width() == other.width() == (WIDEST - 20) // 2
