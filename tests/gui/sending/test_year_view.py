"""The year stands on the page in figures that can be read, and leaves it as a table."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from composer.gui.jobs import Jobs
from composer.gui.pages.sent import SentPage
from composer.gui.sending.year_view import YearView
from composer.publishing.run import run_campaign


@pytest.fixture
def view(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> YearView:
    made = YearView(harbour.workspace, jobs)
    show(made, 1000, 900)
    return made


def row(view: YearView, number: int) -> list[str]:
    table = view._issues
    cells = [table.item(number, column) for column in range(table.columnCount()) if not table.isColumnHidden(column)]
    return [cell.text() for cell in cells if cell is not None]


def read(qtbot: QtBot, view: YearView) -> None:
    view.refresh()
    qtbot.waitUntil(lambda: view.report is not None, timeout=10_000)


def test_the_issues_of_the_year_with_their_sum(qtbot: QtBot, view: YearView, harbour: Any, on_record: Any) -> None:
    on_record(harbour.workspace.engine, "May", datetime(2026, 5, 3, tzinfo=UTC), sent=4, refused=["550 5.1.1 no"])
    on_record(harbour.workspace.engine, "June", datetime(2026, 6, 3, tzinfo=UTC), sent=6)
    read(qtbot, view)
    assert view._sentence.text() == "2026: 2 issues, 10 letters delivered, 1 refused."
    assert row(view, 0) == ["May", "3 May", "Friends", "5", "4", "1"]
    assert row(view, 2) == ["Together", "", "", "11", "10", "1"]
    assert view._letters.accessibleDescription() == "3 May: 4, 3 Jun: 6"
    assert view._months.rowCount() == 1
    assert not view._year.isVisible()  # there is no other


def test_another_year_and_one_list(qtbot: QtBot, view: YearView, harbour: Any, on_record: Any) -> None:
    on_record(harbour.workspace.engine, "December", datetime(2025, 12, 3, tzinfo=UTC), sent=4)
    read(qtbot, view)
    assert view._sentence.text() == "2026: nothing was sent."
    view._year.setFocus()
    qtbot.keyClick(view._year, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: row(view, 0)[:1] == ["December"], timeout=10_000)
    assert view._growth_card.isHidden()  # there was nobody yet


def test_rehearsals_are_told_apart(qtbot: QtBot, view: YearView, harbour: Any) -> None:
    run_campaign(harbour.workspace, harbour.campaign().id)
    read(qtbot, view)
    assert "1 rehearsal" in view._rehearsals.words
    assert view._issue_card.isHidden()


def test_saved_as_a_table(
    qtbot: QtBot, view: YearView, harbour: Any, on_record: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_record(harbour.workspace.engine, "May", datetime(2026, 5, 3, tzinfo=UTC), sent=4)
    read(qtbot, view)
    out = tmp_path / "year.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))
    save = next(found for found in view.findChildren(QPushButton) if found.accessibleName() == "Save as a table…")
    save.setFocus()
    with qtbot.waitSignal(view.said, timeout=10_000) as told:
        qtbot.keyClick(save, Qt.Key.Key_Return)
    assert told.args == ["Saved as year.csv"]
    assert list(csv.reader(out.read_text("utf-8-sig").splitlines()))[1][0] == "May"


def test_a_folder_nobody_may_write_to_is_said(qtbot: QtBot, view: YearView, tmp_path: Path) -> None:
    read(qtbot, view)
    (tmp_path / "file").write_text("in the way")
    with qtbot.waitSignal(view.troubled, timeout=10_000) as told:
        view.save(tmp_path / "file" / "year.csv")
    assert "year.csv" in str(told.args[0])


def test_the_page_turns_to_the_year_by_key(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> None:
    run_campaign(harbour.workspace, harbour.campaign().id)
    page = SentPage(harbour.workspace, jobs)
    show(page, 1000, 700)
    page.refresh()
    qtbot.waitUntil(page._full.isVisible, timeout=10_000)
    page._ways.setFocus()
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page._year_sheet.isVisible() and page._year.report is not None, timeout=10_000)
    assert not page._full.isVisible()
    page.show_argument("")  # a report that is wished from elsewhere
    page.refresh()
    qtbot.waitUntil(page._full.isVisible, timeout=10_000)
    page.let_go()
