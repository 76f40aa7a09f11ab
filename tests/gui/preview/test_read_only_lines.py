"""Lines one reads keep the place one was reading at when they change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer.gui.preview.read_only_lines import ReadOnlyLines


def test_the_place_is_kept_and_nothing_can_be_typed(qtbot: QtBot, show: Any) -> None:
    holder = QWidget()
    lines = ReadOnlyLines("Source", holder)
    show(holder, 300, 200)
    lines.resize(300, 200)
    lines.show_lines("\n".join(f"line {number}" for number in range(200)))
    lines.verticalScrollBar().setValue(50)
    lines.show_lines("\n".join(f"row {number}" for number in range(200)))
    assert lines.verticalScrollBar().value() == 50
    qtbot.keyClicks(lines, "x", Qt.KeyboardModifier.NoModifier)
    assert lines.toPlainText().startswith("row 0\n")
    assert lines.accessibleName() == "Source"
