"""The calendar of awareness days by keys: find, tick, add, change, remove, and take it back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from composer.gui.dialogs.awareness_panel import AwarenessPanel, DayRow, next_dates
from composer.gui.jobs import Jobs
from composer.library.shelf_query import ShelfQuery


@pytest.fixture
def panel(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> AwarenessPanel:
    made = AwarenessPanel(harbour.workspace, jobs)
    show(made, 1000, 700)
    made.begin()
    qtbot.waitUntil(lambda: bool(made.rows), timeout=10_000)
    return made


def row(panel: AwarenessPanel, name: str) -> DayRow:
    return next(one for one in panel.rows if one.listed.day.name == name)


def press(panel: AwarenessPanel, words: str) -> None:
    next(one for one in panel.findChildren(QPushButton) if one.accessibleName() == words and one.isVisible()).click()


def offered_days(harbour: Any) -> list[str]:
    return [found.item.title for found in harbour.workspace.shelf.find(ShelfQuery(kinds=frozenset({"awareness"})))]


def type_day(qtbot: QtBot, *lines: str) -> None:
    for number, words in enumerate(lines):
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        qtbot.keyClicks(field, words)
        if number < len(lines) - 1:
            qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_a_day_is_found_by_its_words_and_ticked_by_space(qtbot: QtBot, panel: AwarenessPanel, harbour: Any) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), "aids")
    assert [one.listed.day.name for one in panel.rows if one.isVisible()] == ["World AIDS Day"]
    with qtbot.waitSignal(panel.changed, timeout=10_000):
        qtbot.keyClick(row(panel, "World AIDS Day").tick, Qt.Key.Key_Space)
    assert offered_days(harbour) == ["World AIDS Day"]


def test_what_is_not_there_is_said_and_can_be_added_under_that_name(qtbot: QtBot, panel: AwarenessPanel, harbour: Any) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), "Our birthday")
    assert any(found.text().startswith("No day is called so") and found.isVisible() for found in panel.findChildren(QLabel))
    press(panel, "Add a day…")
    type_day(qtbot, "Our birthday", "first Monday in December")
    said = [found.text() for found in panel.findChildren(QLabel) if found.text().startswith("Next: ")]
    assert said == ["Next: Monday 7 December 2026; Monday 6 December 2027; Monday 4 December 2028"]
    with qtbot.waitSignal(panel.changed, timeout=10_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert offered_days(harbour) == ["Our birthday"]


def test_a_rule_that_is_none_keeps_the_form_open_and_says_why(qtbot: QtBot, panel: AwarenessPanel) -> None:
    press(panel, "Add a day…")
    type_day(qtbot, "Our birthday", "now and then")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    problem = next(found for found in panel.findChildren(QLabel) if "is not understood. Write it like" in found.text())
    assert problem.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not problem.isVisible()


def test_an_own_day_is_removed_and_comes_back(qtbot: QtBot, panel: AwarenessPanel, harbour: Any) -> None:
    press(panel, "Add a day…")
    type_day(qtbot, "Our birthday", "5 December")
    with qtbot.waitSignal(panel.changed, timeout=10_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.listed.own for one in panel.rows), timeout=10_000)
    press(panel, "Change Our birthday")
    heard: list[Any] = []
    panel.offered.connect(lambda words, action, do: heard.extend((words, action, do)))
    with qtbot.waitSignal(panel.offered, timeout=10_000):
        press(panel, "Remove")
    assert heard[:2] == ["“Our birthday” is removed.", "Undo"]
    assert offered_days(harbour) == []
    with qtbot.waitSignal(panel.changed, timeout=10_000):
        heard[2]()
    assert offered_days(harbour) == ["Our birthday"]


def test_a_changed_day_and_an_added_one_are_taken_back(qtbot: QtBot, panel: AwarenessPanel, harbour: Any) -> None:
    heard: list[Any] = []
    panel.offered.connect(lambda words, action, do: heard.append((words, action, do)))
    press(panel, "Change World AIDS Day")
    type_day(qtbot, "World AIDS Day", "2 December")
    with qtbot.waitSignal(panel.offered, timeout=10_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert heard[0][:2] == ("“World AIDS Day” is changed.", "Undo")
    [found] = harbour.workspace.shelf.find(ShelfQuery(kinds=frozenset({"awareness"})))
    assert (found.item.starts.month, found.item.starts.day) == (12, 2)
    with qtbot.waitSignal(panel.changed, timeout=10_000):
        heard[0][2]()
    assert offered_days(harbour) == []
    qtbot.waitUntil(lambda: row(panel, "World AIDS Day").listed.day.rule == "1 December", timeout=10_000)
    press(panel, "Add a day…")
    type_day(qtbot, "Our birthday", "5 December")
    with qtbot.waitSignal(panel.offered, timeout=10_000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.changed, timeout=10_000):
        heard[1][2]()
    qtbot.waitUntil(lambda: not any(one.listed.own for one in panel.rows), timeout=10_000)


def test_escape_leaves(qtbot: QtBot, panel: AwarenessPanel) -> None:
    with qtbot.waitSignal(panel.closed, timeout=2_000):
        qtbot.keyClick(row(panel, "World AIDS Day").tick, Qt.Key.Key_Escape)


def test_next_dates_in_words() -> None:
    assert next_dates("9 to 15 October", date(2026, 11, 23), 1) == "9 to 15 October 2027"
    assert "not understood" in next_dates("now and then", date(2026, 11, 23))
