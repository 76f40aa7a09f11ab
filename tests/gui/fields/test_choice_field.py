"""A few short options stand side by side, others in a box."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from composer.blocks.fields import Choice
from composer.gui.widgets.buttons import Segments

FEW = (("left", "Left"), ("right", "Right"))
MANY = tuple((f"v{number}", f"A long option {number}") for number in range(6))


def test_few_are_segments(qtbot: Any, field: Any) -> None:
    made = field(Choice("Picture stands", options=FEW), "left")
    segments = made.first_widget()
    assert isinstance(segments, Segments)
    qtbot.keyClick(segments._buttons["left"], Qt.Key.Key_Right)
    assert made.heard == [("right", "")]


def test_many_are_a_box(qtbot: Any, field: Any) -> None:
    made = field(Choice("Look", options=MANY), "v2")
    box = made.first_widget()
    assert isinstance(box, QComboBox)
    assert box.currentData() == "v2"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert made.heard == [("v3", "")]
