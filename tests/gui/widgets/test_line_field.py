"""A line whose undo is the issue's, and whose caret stays where the writer has it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from composer.gui.widgets.line_field import LineField

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: Any, show: Any) -> QMainWindow:
    made = QMainWindow()
    made.setCentralWidget(LineField("The roof", name="Title"))
    show(made, 400, 100)
    made.centralWidget().setFocus()
    return made


def test_undo_reaches_the_window_and_not_the_line(qtbot: Any, window: QMainWindow) -> None:
    line = window.centralWidget()
    undone: list[int] = []
    action = QAction(window)
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: undone.append(1))
    window.addAction(action)
    qtbot.keyClicks(line, " is new")
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert undone == [1]
    assert line.text() == "The roof is new"  # type: ignore[attr-defined]
    action.setEnabled(False)
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert line.text() == "The roof is new"  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_U, Qt.Key.Key_D, Qt.Key.Key_E])
def test_keys_of_the_window_eat_no_words(qtbot: Any, window: QMainWindow, key: Qt.Key) -> None:
    line = window.centralWidget()
    line.setCursorPosition(3)  # type: ignore[attr-defined]
    qtbot.keyClick(line, key, CTRL)
    assert line.text() == "The roof"  # type: ignore[attr-defined]


def test_the_clipboard_keys_stay_the_lines_own(qtbot: Any, window: QMainWindow) -> None:
    line = window.centralWidget()
    qtbot.keyClick(line, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(line, Qt.Key.Key_X, CTRL)
    assert line.text() == ""  # type: ignore[attr-defined]
    qtbot.keyClick(line, Qt.Key.Key_V, CTRL)
    assert line.text() == "The roof"  # type: ignore[attr-defined]


def test_showing_keeps_the_caret_and_tells_nobody(qtbot: Any, window: QMainWindow) -> None:
    line = window.centralWidget()
    assert isinstance(line, LineField)
    told: list[str] = []
    line.textChanged.connect(told.append)
    line.setCursorPosition(3)
    line.show_text("The roofs")
    assert line.cursorPosition() == 3
    assert told == []
