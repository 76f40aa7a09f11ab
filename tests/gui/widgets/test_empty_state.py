"""An empty place says so and leads out of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.gui.widgets.empty_state import EmptyState


def test_the_button_leads_out(qtbot: Any, show: Any) -> None:
    pressed: list[int] = []
    state = EmptyState("users", "Nobody here yet", "Drop a spreadsheet.", "Add people", lambda: pressed.append(1), primary=True)
    show(state, 400, 300)
    state.setFocus()
    qtbot.keyClick(state.focusProxy(), Qt.Key.Key_Return)
    assert pressed == [1]


def test_words_can_change(qtbot: Any, show: Any) -> None:
    state = EmptyState("search", "Nothing found")
    show(state, 400, 300)
    before = state.grab().toImage()
    state.set_words("Nothing here", "Try fewer letters.")
    assert state.grab().toImage() != before
