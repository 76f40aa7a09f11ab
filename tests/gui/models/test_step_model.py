"""The history as rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt

from composer.document.history import Step
from composer.document.issue import Issue
from composer.gui.models.step_model import HERE_ROLE, UNDONE_ROLE, WHEN_ROLE, StepModel

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def steps() -> list[Step]:
    issue = Issue()
    return [
        Step("", "", NOW - timedelta(days=2), "", issue),
        Step("Add “Roof”", "", NOW - timedelta(minutes=9), "Before Anna read it", issue),
        Step("Remove “Roof”", "", NOW - timedelta(minutes=3), "", issue),
    ]


def test_newest_first_and_where_it_stands() -> None:
    model = StepModel()
    model.show_steps(steps(), 1, NOW)
    rows = [model.index(row) for row in range(model.rowCount())]
    assert [row.data() for row in rows] == ["Remove “Roof”", "Before Anna read it", "The beginning"]
    assert [row.data(HERE_ROLE) for row in rows] == [False, True, False]
    assert [row.data(UNDONE_ROLE) for row in rows] == [True, False, False]
    assert rows[0].data(WHEN_ROLE) == "today, 08:57"
    assert rows[1].data(Qt.ItemDataRole.AccessibleTextRole) == "Before Anna read it, Add “Roof”, today, 08:51, here now"
    assert (model.position_at(0), model.row_of(0)) == (2, 2)


def test_only_those_with_a_name() -> None:
    model = StepModel()
    model.show_steps(steps(), 2, NOW)
    model.show_only_named(True)
    assert [model.position_at(row) for row in range(model.rowCount())] == [1]
    assert model.row_of(2) == -1
