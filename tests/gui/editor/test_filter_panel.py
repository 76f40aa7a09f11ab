"""Filters combine, each with how many it holds; a choice counts at once, Escape leads back to the list."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.gui.editor.filter_panel import FilterPanel
from composer.library.shelf import Choices
from composer.library.shelf_filter import ShelfFilter

CHOICES = Choices(
    kinds=(("news", 12), ("event", 3)),
    sources=(("s1", "Harbour news", 12), ("s2", "Dates", 3)),
    categories=(("Boats", 1_204),),
    authors=(),
)


@pytest.fixture
def panel(show: Any, clock: Any) -> FilterPanel:
    made = FilterPanel(clock)
    show(made, 340, 700)
    made.show_choices(CHOICES)
    return made


def heard_by(panel: FilterPanel) -> list[ShelfFilter]:
    heard: list[ShelfFilter] = []
    panel.changed.connect(heard.append)
    return heard


def test_choices_say_how_many_there_are(panel: FilterPanel) -> None:
    picker = panel.pickers["categories"]
    assert [picker.itemText(at) for at in range(picker.count())] == ["Any", "Boats (1,204)"]
    assert not panel.pickers["authors"].isEnabled()


def test_choices_combine_by_keys(qtbot: Any, panel: FilterPanel) -> None:
    heard = heard_by(panel)
    qtbot.keyClick(panel.pickers["kinds"], Qt.Key.Key_Down)
    qtbot.keyClick(panel.flags["not_sent"], Qt.Key.Key_Space)
    assert heard[-1] == ShelfFilter(kinds=frozenset({"news"}), not_sent=True)
    qtbot.keyClick(panel.pickers["kinds"], Qt.Key.Key_Up)
    assert heard[-1] == ShelfFilter(not_sent=True)


def test_two_days_are_asked_for_where_a_period_of_ones_own_is_wanted(qtbot: Any, panel: FilterPanel) -> None:
    heard = heard_by(panel)
    assert not panel.first.isVisible()
    qtbot.keyClick(panel.period, Qt.Key.Key_End)
    assert heard[-1].period == "between"
    assert panel.first.isVisible()
    qtbot.keyClick(panel.period, Qt.Key.Key_Home)
    assert heard[-1] == ShelfFilter()
    assert not panel.first.isVisible()


def test_showing_says_nothing(panel: FilterPanel) -> None:
    heard = heard_by(panel)
    panel.show_filter(ShelfFilter(kinds=frozenset({"event"}), closing=True))
    assert panel.pickers["kinds"].currentData() == "event"
    assert panel.flags["closing"].isChecked()
    assert heard == []


def test_the_way_back_says_what_was_found(qtbot: Any, panel: FilterPanel) -> None:
    panel.show_count(1_204)
    assert panel.done.text() == "Show 1,204 items"
    panel.show_count(0)
    assert panel.done.text() == "Back to the list"
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.flags["closing"], Qt.Key.Key_Escape)
    heard = heard_by(panel)
    panel.show_filter(ShelfFilter(closing=True))
    qtbot.keyClick(panel.clear, Qt.Key.Key_Return)
    assert heard == [ShelfFilter()]
