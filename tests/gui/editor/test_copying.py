"""Cut, copy and paste of blocks by keys, within an issue and into another."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from composer.document.block_clipboard import MEDIA_TYPE
from composer.gui.editor.copying import Copying

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: Any) -> Any:
    """The composer, the focus on the article about the roof."""
    found = window.page("compose")
    assert isinstance(found.copying, Copying)
    found.outline.focus_block("roof")
    return found


def ids(page: Any) -> list[str]:
    return [block.id for block in page.session.issue.blocks]


def press(page: Any, qtbot: Any, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(page.window().focusWidget(), key, modifier)


def test_a_run_is_cut_and_pasted_elsewhere_and_undone(page: Any, qtbot: Any) -> None:
    before = ids(page)
    press(page, qtbot, Qt.Key.Key_Down, SHIFT)
    assert page.outline.chosen_blocks() == ["roof", "more0"]
    assert page.outline.card("roof").property("selected") is True
    press(page, qtbot, Qt.Key.Key_X, CTRL)
    assert ids(page) == [block for block in before if block not in ("roof", "more0")]
    page.outline.focus_block("more3")
    press(page, qtbot, Qt.Key.Key_V, CTRL)
    titles = [block.title() for block in page.session.issue.blocks]
    at = ids(page).index("more3")
    assert titles[at + 1] == "The boathouse roof is finished"
    assert page.outline.chosen_blocks() == ids(page)[at + 1 : at + 3], "what was pasted is chosen"
    page.changing.undo()
    page.changing.undo()
    assert ids(page) == before
    assert "Forty volunteers" in QGuiApplication.clipboard().text()


def test_into_another_issue(page: Any, window: Any, harbour: Any, qtbot: Any) -> None:
    press(page, qtbot, Qt.Key.Key_C, CTRL)
    window.show_place("compose", ("new", ""))
    qtbot.waitUntil(lambda: page.session is not None and page.session.issue.id != harbour.issue.id)
    page.outline.focus_block(ids(page)[0])
    press(page, qtbot, Qt.Key.Key_V, CTRL)
    assert page.session.issue.blocks[1].title() == "The boathouse roof is finished"
    assert page.session.issue.blocks[1].id != "roof"


def test_all_and_none_by_keys_and_the_footer_is_never_among_them(page: Any, qtbot: Any) -> None:
    press(page, qtbot, Qt.Key.Key_A, CTRL)
    assert page.outline.chosen_blocks() == [block for block in ids(page) if block != "footer"]
    press(page, qtbot, Qt.Key.Key_Escape)
    assert page.outline.chosen_blocks() == ["roof"]
    press(page, qtbot, Qt.Key.Key_Space, CTRL)
    page.outline.card("more2").wanted.emit("more2", "toggle")
    assert page.outline.chosen_blocks() == ["roof", "more2"]


def test_ctrl_and_shift_with_the_mouse(page: Any, qtbot: Any) -> None:
    for block, modifier in (("more1", CTRL), ("more3", SHIFT)):
        card = page.outline.card(block)
        page.outline.ensureWidgetVisible(card)
        qtbot.mouseClick(card._head, Qt.MouseButton.LeftButton, modifier, card._head.rect().center())
    assert page.outline.chosen_blocks() == ["more1", "more2", "more3"]
    assert page.outline.open_block == ""
    card = page.outline.card("more2")
    qtbot.mouseClick(card._head, Qt.MouseButton.LeftButton, pos=card._head.rect().center())
    assert page.outline.open_block == "more2"
    assert page.outline.chosen_blocks() == ["more2"]


def test_alt_arrows_move_them_together(page: Any, window: Any, qtbot: Any) -> None:
    press(page, qtbot, Qt.Key.Key_Down, SHIFT)
    press(page, qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert ids(page)[:4] == ["greeting", "more1", "roof", "more0"]
    qtbot.waitUntil(lambda: page.outline.card("roof").hasFocus())
    assert page.outline.chosen_blocks() == ["roof", "more0"], "they stay chosen"


def test_nothing_to_paste_and_what_is_no_block_are_said(page: Any, window: Any, qtbot: Any) -> None:
    QGuiApplication.clipboard().setText("Just words")
    press(page, qtbot, Qt.Key.Key_V, CTRL)
    assert "No block was copied" in window.toast_words
    data = QMimeData()
    data.setData(MEDIA_TYPE, QByteArray(b"[{}]"))
    QGuiApplication.clipboard().setMimeData(data)
    press(page, qtbot, Qt.Key.Key_V, CTRL)
    assert window.banner.isVisible()


def test_in_a_text_the_keys_are_the_texts_own(page: Any, window: Any, qtbot: Any) -> None:
    page.header.subject.setFocus()
    page.header.subject.selectAll()
    before = ids(page)
    qtbot.keyClick(page.header.subject, Qt.Key.Key_X, CTRL)
    assert page.header.subject.text() == ""
    assert ids(page) == before
    assert QGuiApplication.clipboard().text() == "Lights on at the harbour"
