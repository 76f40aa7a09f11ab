"""Yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.blocks.fields import Flag


def test_space_turns_it(qtbot: Any, field: Any) -> None:
    made = field(Flag("All day"), False)
    qtbot.keyClick(made.first_widget(), Qt.Key.Key_Space)
    assert made.heard == [(True, "")]
    made.show_value(False)
    assert made.heard == [(True, "")]
