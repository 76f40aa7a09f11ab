"""Buttons have names, answer Return and Space, and leave the caret where it is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from composer.gui.widgets.buttons import Segments, button, icon_button, name_icon_button, set_words, without_mnemonic


def test_a_button_is_named_and_pressed_by_return_space_and_mouse(qtbot: Any, show: Any) -> None:
    pressed: list[int] = []
    made = button("&Send me a test", lambda: pressed.append(1), icon="send", tip="Ctrl+T")
    show(made, 200, 50)
    assert made.accessibleName() == "Send me a test"
    assert made.toolTip() == "Ctrl+T"
    qtbot.keyClick(made, Qt.Key.Key_Return)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert len(pressed) == 3
    qtbot.keyClick(made, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(pressed) == 4)


def test_a_click_leaves_the_caret_in_the_text(qtbot: Any, show: Any) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    line, bold = QLineEdit(), icon_button("bold", "Bold")
    column.addWidget(line)
    column.addWidget(bold)
    show(page)
    line.setFocus()
    qtbot.mouseClick(bold, Qt.MouseButton.LeftButton)
    assert line.hasFocus()


def test_an_icon_button_has_its_name_and_keys_in_its_tool_tip(qtbot: Any) -> None:
    made = icon_button("undo-2", "Undo", keys="Ctrl+Z")
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.toolTip()) == ("Undo", "Undo  (Ctrl+Z)")
    name_icon_button(made, "Undo: Remove “Roof”", "Ctrl+Z")
    assert made.toolTip() == "Undo: Remove “Roof”  (Ctrl+Z)"


@pytest.mark.parametrize("dense", [True, False])
def test_targets_are_large_enough(qtbot: Any, show: Any, dense: bool) -> None:
    made = icon_button("x", "Close", dense=dense)
    show(made, 32, 32)
    assert made.width() >= 32
    assert made.height() >= 32


def test_words_can_change_and_the_name_with_them(qtbot: Any) -> None:
    made = button("Add", icon="plus")
    qtbot.addWidget(made)
    set_words(made, "Take out")
    assert made.accessibleName() == "Take out"
    made.setText("Take 40 out")
    assert made.accessibleName() == "Take 40 out"
    made.setAccessibleName("Take 40 people out")
    made.setText("Out")
    assert made.accessibleName() == "Take 40 people out", "a name of its own stays"
    assert made.text().strip() == "Out"


def test_an_ampersand_stays_one() -> None:
    assert without_mnemonic("Review && s&end") == ("Review && send", "E")


def test_segments_show_one_choice_and_tell_the_next(qtbot: Any, show: Any) -> None:
    made = Segments([("left", "Left"), ("right", "Right")], name="Picture stands")
    show(made, 200, 50)
    made.set_value("left")
    assert made.value() == "left"
    with qtbot.waitSignal(made.chosen) as told:
        qtbot.keyClick(made.focusProxy(), Qt.Key.Key_Right)
    assert told.args == ["right"]
    assert made.value() == "right"
