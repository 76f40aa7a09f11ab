"""A card opens at a click, is dragged by its head, and says what its block is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.gui.editor.block_card import BlockCard
from composer.gui.editor.block_words import block_face
from composer.gui.fields.field_widget import FieldTools
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures


@pytest.fixture
def tools(harbour: Any, jobs: Jobs) -> FieldTools:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    return FieldTools(jobs, harbour.workspace.pictures, tiles, harbour.workspace.clock)


def made(tools: FieldTools, block: Any) -> tuple[BlockCard, list[tuple[str, str]]]:
    card = BlockCard(block.id, tools)
    wanted: list[tuple[str, str]] = []
    card.wanted.connect(lambda *said: wanted.append(said))
    card.show_block(block, block_face((block,), 0), "", "", "Text, Hello, 1 of 1")
    return card, wanted


def test_a_click_wants_it_open_another_closed(qtbot: Any, show: Any, tools: FieldTools) -> None:
    card, wanted = made(tools, TextBlock(id="a", text="Hello"))
    show(card, 320, 400)
    qtbot.mouseClick(card._head, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert wanted == [("a", "open")]
    card.set_open(True)
    assert card.form is not None
    assert card.form.isVisible()
    qtbot.mouseClick(card._head, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert wanted[-1] == ("a", "close")
    assert card.accessibleName() == "Text, Hello, 1 of 1"
    assert card.accessibleDescription() == "open"


def test_dragging_the_head_is_no_click(qtbot: Any, show: Any, tools: FieldTools) -> None:
    card, wanted = made(tools, TextBlock(id="a", text="Hello"))
    show(card, 320, 100)
    dragged: list[str] = []
    card.dragged.connect(dragged.append)
    qtbot.mousePress(card._head, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    qtbot.mouseMove(card._head, QPoint(30, 60))
    qtbot.mouseRelease(card._head, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    assert dragged == ["a"]
    assert wanted == []
    assert not card.picture().isNull()


def test_the_tools_below_the_form(qtbot: Any, show: Any, tools: FieldTools) -> None:
    card, wanted = made(tools, TextBlock(id="a", text="Hello"))
    show(card, 320, 400)
    card.set_open(True)
    for name in ("Move up", "Move down", "Duplicate", "Remove"):
        found = next(one for one in card.findChildren(QPushButton) if one.accessibleName() == name)
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    assert [what for _id, what in wanted] == ["up", "down", "duplicate", "remove"]


def test_a_locked_block_offers_no_tools_and_no_drag(qtbot: Any, show: Any, tools: FieldTools) -> None:
    card, _wanted = made(tools, Footer(id="f"))
    show(card, 320, 400)
    card.set_open(True)
    assert not any(one.isVisible() for one in card.findChildren(QPushButton) if one.accessibleName() == "Remove")
    dragged: list[str] = []
    card.dragged.connect(dragged.append)
    qtbot.mousePress(card._head, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    qtbot.mouseMove(card._head, QPoint(30, 60))
    assert dragged == []


def test_an_echo_leaves_the_form_alone(qtbot: Any, show: Any, tools: FieldTools) -> None:
    card, _wanted = made(tools, TextBlock(id="a", text="Hello"))
    show(card, 320, 400)
    card.set_open(True)
    edit = card.form.fields["text"].edit  # type: ignore[union-attr]
    other = TextBlock(id="a", text="Changed elsewhere")
    card.show_block(other, block_face((other,), 0), "", "", "", echo=True)
    assert edit.markdown() == "Hello"
    again = TextBlock(id="a", text="Undone")
    card.show_block(again, block_face((again,), 0), "", "", "")
    assert edit.markdown() == "Undone"
