"""Filters are kept under names, chosen, renamed and taken away, by keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.gui.editor.saved_filter_bar import SavedFilterBar
from composer.library.saved_filters import SavedFilter
from composer.library.shelf_filter import ShelfFilter

EVENTS = ShelfFilter(kinds=frozenset({"event"}))
SAVED = SavedFilter("f1", "Dates ahead", EVENTS, datetime(2026, 11, 1, tzinfo=UTC))


@pytest.fixture
def bar(show: Any) -> SavedFilterBar:
    made = SavedFilterBar()
    show(made, 340, 200)
    return made


def test_nothing_to_say_while_nothing_is_narrowed(bar: SavedFilterBar) -> None:
    bar.show_filter(ShelfFilter())
    assert not bar.isVisible()
    bar.show_filter(EVENTS)
    assert bar.save.isVisible()
    assert not bar.choice.isVisible()


def test_saving_asks_for_a_name(qtbot: Any, bar: SavedFilterBar) -> None:
    bar.show_filter(EVENTS)
    qtbot.keyClick(bar.save, Qt.Key.Key_Space)
    assert bar.name.hasFocus()
    qtbot.keyClick(bar.name, Qt.Key.Key_Escape)
    assert not bar.name.isVisible()
    qtbot.keyClick(bar.save, Qt.Key.Key_Space)
    qtbot.keyClicks(bar.name, "Dates ahead")
    with qtbot.waitSignal(bar.save_wanted) as told:
        qtbot.keyClick(bar.name, Qt.Key.Key_Return)
    assert told.args == ["Dates ahead"]


def test_the_one_in_force_can_be_renamed_and_taken_away(qtbot: Any, bar: SavedFilterBar) -> None:
    bar.show_saved([SAVED])
    bar.show_filter(ShelfFilter(closing=True))
    assert not bar.remove.isEnabled()
    bar.show_filter(EVENTS)
    assert bar.choice.currentText() == "Dates ahead"
    assert not bar.save.isVisible()
    qtbot.keyClick(bar.rename, Qt.Key.Key_Space)
    qtbot.keyClicks(bar.name, "Coming up")
    with qtbot.waitSignal(bar.rename_wanted) as told:
        qtbot.keyClick(bar.name, Qt.Key.Key_Return)
    assert told.args == ["f1", "Coming up"]
    with qtbot.waitSignal(bar.remove_wanted) as told:
        qtbot.keyClick(bar.remove, Qt.Key.Key_Space)
    assert told.args == ["f1"]


def test_choosing_one(qtbot: Any, bar: SavedFilterBar) -> None:
    bar.show_saved([SAVED])
    bar.show_filter(ShelfFilter(closing=True))
    with qtbot.waitSignal(bar.chosen) as told:
        qtbot.keyClick(bar.choice, Qt.Key.Key_Down)
    assert told.args == [SAVED]
