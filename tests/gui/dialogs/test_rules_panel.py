"""What was remembered for whole categories: seen, changed and forgotten, with a way back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from composer.gui.dialogs.rules_panel import RulesPanel
from composer.gui.jobs import Jobs
from composer.library.item import Item


@pytest.fixture
def panel(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> RulesPanel:
    workspace = harbour.workspace
    row = workspace.source_list.add("feed", "https://harbour.example/feed", "Harbour Friends")
    workspace.shelf.keep([Item(id="cook", kind="news", title="We need a cook", categories=("Vacancies",))], row.id)
    workspace.shelf.corrections.learn(row.id, "Vacancies", "tender")
    made = RulesPanel(workspace, jobs)
    show(made, 900, 500)
    made.begin()
    qtbot.waitUntil(lambda: len(made.rows) == 1)
    return made


def kind_of_cook(harbour: Any) -> str:
    return str(harbour.workspace.shelf.get("cook").kind)


def test_each_says_where_it_is_from(panel: RulesPanel) -> None:
    said = [found.text() for found in panel.rows[0].findChildren(QLabel)]
    assert said == ["Vacancies", "Harbour Friends"]
    assert panel.rows[0].kind.currentData() == "tender"
    assert panel.rows[0].kind.accessibleName() == "Kind of everything under “Vacancies”"


def test_another_kind_by_keys_and_back(panel: RulesPanel, harbour: Any, qtbot: Any) -> None:
    panel.rows[0].kind.setFocus()
    with qtbot.waitSignal(panel.offered) as offered:
        qtbot.keyClick(panel.rows[0].kind, Qt.Key.Key_R)
    assert offered.args[0] == "Everything under “Vacancies” is now: Report. 1 item changed."
    assert kind_of_cook(harbour) == "report"
    with qtbot.waitSignal(panel.changed):
        offered.args[2]()
    assert kind_of_cook(harbour) == "tender"


def test_forgotten_and_remembered_again(panel: RulesPanel, harbour: Any, qtbot: Any) -> None:
    panel.rows[0].remove.setFocus()
    with qtbot.waitSignal(panel.offered) as offered:
        qtbot.keyClick(panel.rows[0].remove, Qt.Key.Key_Return)
    assert kind_of_cook(harbour) == "news"
    qtbot.waitUntil(lambda: panel.rows == [])
    assert any("Nothing is remembered yet" in found.text() and found.isVisible() for found in panel.findChildren(QLabel))
    offered.args[2]()
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    assert kind_of_cook(harbour) == "tender"
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.rows[0].kind, Qt.Key.Key_Escape)
