"""Sources: added, paused and removed; errors said in one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from composer.gui.jobs import Jobs
from composer.gui.pages.sources import SourcesPage


@pytest.fixture
def page(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> SourcesPage:
    made = SourcesPage(harbour.workspace, jobs)
    made.stored.connect(lambda _kind: made.refresh())
    made.refresh()
    show(made)
    qtbot.waitUntil(made._empty.isVisible)
    return made


def _press(page: SourcesPage, qtbot: Any, name: str) -> None:
    def found() -> list[QPushButton]:
        buttons = page.findChildren(QPushButton)
        return [each for each in buttons if each.accessibleName().startswith(name) and each.isVisible() and each.isEnabled()]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def test_an_address_nobody_answers_is_said(page: SourcesPage, harbour: Any, qtbot: Any) -> None:
    page._address.setFocus()
    qtbot.keyClicks(page._address, "http://127.0.0.1:1/")
    with qtbot.waitSignal(page.troubled):
        qtbot.keyClick(page._address, Qt.Key.Key_Return)
    assert harbour.workspace.source_list.all() == []
    assert page._add.isEnabled()


def test_a_calendar_file_is_kept_paused_and_removed(page: SourcesPage, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "dates.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1@mill.example\r\n"
        "DTSTART;VALUE=DATE:20261210\r\nSUMMARY:Open day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    with qtbot.waitSignal(page.said):
        page.open_file(file)
    assert harbour.workspace.shelf.count() == 1
    qtbot.waitUntil(lambda: not page._empty.isVisible())
    _press(page, qtbot, "Pause")
    qtbot.waitUntil(lambda: harbour.workspace.source_list.all()[0].paused)
    qtbot.waitUntil(lambda: any("from now on" in each.accessibleName() for each in page.findChildren(QPushButton)))
    _press(page, qtbot, "Remove")
    qtbot.waitUntil(lambda: harbour.workspace.source_list.all() == [])
    assert harbour.workspace.shelf.count() == 1, "what was read stays"


def test_a_text_file_is_taken_apart_before_anything_is_kept(page: SourcesPage, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text("The weir is mended\n\nIt took three weeks and forty volunteers to mend the weir by the mill.\n")
    page.open_file(file)
    qtbot.waitUntil(lambda: bool(page._panel.items))
    assert harbour.workspace.shelf.count() == 0


def test_a_table_is_shown_before_it_is_taken_in_and_its_columns_can_be_changed_later(
    page: SourcesPage, harbour: Any, qtbot: Any, tmp_path: Path
) -> None:
    file = tmp_path / "dates.csv"
    file.write_text("Title,Date,Venue\nCarols,20/12/2026,Pier 2\n", encoding="utf-8")
    page.open_file(file)
    qtbot.waitUntil(page._columns.take.isEnabled)
    assert harbour.workspace.shelf.count() == 0
    with qtbot.waitSignal(page.said):
        page._columns.take.click()
    assert harbour.workspace.shelf.count() == 1
    name = "What the columns of dates hold"
    qtbot.waitUntil(lambda: any(each.accessibleName() == name and each.isVisible() for each in page.findChildren(QPushButton)))
    _press(page, qtbot, name)
    qtbot.waitUntil(page._columns.take.isEnabled)
    assert page._columns.isVisible()
