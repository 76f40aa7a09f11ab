"""When we are at fault: calm words, details without anybody's address."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from composer.gui.bug_sheet import BugSheet, details_of


def fault() -> ValueError:
    try:
        raise ValueError("no such person: Anna.Lind+news@harbour-friends.example in /home/anna/letters")
    except ValueError as error:
        return error


def test_details_name_the_fault_and_nobody() -> None:
    details = details_of(fault())
    assert "ValueError" in details
    assert "test_bug_sheet.py" in details
    assert "harbour-friends" not in details
    assert "/home/anna" not in details
    assert "Qt 6" in details


def test_the_sheet_offers_copy_and_goes_on(qtbot: Any, show: Any) -> None:
    window = QWidget()
    show(window, 700, 500)
    sheet = BugSheet(window)
    sheet.show_fault(fault())
    buttons = {one.accessibleName(): one for one in sheet.findChildren(QPushButton)}
    assert buttons["Continue"].hasFocus()
    qtbot.mouseClick(buttons["Copy details"], Qt.MouseButton.LeftButton)
    assert "ValueError" in QGuiApplication.clipboard().text()
    sheet.show_fault(KeyError("second"))
    assert "second" in sheet.details
    qtbot.keyClick(buttons["Continue"], Qt.Key.Key_Return)
    assert sheet.isHidden()
    sheet.show_fault(KeyError("third"))
    assert "second" not in sheet.details
