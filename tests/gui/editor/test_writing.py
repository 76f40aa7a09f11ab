"""The writing keys do nothing where there is nothing to write in; in a text they do (see the composer's own test)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QPushButton

from composer.gui.actions import ACTIONS
from composer.gui.editor.writing import WRITING


def test_every_writing_key_is_an_action_and_harmless_elsewhere(qtbot: Any, show: Any) -> None:
    assert set(WRITING) == {row.id for row in ACTIONS if row.menu == "write"}
    button = QPushButton("x")
    show(button)
    button.setFocus()
    for carry_out in WRITING.values():
        carry_out()


def test_a_name_goes_into_a_line_too_and_is_told(qtbot: Any, show: Any) -> None:
    line = QLineEdit("Dear ")
    show(line)
    line.setFocus()
    line.end(False)
    told: list[str] = []
    line.textEdited.connect(told.append)
    WRITING["insert_name"]()
    assert told == ["Dear {{first_name|friend}}"]
