"""The rail shows where one is, works by keys, and keeps its names when only icons are left."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from composer.gui.widgets.rail import NARROW, WIDE, Rail


@pytest.fixture
def rail(qtbot: Any, show: Any) -> Rail:
    made = Rail("Places")
    made.add_place("issues", "Issues", "newspaper", "Ctrl+1")
    made.add_place("people", "People", "users", "Ctrl+2")
    made.add_place("settings", "Settings", "settings", bottom=True)
    show(made, WIDE, 500)
    return made


def buttons(rail: Rail) -> list[QPushButton]:
    return rail.findChildren(QPushButton)


def test_a_click_and_a_key_choose(qtbot: Any, rail: Rail) -> None:
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    qtbot.mouseClick(buttons(rail)[1], Qt.MouseButton.LeftButton)
    buttons(rail)[0].setFocus()
    qtbot.keyClick(buttons(rail)[0], Qt.Key.Key_Down)
    assert buttons(rail)[1].hasFocus()
    qtbot.keyClick(buttons(rail)[1], Qt.Key.Key_Return)
    assert chosen == ["people", "people"]
    assert rail.places() == ["issues", "people"]


def test_one_place_is_lit_or_none(qtbot: Any, rail: Rail) -> None:
    rail.light("people")
    assert [made.isChecked() for made in buttons(rail)] == [False, True, False]
    assert rail.focus_widget() is buttons(rail)[1]
    rail.light("first_run")
    assert not any(made.isChecked() for made in buttons(rail))


def test_narrow_it_keeps_its_names(qtbot: Any, rail: Rail) -> None:
    rail.set_narrow(True)
    assert rail.width() == NARROW
    assert [made.text() for made in buttons(rail)] == ["", "", ""]
    assert [made.accessibleName() for made in buttons(rail)] == ["Issues", "People", "Settings"]
    assert "Ctrl+1" in buttons(rail)[0].toolTip()
    rail.set_narrow(False)
    assert buttons(rail)[0].text().strip() == "Issues"
    assert rail.width() == WIDE


def test_the_foot_says_how_the_work_stands(qtbot: Any, rail: Rail) -> None:
    rail.set_state("cloud-check", "All changes saved")
    assert rail.state_words == "All changes saved"
    rail.set_state("", "")
    assert rail.state_words == ""


def test_without_a_network_the_foot_says_so_but_not_over_something_worse(qtbot: Any, rail: Rail) -> None:
    rail.set_state("cloud-check", "All changes saved")
    rail.set_online(False)
    assert rail.state_words == "Offline"
    rail.set_state("triangle-alert", "Not saved yet", "warn")
    assert rail.state_words == "Not saved yet"
    rail.set_state("cloud-check", "All changes saved")
    assert rail.state_words == "Offline"
    rail.set_online(True)
    assert rail.state_words == "All changes saved"
