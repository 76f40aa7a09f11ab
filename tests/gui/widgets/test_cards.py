"""Cards show what they are given, say which is chosen, and their trailing icon can be clicked."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView

from composer.gui.theme import DARK, LIGHT, active_theme, contrast
from composer.gui.widgets.cards import (
    _TILES,
    CARD_ROLE,
    TILE,
    CardDelegate,
    CardFace,
    CardState,
    SectionFace,
    card_height,
    paint_card,
    trailing_rect,
    with_picture,
)

FACE = CardFace(
    "The boathouse roof is finished", "Post · 18 Nov · Anna Lind", "newspaper", "news", trailing="plus", note="sent in May"
)


def painted(face: CardFace, state: CardState = CardState(), width: int = 340) -> QImage:
    image = QImage(width, card_height(), QImage.Format.Format_ARGB32)
    image.fill(active_theme().colour("bg"))
    painter = QPainter(image)
    paint_card(painter, QRect(0, 0, width, card_height()), face, state, 1.0)
    painter.end()
    return image


@pytest.mark.parametrize("tile", sorted(_TILES))
def test_the_drawing_on_every_tile_is_seen_in_both_themes(tile: str) -> None:
    for ground, drawing in _TILES[tile]:
        assert contrast(ground, drawing) >= 4.5  # also large enough for the day and month on it


def test_chosen_and_focused_differ_from_plain_and_from_each_other(qtbot: Any) -> None:
    pictures = [painted(FACE), painted(FACE, CardState(selected=True)), painted(FACE, CardState(focused=True))]
    assert len({bytes(picture.constBits()) for picture in pictures}) == 3
    edge = painted(FACE, CardState(focused=True)).pixelColor(170, 1)
    assert edge.name().upper() == LIGHT.focus


def test_a_picture_fills_the_tile(qtbot: Any) -> None:
    red = QPixmap(96, 96)
    red.fill(Qt.GlobalColor.red)
    middle = painted(with_picture(FACE, red)).pixelColor(10 + TILE // 2, card_height() // 2)
    assert middle.name() == "#ff0000"


def test_every_part_is_painted(qtbot: Any) -> None:
    plain = CardFace("Title")
    assert painted(plain) != painted(CardFace("Title", "caption"))
    assert painted(plain) != painted(CardFace("Title", leaf=("13", "DEC")))
    assert painted(plain) != painted(CardFace("Title", dimmed=True))
    assert painted(CardFace("Title", "caption")) != painted(CardFace("Title", "caption", note="sent in May"))


def test_words_stay_inside_however_long(qtbot: Any) -> None:
    long = CardFace("word " * 200, "caption " * 200, note="note " * 100, trailing="plus")
    assert painted(long).pixelColor(338, 20).name().upper() == LIGHT.surface


def test_dark_is_dark(qtbot: Any) -> None:
    active_theme().set_mode("dark")
    try:
        assert painted(FACE).pixelColor(200, 8).name().upper() == DARK.surface
    finally:
        active_theme().set_mode("light")


class Model(QAbstractListModel):
    def rowCount(self, parent: Any = QModelIndex()) -> int:
        return 2

    def data(self, index: Any, role: int = 0) -> Any:
        return (FACE if index.row() else SectionFace("Older (3)", True)) if role == CARD_ROLE else None


def test_the_trailing_icon_is_clicked_the_rest_is_not(qtbot: Any, show: Any) -> None:
    view = QListView()
    view.setModel(Model(view))
    delegate = CardDelegate(view)
    view.setItemDelegate(delegate)
    show(view, 340, 300)
    row = view.visualRect(view.model().index(1, 0))
    card = delegate.card_rect(row)
    clicked: list[int] = []
    delegate.trailing_clicked.connect(lambda index: clicked.append(index.row()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=card.topLeft() + QPoint(20, 20))
    assert clicked == []
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=trailing_rect(card).center())
    assert clicked == [1]
    assert not view.grab().isNull()
