"""The keys of this screen, no others."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from composer.gui.key_sheet import KeySheet


def test_it_shows_what_works_here(qtbot: Any, show: Any) -> None:
    window = QWidget()
    show(window, 900, 700)
    sheet = KeySheet(window)
    sheet.show_keys({"undo", "send_test"})
    words = [one.text() for one in sheet.findChildren(QLabel)]
    assert "Undo" in words
    assert "Ctrl+T" in words
    assert "Ctrl+D" not in words
    assert "Add to the issue, or take out (in What's new)" in words
    sheet.close_sheet()
    sheet.show_keys({"duplicate"})
    assert "Ctrl+D" in [one.text() for one in sheet.findChildren(QLabel)]
