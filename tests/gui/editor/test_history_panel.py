"""The history by keys: naming a state, going back, bringing back one section."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from composer.blocks.text import TextBlock
from composer.document.history import Step
from composer.document.issue import Issue
from composer.document.sections import Section
from composer.gui.editor.history_panel import HistoryPanel

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STEPS = [
    Step("", "", NOW - timedelta(days=2), "", Issue()),
    Step("Add “Roof”", "", NOW - timedelta(minutes=9), "Before Anna read it", Issue()),
    Step("Remove “Roof”", "", NOW - timedelta(minutes=3), "", Issue()),
]


@pytest.fixture
def panel(show: Any) -> HistoryPanel:
    made = HistoryPanel()
    show(made, 380, 640)
    made.show_steps(STEPS, 2, NOW)
    made.focus_list()
    return made


def words(panel: HistoryPanel) -> str:
    return " ".join(found.text() for found in panel.findChildren(QLabel) if found.isVisible())


def test_looking_at_a_step_changes_nothing_return_goes_there(panel: HistoryPanel, qtbot: Any) -> None:
    assert "This is how it is now" in words(panel)
    with qtbot.waitSignal(panel.looked) as looked:
        qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert looked.args == [1]
    panel.show_sections(1, [Section(TextBlock(id="roof", text="The roof"), gone=True)])
    assert "1 section reads otherwise now" in words(panel)
    qtbot.waitUntil(lambda: "The roof (gone)" in words(panel))
    with qtbot.waitSignal(panel.back_wanted) as back:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert back.args == [1]


def test_one_section_has_a_way_back_of_its_own(panel: HistoryPanel, qtbot: Any) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    panel.show_sections(1, [Section(TextBlock(id=f"b{at}", text=f"Section {at}"), gone=False) for at in range(9)])
    qtbot.waitUntil(lambda: "and 3 more" in words(panel))
    button = next(found for found in panel.findChildren(QPushButton) if found.accessibleName() == "Bring back “Section 1”")
    with qtbot.waitSignal(panel.section_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == [1, "b1"]


def test_an_answer_for_another_step_is_not_shown(panel: HistoryPanel, qtbot: Any) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    panel.show_sections(0, [])
    assert "Comparing" in words(panel)


def test_a_damaged_step_is_said(panel: HistoryPanel, qtbot: Any) -> None:
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    panel.show_sections(1, None)
    assert "damaged" in words(panel)
    assert not any(found.isVisible() and "Go back" in found.text() for found in panel.findChildren(QPushButton))


def test_a_name_is_kept_by_return(panel: HistoryPanel, qtbot: Any) -> None:
    panel.name_field.setFocus()
    qtbot.keyClicks(panel.name_field, "  As agreed ")
    with qtbot.waitSignal(panel.name_wanted) as named:
        qtbot.keyClick(panel.name_field, Qt.Key.Key_Return)
    assert named.args == ["As agreed"]
    assert panel.name_field.text() == ""
    with qtbot.assertNotEmitted(panel.name_wanted):
        panel.name_button.click()


def test_named_ones_alone_and_none_yet(panel: HistoryPanel, qtbot: Any) -> None:
    panel.filter.set_value("named")
    panel._on_filter("named")
    assert panel.list.model().rowCount() == 1
    panel.show_steps(STEPS[:1], 0, NOW)
    assert "No state has a name yet" in words(panel)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
