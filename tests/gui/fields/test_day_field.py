"""A day is written as one likes or picked; nonsense is questioned and kept out of the issue."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QLabel, QPushButton

from composer.blocks.fields import Day


def test_writing_a_day(qtbot: Any, field: Any) -> None:
    made = field(Day("Planned for"), None)
    line = made.first_widget()
    qtbot.keyClicks(line, "13 dec")
    assert made.heard == []
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert made.heard == [(date(2026, 12, 13), "")]
    assert line.text() == "Sun 13 Dec 2026"


def test_nonsense_is_questioned_and_changes_nothing(qtbot: Any, field: Any) -> None:
    made = field(Day("Planned for"), date(2026, 12, 13))
    line = made.first_widget()
    line.selectAll()
    qtbot.keyClicks(line, "someday")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert made.heard == []
    assert [one.text() for one in made.findChildren(QLabel) if one.isVisible()] == ["Write a day like 13 December 2026."]


def test_emptying_takes_it_away(qtbot: Any, field: Any) -> None:
    made = field(Day("Planned for"), date(2026, 12, 13))
    line = made.first_widget()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert made.heard == [(None, "")]


def test_picking_from_the_calendar(qtbot: Any, field: Any) -> None:
    made = field(Day("Planned for"), date(2026, 12, 13))
    qtbot.mouseClick(made.findChild(QPushButton), Qt.MouseButton.LeftButton)
    calendar = made.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 12, 13)
    calendar.clicked.emit(QDate(2026, 12, 20))
    assert made.heard == [(date(2026, 12, 20), "")]
