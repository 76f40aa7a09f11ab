"""Three panes, two or one; what the user drew is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel

from composer.gui.editor.panes import Panes


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def made(memory: QSettings) -> Panes:
    return Panes(QLabel("pick"), QLabel("arrange"), QLabel("preview"), memory)


def shown(panes: Panes) -> str:
    return " ".join(pane for pane in ("pick", "arrange", "preview") if panes.shows(pane))  # type: ignore[arg-type]


def test_the_width_decides(qtbot: Any, show: Any, memory: QSettings) -> None:
    panes = made(memory)
    show(panes, 1150, 500)
    assert (panes.mode, shown(panes)) == (3, "pick arrange preview")
    panes.resize(920, 500)
    assert (panes.mode, shown(panes)) == (2, "pick arrange")
    panes.resize(700, 500)
    assert (panes.mode, shown(panes)) == (1, "arrange")
    panes.resize(1150, 500)
    assert shown(panes) == "pick arrange preview"


def test_two_panes_take_turns(qtbot: Any, show: Any, memory: QSettings) -> None:
    panes = made(memory)
    show(panes, 920, 500)
    told: list[bool] = []
    panes.preview_shown.connect(told.append)
    panes.toggle_preview()
    assert shown(panes) == "arrange preview"
    panes.bring("pick")
    assert shown(panes) == "pick arrange"
    panes.bring("arrange")
    assert shown(panes) == "pick arrange"
    assert told[:2] == [True, False]


def test_one_pane_by_its_tab(qtbot: Any, show: Any, memory: QSettings) -> None:
    panes = made(memory)
    show(panes, 600, 500)
    panes.bring("pick")
    assert panes._tabs.value() == "pick"
    panes._tabs.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert shown(panes) == "arrange"
    panes.toggle_preview()
    assert shown(panes) == "preview"
    panes.toggle_preview()
    assert shown(panes) == "arrange"


def test_what_was_drawn_is_there_again(qtbot: Any, show: Any, memory: QSettings) -> None:
    panes = made(memory)
    show(panes, 1200, 500)
    panes._splitter.setSizes([300, 500, 400])
    panes._splitter.splitterMoved.emit(300, 1)
    wanted = panes._splitter.sizes()
    memory.sync()
    again = made(QSettings(memory.fileName(), QSettings.Format.IniFormat))
    show(again, 1200, 500)
    assert all(abs(one - other) < 12 for one, other in zip(again._splitter.sizes(), wanted, strict=True))


def test_nonsense_in_the_memory_does_no_harm(qtbot: Any, show: Any, memory: QSettings) -> None:
    memory.setValue("compose/panes-3", ["x", "0", "-1"])
    panes = made(memory)
    show(panes, 1200, 500)
    assert min(panes._splitter.sizes()) >= 250
