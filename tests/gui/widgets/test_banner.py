"""A banner says what happened and what to do, offers one button, and keeps the technical part for those who ask."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from composer.errors import AccountError
from composer.gui.widgets.banner import Banner


def button(banner: Banner, name: str) -> QPushButton:
    return next(one for one in banner.findChildren(QPushButton) if one.accessibleName() == name)


def test_an_error_is_shown_with_its_way_out(qtbot: Any, show: Any) -> None:
    banner = Banner()
    show(banner)
    pressed: list[str] = []
    error = AccountError("Microsoft refused the sign-in.", "Nothing was sent.", details="535 5.7.3")
    banner.show_error(error, "Sign in again", lambda: pressed.append("yes"))
    assert banner.words == "Microsoft refused the sign-in."
    assert "Nothing was sent." in banner.accessibleName()
    qtbot.mouseClick(button(banner, "Details for your IT person"), Qt.MouseButton.LeftButton)
    assert "535 5.7.3" in QGuiApplication.clipboard().text()
    qtbot.keyClick(button(banner, "Sign in again"), Qt.Key.Key_Return)
    assert pressed == ["yes"]
    assert banner.isHidden()


def test_it_can_be_put_away(qtbot: Any, show: Any) -> None:
    banner = Banner()
    show(banner)
    banner.show_words("Offline.")
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(button(banner, "Close this message"), Qt.MouseButton.LeftButton)
    assert banner.isHidden()


def test_a_stranger_cannot_write_markup(qtbot: Any, show: Any) -> None:
    banner = Banner()
    show(banner)
    banner.show_words("<b>bold</b>")
    assert banner.words == "<b>bold</b>"
