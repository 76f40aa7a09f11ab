"""What the bar asks for is kept in the workspace, and what was taken away can be put back."""

from __future__ import annotations

from typing import Any

import pytest

from composer.gui.editor.saved_filter_bar import SavedFilterBar
from composer.gui.editor.saving_filters import SavingFilters
from composer.gui.jobs import Jobs
from composer.library.saved_filters import SavedFilters
from composer.library.shelf_filter import ShelfFilter

EVENTS = ShelfFilter(kinds=frozenset({"event"}))


@pytest.fixture
def bar(show: Any) -> SavedFilterBar:
    made = SavedFilterBar()
    show(made, 340, 200)
    made.show_filter(EVENTS)
    return made


@pytest.fixture
def saving(harbour: Any, jobs: Jobs, bar: SavedFilterBar) -> SavingFilters:
    return SavingFilters(harbour.workspace, jobs, bar, bar)


def names(harbour: Any) -> list[str]:
    return [one.name for one in SavedFilters(harbour.workspace.engine, harbour.workspace.clock).all()]


def test_kept_renamed_removed_and_put_back(qtbot: Any, harbour: Any, bar: SavedFilterBar, saving: SavingFilters) -> None:
    bar.save_wanted.emit("Dates")
    qtbot.waitUntil(lambda: bar.current() is not None, timeout=10_000)
    assert names(harbour) == ["Dates"]
    bar.rename_wanted.emit(bar.current().id, "Dates ahead")  # type: ignore[union-attr]  # waited for above
    qtbot.waitUntil(lambda: names(harbour) == ["Dates ahead"], timeout=10_000)
    qtbot.waitUntil(lambda: bar.current() is not None and bar.current().name == "Dates ahead", timeout=10_000)  # type: ignore[union-attr]
    with qtbot.waitSignal(saving.offered, timeout=10_000) as told:
        bar.remove_wanted.emit(bar.current().id)  # type: ignore[union-attr]
    assert names(harbour) == []
    told.args[2]()
    qtbot.waitUntil(lambda: names(harbour) == ["Dates ahead"], timeout=10_000)


def test_what_cannot_be_kept_is_said(qtbot: Any, bar: SavedFilterBar, saving: SavingFilters) -> None:
    bar.show_filter(ShelfFilter())
    with qtbot.waitSignal(saving.troubled, timeout=10_000) as told:
        bar.save_wanted.emit("Everything")
    assert "narrowed down" in str(told.args[0])


def test_a_chosen_one_is_wanted(qtbot: Any, bar: SavedFilterBar, saving: SavingFilters) -> None:
    bar.save_wanted.emit("Dates")
    qtbot.waitUntil(lambda: bar.current() is not None, timeout=10_000)
    with qtbot.waitSignal(saving.wanted) as told:
        bar.chosen.emit(bar.current())
    assert told.args == [EVENTS]
