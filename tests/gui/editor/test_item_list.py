"""The list one picks from, by keys and by mouse."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal

from composer.gui.editor.item_list import ItemList
from composer.gui.models.item_model import ItemModel
from composer.gui.widgets.cards import trailing_rect
from composer.library.item import Item
from composer.library.shelf import ShelfRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Tiles(QObject):
    ready = Signal(str)
    of_address = staticmethod(lambda _url: None)


@pytest.fixture
def listing(qtbot: Any, show: Any) -> Any:
    model = ItemModel(Tiles(), lambda: date(2026, 11, 23))  # type: ignore[arg-type]
    model.set_rows(
        [ShelfRow(Item(id=name, title=name), NOW, (), False, NOW) for name in ("a", "b", "c")],
        [ShelfRow(Item(id="old", title="old"), NOW, (), False, NOW)],
    )
    made = ItemList(model, "What's new")
    show(made, 340, 600)
    made.setFocus()
    heard = SimpleNamespace(toggled=[], peeked=[], links=[], left=[])
    made.toggled.connect(heard.toggled.append)
    made.peeked.connect(heard.peeked.append)
    made.link_wanted.connect(heard.links.append)
    made.left_upwards.connect(lambda: heard.left.append(1))
    return SimpleNamespace(view=made, model=model, heard=heard)


def test_the_focus_finds_the_first_row(listing: Any) -> None:
    assert listing.view.currentIndex().row() == 0


def test_space_and_return_toggle_one_or_several_in_their_order(qtbot: Any, listing: Any) -> None:
    view = listing.view
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Up, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert listing.heard.toggled == [["a"], ["b"], ["a", "b"]]
    qtbot.keyClick(view, Qt.Key.Key_Space, SHIFT)
    assert listing.heard.links == ["a", "b"]


def test_the_older_ones_open_at_their_line(qtbot: Any, listing: Any) -> None:
    view, model = listing.view, listing.model
    for _number in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert model.rowCount() == 5
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert model.rowCount() == 4
    rect = view.visualRect(model.index(3))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert model.rowCount() == 5
    assert listing.heard.toggled == []


def test_up_from_the_top_leads_to_the_filter(qtbot: Any, listing: Any) -> None:
    qtbot.keyClick(listing.view, Qt.Key.Key_Up)
    assert listing.heard.left == [1]


def test_a_click_on_the_plus_adds_a_double_click_looks(qtbot: Any, listing: Any) -> None:
    view = listing.view
    rect = view.visualRect(listing.model.index(1))
    card = view.itemDelegate().card_rect(rect)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=trailing_rect(card).center())
    assert listing.heard.toggled == [["b"]]
    spot = rect.topLeft() + QPoint(90, 30)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert listing.heard.peeked == ["b"]
    assert listing.heard.toggled == [["b"]]
