"""A day with a time that may be unknown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from composer.blocks.fields import Moment


def lines(made: Any) -> list[QLineEdit]:
    return list(made.findChildren(QLineEdit))


def test_day_then_time(qtbot: Any, field: Any) -> None:
    made = field(Moment("Starts"), None)
    day, time = lines(made)
    assert not time.isEnabled()
    qtbot.keyClicks(day, "13 Dec")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert made.heard[-1] == (datetime(2026, 12, 13), "")
    assert time.text() == ""
    time.setFocus()
    qtbot.keyClicks(time, "6.30pm")
    qtbot.keyClick(time, Qt.Key.Key_Return)
    assert made.heard[-1] == (datetime(2026, 12, 13, 18, 30), "")
    assert time.text() == "18:30"


def test_another_day_keeps_the_time(qtbot: Any, field: Any) -> None:
    made = field(Moment("Starts"), datetime(2026, 12, 13, 18, 30))
    day, time = lines(made)
    day.selectAll()
    qtbot.keyClicks(day, "20/12/2026")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert made.heard == [(datetime(2026, 12, 20, 18, 30), "")]
    time.setFocus()
    time.selectAll()
    qtbot.keyClicks(time, "late")
    qtbot.keyClick(time, Qt.Key.Key_Return)
    assert len(made.heard) == 1
