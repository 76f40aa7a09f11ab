"""Sections saved for reuse, by key: saved, found while typing, put in, renamed, removed, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from composer.document.saved_sections import SavedSections


@pytest.fixture
def store(harbour: Any) -> SavedSections:
    return SavedSections(harbour.workspace.engine, harbour.workspace.clock)


def press(qtbot: QtBot, place: Any, name: str) -> None:
    made = next(found for found in place.findChildren(QPushButton) if found.accessibleName() == name and found.isVisible())
    qtbot.waitUntil(made.isEnabled, timeout=10_000)
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Return)


def words(place: Any) -> str:
    return "\n".join(found.text() for found in place.findChildren(QLabel) if found.isVisible())


def save_as(qtbot: QtBot, window: Any, page: Any, block_id: str, name: str) -> None:
    page.outline.focus_block(block_id)
    page.handlers()["save_section"]()
    sheet = page.sections._name_sheet
    qtbot.waitUntil(sheet.isVisible, timeout=10_000)
    field = sheet.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_saved_found_while_typing_and_put_in(qtbot: QtBot, window: Any, store: SavedSections) -> None:
    page = window.page("compose")
    save_as(qtbot, window, page, "roof", "About the roof")
    qtbot.waitUntil(lambda: [section.name for section in page.sections._sections] == ["About the roof"], timeout=10_000)
    assert not page.sections._name_sheet.isVisible()
    before = len(page.changing.issue.blocks)
    page.arrange.open_menu()
    menu = page.arrange.menu
    qtbot.keyClicks(menu._search, "about roof")
    qtbot.keyClick(menu._search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.changing.issue.blocks) == before + 1, timeout=10_000)
    titles = [block.title() for block in page.changing.issue.blocks]
    assert titles.count("The boathouse roof is finished") == 2
    page.changing.undo()
    assert len(page.changing.issue.blocks) == before


def test_a_name_that_is_taken_is_told_before(qtbot: QtBot, window: Any, store: SavedSections) -> None:
    page = window.page("compose")
    save_as(qtbot, window, page, "roof", "Ours")
    qtbot.waitUntil(lambda: len(page.sections._sections) == 1, timeout=10_000)
    first = store.all()[0]
    page.outline.focus_block("greeting")
    page.handlers()["save_section"]()
    sheet = page.sections._name_sheet
    field = sheet.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "OURS")
    assert "It would be replaced." in words(sheet)
    with qtbot.waitSignal(page.sections.offered, timeout=10_000) as told:
        press(qtbot, sheet, "Replace that one")
    assert "Dear" in store.all()[0].words
    told.args[2]()  # Undo
    qtbot.waitUntil(lambda: store.all() == [first], timeout=10_000)


def test_looked_after(qtbot: QtBot, window: Any, store: SavedSections) -> None:
    page = window.page("compose")
    page.handlers()["saved_sections"]()
    sheet = page.sections._sheet
    qtbot.waitUntil(sheet.isVisible, timeout=10_000)
    assert "Nothing is saved yet." in words(sheet)
    sheet.close_sheet()
    for block_id, name in (("roof", "Roof"), ("greeting", "Greeting")):
        save_as(qtbot, window, page, block_id, name)
        qtbot.waitUntil(lambda name=name: name in [section.name for section in page.sections._sections], timeout=10_000)
    page.handlers()["saved_sections"]()
    qtbot.waitUntil(lambda: sheet._list.count() == 2, timeout=10_000)
    assert "Dear friend" in sheet._words.text() or "Dear" in sheet._words.text()
    qtbot.keyClick(sheet._list, Qt.Key.Key_F2)
    name_sheet = page.sections._name_sheet
    qtbot.waitUntil(name_sheet.isVisible, timeout=10_000)
    field = name_sheet.findChild(QLineEdit)
    assert field.text() == "Greeting"
    field.selectAll()
    qtbot.keyClicks(field, "Roof")
    save = next(found for found in name_sheet.findChildren(QPushButton) if found.accessibleName() == "Save")
    assert not save.isEnabled()
    field.selectAll()
    qtbot.keyClicks(field, "Hello")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [section.name for section in store.all()] == ["Hello", "Roof"], timeout=10_000)
    qtbot.waitUntil(lambda: sheet._list.item(0).text() == "Hello", timeout=10_000)
    sheet._list.setFocus()
    with qtbot.waitSignal(page.sections.offered, timeout=10_000) as told:
        qtbot.keyClick(sheet._list, Qt.Key.Key_Delete)
    assert told.args[0] == "Removed the section “Hello”"
    qtbot.waitUntil(lambda: sheet._list.count() == 1, timeout=10_000)
    told.args[2]()
    qtbot.waitUntil(lambda: sheet._list.count() == 2, timeout=10_000)
    before = len(page.changing.issue.blocks)
    press(qtbot, sheet, "Put it in")
    assert len(page.changing.issue.blocks) == before + 1
    assert not sheet.isVisible()


def test_the_footer_is_not_saved(qtbot: QtBot, window: Any, store: SavedSections) -> None:
    page = window.page("compose")
    page.outline.focus_block("footer")
    with qtbot.waitSignal(page.sections.said, timeout=10_000):
        page.handlers()["save_section"]()
    QApplication.processEvents()
    assert store.all() == []
