"""One chip holds; arrow keys go on; a change of options keeps the choice where it can."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.gui.widgets.chips import ChipRow

OPTIONS = [("all", "All"), ("posts", "Posts"), ("events", "Events")]


def test_keys_and_clicks_choose(qtbot: Any, show: Any) -> None:
    row = ChipRow("Kinds")
    row.set_options(OPTIONS)
    show(row, 300, 40)
    assert row.value() == "all"
    chosen: list[str] = []
    row.chosen.connect(chosen.append)
    row.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert chosen == ["posts", "all", "events"]
    assert QApplication.focusWidget().accessibleName() == "Kinds: Events"


def test_the_choice_survives_other_options_where_it_is_among_them(qtbot: Any) -> None:
    row = ChipRow("Kinds")
    qtbot.addWidget(row)
    row.set_options(OPTIONS)
    row.set_value("posts")
    row.set_options(OPTIONS[:2])
    assert row.value() == "posts"
    row.set_options(OPTIONS[:1])
    assert row.value() == "all"
