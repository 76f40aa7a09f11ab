"""Words of a choice that have no room end in …"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStyleOptionComboBox

from composer.gui.widgets.eliding_choice import ElidingChoice

LONG = "They support the charity and gave us the address themselves"


def test_words_without_room_end_in_dots_and_are_whole_in_the_tool_tip(qtbot: Any, show: Any) -> None:
    choice = ElidingChoice()
    choice.addItems(["Choose", LONG])
    show(choice, 200, 36)
    assert choice.toolTip() == ""
    choice.setCurrentIndex(1)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert option.currentText.startswith("They support")
    assert option.currentText.endswith("…")
    assert choice.toolTip() == LONG
    choice.resize(800, 36)
    choice.initStyleOption(option)
    assert (option.currentText, choice.toolTip()) == (LONG, "")


def test_the_list_that_drops_down_is_wide_enough(qtbot: Any, show: Any) -> None:
    choice = ElidingChoice()
    choice.addItems(["Choose", LONG])
    show(choice, 120, 36)
    choice.showPopup()
    assert choice.view().minimumWidth() > choice.view().fontMetrics().horizontalAdvance(LONG)
    choice.hidePopup()
