"""Facts are said with words and a drawing, never by colour alone, and a note with no words is not there."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from composer.gui.sending.fact_rows import FactRows, Note, StateLine
from composer.gui.widgets.labels import label


def test_each_row_has_its_caption_and_its_content(qtbot: QtBot) -> None:
    rows = FactRows()
    qtbot.addWidget(rows)
    rows.add("From").addWidget(label("Anna Lind"))
    rows.add("To").addWidget(label("412 people"))
    assert [found.text() for found in rows.findChildren(QLabel)] == ["From", "Anna Lind", "To", "412 people"]


def test_a_state_has_words_and_a_drawing(qtbot: QtBot) -> None:
    line = StateLine()
    qtbot.addWidget(line)
    line.show_state("danger", "circle-x", "2 refused")
    assert line.words == "2 refused"
    drawing = line.findChildren(QLabel)[0]
    assert not drawing.pixmap().isNull()


def test_a_note_is_there_only_while_it_has_something_to_say(qtbot: QtBot) -> None:
    note = Note()
    qtbot.addWidget(note)
    note.say("Practice mailbox on this computer.")
    assert note.words == "Practice mailbox on this computer."
    assert note.accessibleName() == note.words
    note.say("")
    assert note.isHidden()
    assert note.words == ""
