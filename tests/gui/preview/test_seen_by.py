"""“As seen by”: real people where there are any, and always someone whose name is not known."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer.gui.jobs import Jobs
from composer.gui.preview.seen_by import SeenBy


def names(box: SeenBy) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


def test_real_people_are_offered_and_the_keyboard_chooses(qtbot: QtBot, harbour: Any, jobs: Jobs) -> None:
    box = SeenBy(harbour.workspace, jobs)
    qtbot.addWidget(box)
    assert names(box) == [
        "Anna (invented)",
        "Someone with a very long name",
        "Someone who writes from right to left",
        "Someone with no name",
    ]
    with qtbot.waitSignal(box.chosen, timeout=10_000):
        box.refresh("Friends")
    assert "Ngozi Okonkwo" in names(box)
    assert names(box)[-1] == "Someone with no name"
    assert box.values["first_name"]
    with qtbot.waitSignal(box.chosen) as told:
        qtbot.keyClick(box, Qt.Key.Key_End)
    assert told.args[0]["first_name"] == ""


def test_the_chosen_person_stays_when_people_are_read_again(qtbot: QtBot, harbour: Any, jobs: Jobs) -> None:
    box = SeenBy(harbour.workspace, jobs)
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.chosen, timeout=10_000):
        box.refresh()
    box.setCurrentText("Siân Prŷs")
    harbour.add_people(1, start=20)
    before = box.count()
    box.refresh()
    qtbot.waitUntil(lambda: box.count() == before + 1, timeout=10_000)
    assert box.currentText() == "Siân Prŷs"
