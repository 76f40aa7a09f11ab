"""F1 leads to the keys, F1 again to the chapter about where one is; words are found; IT gets its page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from composer.gui.pages.guide import GuidePage

SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot: Any, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifier)


def test_f1_leads_to_the_keys_and_again_to_the_chapter_about_this_place(qtbot: Any, window: Any) -> None:
    window.show_place("people")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(qtbot, Qt.Key.Key_F1)
    assert window._key_sheet.isVisible()
    press(qtbot, Qt.Key.Key_F1)
    assert not window._key_sheet.isVisible()
    assert window.shown == "guide"
    page = window.page("guide")
    assert page.chapter == "people"
    qtbot.waitUntil(page.list.hasFocus)
    press(qtbot, Qt.Key.Key_Down)
    assert page.chapter == "safely"
    press(qtbot, Qt.Key.Key_Escape)
    assert window.shown == "people"


def test_words_are_found_lit_up_and_led_to(qtbot: Any, harbour: Any, jobs: Any, show: Any) -> None:
    page = GuidePage(harbour.workspace, jobs)
    show(page, 1000, 600)
    page.handlers()["find"]()
    qtbot.keyClicks(page.search, "wrong thing")
    assert page.chapter == "what-if"
    lit = [place.cursor.selectedText().casefold() for place in page.text.extraSelections()]
    assert {"wrong", "thing"} <= set(lit)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.text.hasFocus()
    page.search.setFocus()
    qtbot.keyClicks(page.search, "zzz")
    assert page._nothing.isVisible()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert page.text.extraSelections() == []


def test_the_page_for_it_is_made_from_the_workspace_and_copied(qtbot: Any, harbour: Any, jobs: Any, show: Any) -> None:
    page = GuidePage(harbour.workspace, jobs)
    show(page, 1000, 600)
    page.refresh()
    page.show_argument("it")
    qtbot.waitUntil(lambda: str(harbour.workspace.folder) in page.text.toPlainText())
    assert page.copy.isVisible()
    said: list[str] = []
    page.said.connect(said.append)
    page.copy.setFocus()
    qtbot.keyClick(page.copy, Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text()
    assert "TCP 993" in copied
    assert str(harbour.workspace.folder) in copied
    assert said
    page.show_argument("compose")
    assert page.chapter == "first"
    assert not page.copy.isVisible()
