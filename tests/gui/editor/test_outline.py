"""The outline: one block open, one stop for Tab, drops between the cards and never below the footer."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.gui.editor.drop_surface import DropSurface
from composer.gui.editor.outline import BLOCK_MIME, Outline
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.markdown_edit import MarkdownEdit
from composer.gui.jobs import Jobs
from composer.gui.models.item_model import ITEMS_MIME
from composer.gui.models.tile_pictures import TilePictures

BLOCKS = (*(TextBlock(id=name, text=f"Words of {name}") for name in "abcd"), Footer(id="foot"))


@pytest.fixture
def outline(harbour: Any, jobs: Jobs, show: Any) -> Outline:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    made = Outline(FieldTools(jobs, harbour.workspace.pictures, tiles, harbour.workspace.clock))
    made.show_blocks(BLOCKS)
    show(made, 340, 620)
    return made


def order(outline: Outline) -> list[str]:
    cards = sorted(outline._cards.values(), key=lambda card: card.y())
    return [card.block_id for card in cards]


def block_data(block_id: str) -> QMimeData:
    data = QMimeData()
    data.setData(BLOCK_MIME, QByteArray(block_id.encode()))
    return data


def drop(outline: Outline, data: QMimeData, y: int) -> None:
    at = QPointF(50, y)
    none, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    outline.dragEnterEvent(QDragEnterEvent(at.toPoint(), copy, data, left, none))
    outline.dragMoveEvent(QDragMoveEvent(at.toPoint(), copy, data, left, none))
    assert outline.drop_line() is not None
    outline.dropEvent(QDropEvent(at, copy, data, left, none))
    assert outline.drop_line() is None


def test_cards_follow_the_blocks(qtbot: Any, outline: Outline) -> None:
    assert order(outline) == ["a", "b", "c", "d", "foot"]
    kept = outline.card("b")
    outline.show_blocks((BLOCKS[3], BLOCKS[1], TextBlock(id="new", text="New"), BLOCKS[4]))
    qtbot.waitUntil(lambda: order(outline) == ["d", "b", "new", "foot"])
    assert outline.card("b") is kept, "what stays is not made anew"


def test_one_is_open_at_a_time(outline: Outline) -> None:
    opened: list[str] = []
    outline.opened.connect(opened.append)
    outline.open("a")
    outline.open("c")
    assert [card.is_open for card in outline._cards.values()] == [False, False, True, False, False]
    outline.show_blocks([block for block in BLOCKS if block.id != "c"])
    assert outline.open_block == ""
    assert opened == ["a", "c", ""]
    outline.open("gone")
    assert outline.open_block == ""


def test_arrows_walk_and_only_one_card_is_a_stop(qtbot: Any, outline: Outline) -> None:
    outline.focus_block("b")
    qtbot.keyClick(outline.card("b"), Qt.Key.Key_Down)
    assert outline.card("c").hasFocus()
    qtbot.keyClick(outline.card("c"), Qt.Key.Key_End)
    assert outline.card("foot").hasFocus()
    qtbot.keyClick(outline.card("foot"), Qt.Key.Key_Home)
    assert outline.card("a").hasFocus()
    stops = [card.block_id for card in outline._cards.values() if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["a"]
    assert outline.focus_current() is outline.card("a")


@pytest.mark.parametrize(("block", "slot", "index"), [("a", 2, 1), ("d", 0, 0), ("b", 4, 3), ("c", 9, 3)])
def test_dropping_a_block_between_others(outline: Outline, block: str, slot: int, index: int) -> None:
    moves: list[tuple[list[str], int]] = []
    outline.move_wanted.connect(lambda *said: moves.append(said))
    cards = list(outline._cards.values())
    y = cards[slot].y() + 2 if slot < len(cards) else outline.height() - 4
    drop(outline, block_data(block), y)
    assert moves == [([block], index)]


def test_dropping_a_block_where_it_stands_changes_nothing(outline: Outline) -> None:
    moves: list[tuple[list[str], int]] = []
    outline.move_wanted.connect(lambda *said: moves.append(said))
    drop(outline, block_data("b"), outline.card("b").y() + 2)
    drop(outline, block_data("foot"), 2)
    drop(outline, block_data("unknown"), 2)
    assert moves == []


def test_several_are_dropped_together(outline: Outline) -> None:
    moves: list[tuple[list[str], int]] = []
    outline.move_wanted.connect(lambda *said: moves.append(said))
    drop(outline, block_data("a c"), outline.card("d").y() + outline.card("d").height() - 2)
    assert moves == [(["a", "c"], 2)]
    assert isinstance(outline.widget(), DropSurface)


def test_dropping_items_says_where(outline: Outline) -> None:
    dropped: list[tuple[list[str], int]] = []
    outline.items_dropped.connect(lambda *said: dropped.append(said))
    data = QMimeData()
    data.setData(ITEMS_MIME, QByteArray(b"roof\nswim"))
    drop(outline, data, outline.card("c").y() + 2)
    assert dropped == [(["roof", "swim"], 2)]


def test_strangers_are_not_taken_and_leaving_clears_the_line(outline: Outline) -> None:
    data = QMimeData()
    data.setText("words")
    none, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    enter.ignore()
    outline.dragEnterEvent(enter)
    assert not enter.isAccepted()
    outline.dragMoveEvent(QDragMoveEvent(QPoint(5, 5), copy, block_data("a"), left, none))
    assert outline.drop_line() is not None
    outline.dragLeaveEvent(QDragLeaveEvent())
    assert outline.drop_line() is None


def test_findings_show_on_their_cards_for_eye_and_ear(outline: Outline) -> None:
    outline.set_troubles({"b": "1 picture has no description"})
    assert outline.card("b").accessibleName().endswith("1 picture has no description")
    assert outline.card("b").toolTip() == "1 picture has no description"
    outline.set_troubles({})
    assert outline.card("b").toolTip() == ""


def test_sixty_blocks_and_a_key_press_stay_quick(qtbot: Any, outline: Outline) -> None:
    many = [*(TextBlock(id=f"t{number}", text="Words " * 200) for number in range(60)), Footer(id="foot")]
    outline.show_blocks(many)
    shown: list[str] = []
    original = outline._show_card

    def counted(at: int, *, echo: bool = False) -> None:
        shown.append(many[at].id)
        original(at, echo=echo)

    outline._show_card = counted  # type: ignore[method-assign]
    many[7] = TextBlock(id="t7", text="Changed")
    outline.show_blocks(many, echo_of="t7")
    assert shown == ["t7"], "one key changes one card"


def test_few_forms_stay_made_and_one_opened_again_shows_the_block_as_it_is(qtbot: Any, outline: Outline) -> None:
    for name in "abcd":
        outline.open(name)
    assert [outline.card(name).form is not None for name in "abcd"] == [False, True, True, True]
    outline.open("c")
    outline.open("a")
    assert [outline.card(name).form is not None for name in "abcd"] == [True, False, True, True], "unused for longest"
    outline.show_blocks((TextBlock(id="a", text="New words"), TextBlock(id="b", text="Other words"), *BLOCKS[2:]))
    outline.open("b")
    form = outline.card("b").form
    assert form is not None
    assert "Other words" in form.findChildren(MarkdownEdit)[0].markdown()
