"""What there is to write about, in passing, with one way to choose from all of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from composer.gui.widgets.new_things import NewThings
from composer.library.item import Item

ITEMS = (
    Item(id="roof", kind="news", title="The boathouse roof is finished", published=datetime(2026, 11, 18, 9, tzinfo=UTC)),
    Item(id="swim", kind="event", title="Winter swim", starts=datetime(2026, 12, 13, 10), place="Pier 2"),
)


def words(card: NewThings) -> list[str]:
    return [shown.text() for shown in card.findChildren(QLabel) if shown.text()]


def test_each_is_named_with_its_kind_and_day_and_the_button_says_how_many(qtbot: Any, show: Any) -> None:
    pressed: list[int] = []
    card = NewThings(ITEMS, 41, date(2026, 11, 23), lambda: pressed.append(1))
    show(card, 800, 200)
    assert "The boathouse roof is finished" in words(card)
    assert any("Event" in said and "13 Dec" in said for said in words(card))
    assert card.choose.text() == "Choose from all 41"
    card.choose.setFocus()
    qtbot.keyClick(card.choose, Qt.Key.Key_Return)
    assert pressed == [1]


def test_where_all_are_named_there_is_nothing_more_to_press(qtbot: Any, show: Any) -> None:
    card = NewThings(ITEMS, 2, date(2026, 11, 23), lambda: None)
    show(card, 800, 200)
    assert card.findChildren(QPushButton) == []
