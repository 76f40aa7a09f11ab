"""A name for a section: taken ones are told while one types, and Return gives the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer.gui.editor.section_name_sheet import SectionNameSheet


@pytest.fixture
def sheet(qtbot: QtBot, show: Any) -> Iterator[SectionNameSheet]:
    window = QWidget()
    show(window, 700, 500)
    made = SectionNameSheet(window)
    yield made
    window.close()  # it lives as long as what stands in it


def field(sheet: SectionNameSheet) -> QLineEdit:
    found = sheet.findChild(QLineEdit)
    assert found is not None
    return found


def words(sheet: SectionNameSheet) -> str:
    return "\n".join(found.text() for found in sheet.findChildren(QLabel) if found.isVisible())


def test_a_new_name(qtbot: QtBot, sheet: SectionNameSheet) -> None:
    sheet.ask("Save as a section", "2 blocks.", "Roof", lambda _name: False, may_replace=True)
    assert field(sheet).text() == "Roof"
    with qtbot.waitSignal(sheet.named) as told:
        qtbot.keyClick(field(sheet), Qt.Key.Key_Return)
    assert told.args == ["Roof", False]
    sheet.show_problem("That cannot be.")
    assert "That cannot be." in words(sheet)


def test_a_taken_one_replaces_or_is_refused(qtbot: QtBot, sheet: SectionNameSheet) -> None:
    sheet.ask("Save", "", "Roof", lambda name: name == "Roof", may_replace=True)
    assert "It would be replaced." in words(sheet)
    with qtbot.waitSignal(sheet.named) as told:
        qtbot.keyClick(field(sheet), Qt.Key.Key_Return)
    assert told.args == ["Roof", True]
    sheet.ask("Rename", "", "Roof", lambda name: name == "Roof", may_replace=False)
    assert not sheet._save.isEnabled()
    with qtbot.assertNotEmitted(sheet.named):
        qtbot.keyClick(field(sheet), Qt.Key.Key_Return)


def test_no_name_is_none(qtbot: QtBot, sheet: SectionNameSheet) -> None:
    sheet.ask("Save", "", "  ", lambda _name: False, may_replace=True)
    assert not sheet._save.isEnabled()
