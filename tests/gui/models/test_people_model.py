"""The table of people reads page by page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from composer.gui.jobs import Jobs
from composer.gui.models.people_model import PAGE, PeopleModel


def test_pages_arrive_when_looked_at(harbour: Any, jobs: Jobs, qtbot: Any) -> None:
    harbour.add_people(PAGE + 20, start=100)
    model = PeopleModel(harbour.workspace, jobs)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    with qtbot.waitSignal(model.counted) as counted:
        model.read_again()
    assert counted.args == [PAGE + 25]
    last = model.index(PAGE + 24, 1)
    qtbot.waitUntil(lambda: bool(last.data()))
    assert "@" in last.data()
    del tester


def test_sorted_by_the_database(harbour: Any, jobs: Jobs, qtbot: Any) -> None:
    model = PeopleModel(harbour.workspace, jobs)
    with qtbot.waitSignal(model.counted):
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 1).data() == "person4@example.org"


def test_a_state_has_a_word_and_not_only_a_colour(harbour: Any, jobs: Jobs, qtbot: Any) -> None:
    harbour.workspace.suppressions.add("person0@example.org", "complained")
    model = PeopleModel(harbour.workspace, jobs)
    with qtbot.waitSignal(model.counted):
        model.filter(text="person0")
    assert model.index(0, 3).data() == "Gets no letters"
