"""Keys that lead somewhere in the composer bring the pane with them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.document.edits import RemoveBlock
from composer.gui.editor.leading import Leading

CTRL = Qt.KeyboardModifier.ControlModifier


def test_to_the_greeting_and_a_word_where_there_is_none(window: Any, qtbot: Any) -> None:
    page = window.page("compose")
    assert isinstance(page.leading, Leading)
    qtbot.keyClick(window, Qt.Key.Key_G, CTRL)
    assert page.outline.open_block == "greeting"
    page.outline.close_open()
    for block in page.session.issue.blocks:
        if not block.locked:
            page.changing.edit(RemoveBlock(block.id))
    qtbot.keyClick(window, Qt.Key.Key_G, CTRL)
    assert "no greeting" in window.toast_words


def test_in_a_small_window_the_pane_comes_to_the_front(window: Any, qtbot: Any) -> None:
    page = window.page("compose")
    window.resize(760, 640)
    qtbot.waitUntil(lambda: page.panes_widget.mode == 1)
    page.leading.to_block("roof")
    qtbot.waitUntil(lambda: page.arrange.isVisible() and not page.whats_new.isVisible())
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    qtbot.waitUntil(page.whats_new.isVisible)
