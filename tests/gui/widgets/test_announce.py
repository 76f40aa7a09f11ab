"""What is announced reaches accessibility; nothing is not announced."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from composer.gui.widgets import announce as module


def test_words_are_said_errors_at_once(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, Any]] = []

    class Listener:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: Any) -> None:
            said.append((event.message(), event.politeness()))

    monkeypatch.setattr("PySide6.QtGui.QAccessible", Listener)
    widget = QWidget()
    qtbot.addWidget(widget)
    module.announce(widget, "Moved to 2 of 5")
    module.announce(widget, "The disk is full", assertive=True)
    module.announce(widget, "")
    politeness = QAccessible.AnnouncementPoliteness
    assert said == [("Moved to 2 of 5", politeness.Polite), ("The disk is full", politeness.Assertive)]
