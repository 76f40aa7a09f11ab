"""The search waits for a pause, clears by Esc, and Down leads to what was found."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.gui.widgets.search_field import SearchField


def test_typing_asks_once_it_pauses(qtbot: Any, show: Any) -> None:
    field = SearchField("Filter")
    show(field, 200, 40)
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "roof")
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["roof"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.waitUntil(lambda: asked == ["roof", ""])


def test_down_and_return_ask_at_once_and_lead_on(qtbot: Any, show: Any) -> None:
    field = SearchField("Filter")
    show(field, 200, 40)
    asked: list[str] = []
    left: list[int] = []
    field.searched.connect(asked.append)
    field.left_downwards.connect(lambda: left.append(1))
    qtbot.keyClicks(field, "swim")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert (asked, left) == (["swim"], [1])
