"""One table of actions: no key twice, every action reachable, nobody answers for what cannot be done now."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from composer.gui.actions import ACTIONS, MENUS, Actions, keys_in_words


def test_no_key_means_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys if not key.startswith("~"))
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(QKeySequence(key.lstrip("~")).toString() for row in ACTIONS for key in row.keys)


def test_ids_are_unique_and_every_menu_exists() -> None:
    assert len({row.id for row in ACTIONS}) == len(ACTIONS)
    assert {row.menu for row in ACTIONS} == {menu for menu, _words in MENUS}


def test_letters_in_a_menu_are_unique() -> None:
    for menu, _words in MENUS:
        letters = [row.text[row.text.index("&") + 1].casefold() for row in ACTIONS if row.menu == menu]
        assert len(set(letters)) == len(letters), f"two entries of “{menu}” share a letter"


@pytest.fixture
def window(qtbot: Any, show: Any) -> QMainWindow:
    made = QMainWindow()
    made.menuBar().hide()
    show(made, 400, 300)
    return made


def test_keys_work_although_the_menus_are_hidden(qtbot: Any, window: QMainWindow) -> None:
    done: list[str] = []
    table = Actions(window)
    table.rewire({"review": lambda: done.append("review"), "undo": lambda: done.append("undo")})
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == ["review", "undo"]
    assert table["undo"].isEnabled()
    assert not table["redo"].isEnabled()
    table.rewire({})
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    table.trigger("undo")
    assert done == ["review", "undo"]


def test_a_page_cannot_answer_for_what_is_no_action(window: QMainWindow) -> None:
    with pytest.raises(ValueError, match="fly"):
        Actions(window).rewire({"fly": lambda: None})


def test_keys_in_words() -> None:
    assert keys_in_words("send_test") == "Ctrl+T"
    assert keys_in_words("remove") == "Del"
    assert keys_in_words("nothing") == ""
