"""One item looked at closely."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from composer.gui.editor.item_panel import ItemPanel
from composer.library.item import Item

TODAY = date(2026, 12, 3)


def test_the_whole_text_is_shown_and_esc_puts_it_away(qtbot: Any, show: Any) -> None:
    panel = ItemPanel()
    show(panel, 340, 600)
    panel.show_item(Item(id="roof", title="Roof finished", text="Forty **volunteers**.\n\nOne ladder."), TODAY, in_issue=False)
    assert panel._text.toPlainText() == "Forty volunteers.\nOne ladder."
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel._text, Qt.Key.Key_Escape)
