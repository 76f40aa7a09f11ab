"""The menu bar goes again when one has left it, by Esc, by a choice, or by going elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


def test_escape_leads_back_and_takes_the_bar_away(qtbot: Any, window: Any, page: Any) -> None:
    page.header.subject.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert window.menuBar().isVisible()
    qtbot.keyClick(QApplication.activePopupWidget() or window.menuBar(), Qt.Key.Key_Escape)
    if window.menuBar().isVisible():  # the first Esc closed the open menu, the second one the bar
        qtbot.keyClick(window.menuBar(), Qt.Key.Key_Escape)
    qtbot.waitUntil(window.menuBar().isHidden)


def test_whoever_goes_on_writing_has_left_it(qtbot: Any, window: Any, page: Any) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F10)
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()
    page.header.subject.setFocus()
    qtbot.waitUntil(window.menuBar().isHidden)
    assert QApplication.focusWidget() is not window.menuBar()
