"""Words are plain, and too long ones end in …"""

from __future__ import annotations

from typing import Any

from composer.gui.widgets.labels import ElidedLabel, label


def test_markup_of_strangers_is_shown_as_typed(qtbot: Any) -> None:
    made = label("<img src='https://tracker.example/x.png'>", "strong")
    qtbot.addWidget(made)
    assert made.text().startswith("<img")
    assert made.textFormat().name == "PlainText"


def test_a_long_line_is_cut_and_whole_in_the_tool_tip(qtbot: Any, show: Any) -> None:
    made = ElidedLabel("Forty volunteers, three weekends\nand one very tall ladder", "strong")
    show(made, 120, 30)
    assert made.toolTip() == "Forty volunteers, three weekends and one very tall ladder"
    narrow = made.grab().toImage()
    made.resize(600, 30)
    assert made.toolTip() == ""
    assert made.grab().toImage() != narrow
    assert made.minimumSizeHint().width() <= 40
