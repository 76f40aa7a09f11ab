"""A table before it is taken in: what its columns hold, by keys, with what would be read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from composer.gui.dialogs.columns_panel import ColumnsPanel
from composer.gui.jobs import Jobs


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "plans.csv"
    rows = "".join(f"Swim {at},Bring a towel,{at}/12/2026,Slipway\n" for at in range(1, 13))
    path.write_text(f"Label,Kunde,Date,Venue\n{rows}", encoding="utf-8")
    return path


@pytest.fixture
def panel(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, table: Path) -> ColumnsPanel:
    made = ColumnsPanel(harbour.workspace, jobs)
    show(made, 1000, 640)
    made.begin(str(table), table.name)
    qtbot.waitUntil(lambda: made.look is not None)
    return made


def words(panel: ColumnsPanel) -> str:
    return " ".join(found.text() for found in panel.findChildren(QLabel) if found.isVisible())


def test_the_guess_stands_there_with_examples_and_outcome(panel: ColumnsPanel, harbour: Any, qtbot: Any) -> None:
    assert {name: choice.currentData() for name, choice in panel.choices.items()} == {
        "Label": "title", "Kunde": "", "Date": "date", "Venue": "place",
    }  # fmt: skip
    assert panel.choices["Label"].hasFocus()
    assert panel.choices["Label"].accessibleDescription() == "For instance Swim 1; Swim 2; Swim 3"
    qtbot.waitUntil(lambda: "12 things to write about" in words(panel) and "Event · " in words(panel))
    assert not panel.guess.isVisible()
    assert harbour.workspace.shelf.count() == 0, "nothing is taken in yet"


def test_a_choice_by_keys_changes_what_would_be_read(panel: ColumnsPanel, qtbot: Any) -> None:
    panel.choices["Kunde"].setFocus()
    qtbot.keyClick(panel.choices["Kunde"], Qt.Key.Key_S)
    assert panel.choices["Kunde"].currentData() == "summary"
    qtbot.waitUntil(lambda: panel.look is not None and panel.look.items[0].text == "Bring a towel")
    assert panel.guess.isVisible()
    panel.guess.click()
    qtbot.waitUntil(lambda: panel.choices["Kunde"].currentData() == "")


def test_days_that_could_be_either_are_asked_about(panel: ColumnsPanel, qtbot: Any) -> None:
    assert panel.day_order.isVisible()
    qtbot.waitUntil(lambda: "1 December 2026" in words(panel))
    panel.day_order.set_value("month_first")
    panel.day_order.chosen.emit("month_first")
    qtbot.waitUntil(lambda: "12 January 2026" in words(panel))


def test_without_titles_the_reason_stands_there_and_the_button_rests(panel: ColumnsPanel, qtbot: Any) -> None:
    for name in ("Label", "Venue"):
        panel.choices[name].setCurrentIndex(0)
    qtbot.waitUntil(lambda: "Nothing can be read so" in words(panel))
    assert "No column of “plans.csv” holds titles" in words(panel)
    assert not panel.take.isEnabled()


def test_taken_in_and_put_right_later_with_a_way_back(panel: ColumnsPanel, harbour: Any, table: Path, qtbot: Any) -> None:
    with qtbot.waitSignal(panel.taken) as taken:
        qtbot.keyClick(panel.take, Qt.Key.Key_Return)
    assert taken.args == ["12 items read."]
    panel.begin(str(table), "plans", again=True)
    qtbot.waitUntil(lambda: panel.look is not None and panel.take.isEnabled())
    panel.choices["Kunde"].setCurrentIndex(panel.choices["Kunde"].findData("text"))
    qtbot.waitUntil(lambda: panel.look is not None and bool(panel.look.chosen) and panel.take.isEnabled())
    with qtbot.waitSignal(panel.offered) as offered:
        panel.take.click()
    assert harbour.workspace.source_columns.all() == {str(table): {"Kunde": "text"}}
    with qtbot.waitSignal(panel.taken):
        offered.args[2]()
    assert harbour.workspace.source_columns.all() == {}


def test_what_is_no_table_is_said_and_leads_back(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    panel = ColumnsPanel(harbour.workspace, jobs)
    show(panel)
    with qtbot.waitSignals([panel.troubled, panel.closed]):
        panel.begin(str(tmp_path / "empty.csv"), "empty.csv")


def test_escape_leaves_everything_as_it_is(panel: ColumnsPanel, harbour: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.choices["Label"], Qt.Key.Key_Escape)
    assert harbour.workspace.source_list.all() == []
    assert any(found.isVisible() for found in panel.findChildren(QPushButton))
