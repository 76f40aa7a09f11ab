"""Pasted text: joined, split and corrected before anything is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtGui import QTextCursor

from composer.gui.dialogs.paste_panel import PastePanel, with_date
from composer.gui.jobs import Jobs
from composer.library.item import FoundDate, Item

TEXT = """Harvest supper for new parents

Our supper in the old mill brought forty families together. The kitchen team cooked for two days and nobody went home hungry.

Everyone who came left with a jar of plums.

Invitation to tender – evaluation of the listening line

We are looking for somebody to evaluate our listening line. The deadline for bids is 14 January 2027.

Please send bids to our office.

A letter from the boathouse

By Maren Holt, volunteer since 2019

The boathouse is cold in November, and I would not be anywhere else. Continue reading A letter from the boathouse
"""


@pytest.fixture
def panel(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> PastePanel:
    made = PastePanel(harbour.workspace, jobs)
    show(made)
    made.begin(TEXT)
    made._take_apart.click()
    qtbot.waitUntil(lambda: len(made.items) > 0)
    return made


def test_it_falls_apart_into_its_posts(panel: PastePanel) -> None:
    assert [item.kind for item in panel.items] == ["news", "tender", "blog"]
    assert "Closes" in panel._dates.itemText(1) or panel.items[1].deadline is not None


def test_nothing_is_kept_before_the_press(panel: PastePanel, harbour: Any, qtbot: Any) -> None:
    assert harbour.workspace.shelf.count() == 0
    with qtbot.waitSignal(panel.kept):
        panel._keep_button.click()
    assert harbour.workspace.shelf.count() == 3


def test_join_and_undo(panel: PastePanel) -> None:
    panel._list.setCurrentRow(1)
    panel._join.click()
    assert len(panel.items) == 2
    assert "listening line" in panel.items[0].text
    panel.undo()
    assert len(panel.items) == 3


def test_split_at_the_caret(panel: PastePanel) -> None:
    panel._list.setCurrentRow(0)
    at = panel._body.toPlainText().index("Everyone who came")
    cursor = panel._body.textCursor()
    cursor.setPosition(at)
    panel._body.setTextCursor(cursor)
    panel._split.click()
    assert len(panel.items) == 4
    assert "Everyone who came" in f"{panel.items[1].title} {panel.items[1].text}"
    assert "kitchen team" in panel.items[0].text


def test_a_split_with_nothing_above_is_refused_in_words(panel: PastePanel, qtbot: Any) -> None:
    panel._list.setCurrentRow(0)
    panel._body.moveCursor(QTextCursor.MoveOperation.Start)
    with qtbot.waitSignal(panel.troubled):
        panel._split.click()
    assert len(panel.items) == 3


def test_corrections_go_with_the_item(panel: PastePanel, qtbot: Any) -> None:
    panel._list.setCurrentRow(0)
    panel._title.clear()
    qtbot.keyClicks(panel._title, "Supper in the mill")
    panel._kind.setCurrentIndex(panel._kind.findData("event"))
    panel._on_kind()
    assert panel.items[0].title == "Supper in the mill"
    assert panel.items[0].kind == "event"
    assert panel._list.item(0).text() == "Supper in the mill"


def test_empty_text_is_said(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    made = PastePanel(harbour.workspace, jobs)
    show(made)
    made.begin("   ")
    with qtbot.waitSignal(made.troubled):
        made._take_apart.click()


def test_a_found_date_is_a_deadline_or_a_day() -> None:
    closes = FoundDate(starts=date(2027, 1, 14), role="closes", time="12:00")
    assert with_date(Item(kind="tender"), closes).deadline == datetime(2027, 1, 14, 12, 0)
    week = FoundDate(starts=date(2027, 6, 12), ends=date(2027, 6, 16))
    item = with_date(Item(kind="awareness"), week)
    assert (item.starts, item.ends, item.all_day) == (datetime(2027, 6, 12), datetime(2027, 6, 16), True)
    assert with_date(item, None).starts is None
