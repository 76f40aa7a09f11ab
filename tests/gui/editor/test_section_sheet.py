"""The saved sections looked after by key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget
from pytestqt.qtbot import QtBot

from composer.document.saved_sections import SavedSection
from composer.gui.editor.section_sheet import SectionSheet


def section(name: str) -> SavedSection:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return SavedSection(id=name, name=name, body="[]", words=f"Words of {name}", changed=at)


@pytest.fixture
def sheet(qtbot: QtBot, show: Any) -> Iterator[SectionSheet]:
    window = QWidget()
    show(window, 800, 600)
    made = SectionSheet(window)
    yield made
    window.close()  # it lives as long as what stands in it


def test_none_yet(sheet: SectionSheet) -> None:
    sheet.browse([])
    assert sheet._empty.isVisible()
    assert sheet.chosen() is None
    assert not sheet._insert.isEnabled()


def test_chosen_by_key_and_its_neighbour_follows(qtbot: QtBot, sheet: SectionSheet) -> None:
    sheet.browse([section("A"), section("B")])
    rows = sheet.findChild(QListWidget)
    assert rows is not None
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    chosen = sheet.chosen()
    assert chosen is not None
    assert (chosen.name, sheet._words.text()) == ("B", "Words of B")
    with qtbot.waitSignal(sheet.rename_wanted) as told:
        qtbot.keyClick(rows, Qt.Key.Key_F2)
    assert told.args == [chosen]
    with qtbot.waitSignal(sheet.remove_wanted):
        qtbot.keyClick(rows, Qt.Key.Key_Delete)
    sheet.show_sections([section("A")])
    left = sheet.chosen()
    assert left is not None
    assert left.name == "A"
    with qtbot.waitSignal(sheet.insert_wanted):
        qtbot.keyClick(rows, Qt.Key.Key_Return)
