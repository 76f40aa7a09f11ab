"""Lines of what is known."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from composer.gui.editor.fact_list import FactList
from composer.gui.editor.item_facts import Fact


def words(facts: FactList) -> str:
    return "\n".join(one.text() for one in facts.findChildren(QLabel) if one.isVisibleTo(facts))


def test_a_correction_is_shown_beside_the_source_and_given_back(qtbot: Any, show: Any) -> None:
    facts = FactList()
    show(facts, 340, 300)
    facts.show_facts(
        [
            Fact(("deadline",), "Closes", "Friday 10 July 2026", corrected=True, source_says="Monday 6 July 2026"),
            Fact(("value",), "Value", "£5", "Stands in its text."),
        ]
    )
    assert "Its source says: Monday 6 July 2026" in words(facts)
    assert "Stands in its text." in words(facts)
    (back,) = facts.findChildren(QPushButton)
    assert back.accessibleName() == "Closes: as its source says"
    with qtbot.waitSignal(facts.restore_wanted) as told:
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert told.args == [("deadline",)]
    facts.show_facts([])
    assert words(facts) == ""
