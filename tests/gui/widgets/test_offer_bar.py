"""The strip that offers what was recognised."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from composer.gui.widgets.offer_bar import OfferBar


def test_it_offers_and_is_taken_by_a_key(show: Any, qtbot: Any) -> None:
    bar = OfferBar()
    show(bar)
    bar.working("Looking…")
    assert not bar.add_button.isVisible()
    bar.offer("Found: 1 post", "“The weir”")
    assert bar.add_button.hasFocus()
    with qtbot.waitSignal(bar.accepted):
        qtbot.keyClick(bar.add_button, Qt.Key.Key_Space)
    assert bar.words == ""


def test_esc_puts_it_away(show: Any, qtbot: Any) -> None:
    bar = OfferBar()
    show(bar)
    bar.offer("Found: 1 post")
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.add_button, Qt.Key.Key_Escape)
    assert bar.isHidden()
