"""Each thing that narrows the list is a chip that takes itself away, by click or by Delete."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.gui.editor.filter_chips import FilterChips
from composer.library.shelf_filter import ShelfFilter

CHOSEN = ShelfFilter(kinds=frozenset({"event"}), authors=frozenset({"Anna Lind"}), not_sent=True)


@pytest.fixture
def chips(show: Any) -> FilterChips:
    made = FilterChips()
    show(made, 400, 100)
    made.show_filter(CHOSEN, {})
    return made


def words(chips: FilterChips) -> list[str]:
    return [one.text() for one in chips.chips()]


def test_a_chip_for_each_part_and_one_for_all(chips: FilterChips) -> None:
    assert words(chips) == ["Event", "Anna Lind", "Not sent yet", "Clear filters"]
    assert chips.chips()[0].accessibleName() == "Take away the filter “Event”"
    chips.show_filter(ShelfFilter(kinds=frozenset({"event"})), {})
    assert words(chips) == ["Event"]
    chips.show_filter(ShelfFilter(), {})
    assert not chips.isVisible()


def test_a_chip_is_taken_away_by_keys_and_the_focus_stays(qtbot: Any, chips: FilterChips) -> None:
    heard: list[tuple[str, str]] = []
    chips.removed.connect(lambda name, value: heard.append((name, value)))
    chips.chips()[1].setFocus()
    qtbot.keyClick(chips.chips()[1], Qt.Key.Key_Delete)
    assert heard == [("authors", "Anna Lind")]
    chips.show_filter(CHOSEN.without(*heard[0]), {})
    qtbot.waitUntil(lambda: chips.chips()[1].hasFocus(), timeout=2_000)
    qtbot.keyClick(chips.chips()[0], Qt.Key.Key_Space)
    assert heard[-1] == ("kinds", "event")


def test_all_at_once(qtbot: Any, chips: FilterChips) -> None:
    with qtbot.waitSignal(chips.cleared):
        qtbot.keyClick(chips.chips()[-1], Qt.Key.Key_Return)


def test_long_words_are_cut_for_the_eye_only(chips: FilterChips) -> None:
    chips.show_filter(ShelfFilter(categories=frozenset({"A category with a very long name indeed"})), {})
    assert words(chips)[0].endswith("…")
    assert "very long name indeed" in chips.chips()[0].accessibleName()
