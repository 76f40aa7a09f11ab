"""A short line that takes no focus, goes by itself, and may lead back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from composer.gui.widgets import toast as module
from composer.gui.widgets.toast import Toast


@pytest.fixture
def window(qtbot: Any, show: Any) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    show(made, 600, 400)
    made.findChild(QLineEdit).setFocus()
    return made


def test_undo_is_one_click_away_and_the_caret_stays(qtbot: Any, window: QWidget) -> None:
    undone: list[int] = []
    toast = Toast(window)
    toast.say("Removed “Roof”", "Undo", lambda: undone.append(1))
    assert toast.words == "Removed “Roof”"
    assert window.findChild(QLineEdit).hasFocus()
    qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert toast.words == ""


def test_it_goes_by_itself(qtbot: Any, window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PLAIN_TIME", 30)
    toast = Toast(window)
    toast.say("Saved as harbour.newsletter")
    assert toast.isVisible()
    qtbot.waitUntil(toast.isHidden)


def test_it_stays_inside_a_window_that_shrinks(qtbot: Any, window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Words")
    window.resize(400, 300)
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()))
