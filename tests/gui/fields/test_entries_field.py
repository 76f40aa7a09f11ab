"""A list of events: one open, each with its form; adding, moving and removing are steps of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from composer.blocks.events import EventEntry
from composer.blocks.fields import Entries
from composer.gui.fields.entries_field import EntriesField, entry_title

KIND = Entries("Events", entry=EventEntry, entry_name="event")
SWIM = EventEntry(id="a", title="Winter swim", starts=datetime(2026, 12, 13, 10))
CAROLS = EventEntry(id="b", title="Carols")


def press(qtbot: Any, made: Any, name: str, which: int = 0) -> None:
    found = [one for one in made.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    qtbot.mouseClick(found[which], Qt.MouseButton.LeftButton)


def test_opening_one_closes_the_other(qtbot: Any, field: Any) -> None:
    made: EntriesField = field(KIND, (SWIM, CAROLS))
    press(qtbot, made, "Winter swim")
    assert [row._form is not None and row._form.isVisible() for row in made._rows] == [True, False]
    press(qtbot, made, "Carols")
    assert [row._form is not None and row._form.isVisible() for row in made._rows] == [False, True]
    press(qtbot, made, "Carols")
    assert not any(row._form is not None and row._form.isVisible() for row in made._rows)


def test_typing_in_one_changes_it_alone_and_merges(qtbot: Any, field: Any) -> None:
    made = field(KIND, (SWIM, CAROLS))
    made.open_entry("b")
    line = made._rows[1]._form.fields["title"].first_widget()
    line.setFocus()
    line.end(False)
    qtbot.keyClicks(line, "!")
    (value, typing) = made.heard[-1]
    assert [entry.title for entry in value] == ["Winter swim", "Carols!"]
    assert typing == "b.title"
    assert made._rows[1].title.accessibleName() == "Carols!"


def test_adding_opens_the_new_one_and_is_a_step_of_its_own(qtbot: Any, field: Any) -> None:
    made = field(KIND, (SWIM,))
    press(qtbot, made, "Add event")
    (value, typing) = made.heard[-1]
    assert (len(value), typing) == (2, "")
    line = made._rows[1]._form.fields["title"].first_widget()
    qtbot.keyClicks(line, "Soup")
    assert made.heard[-1][0][1].title == "Soup"


def test_moving_and_removing(qtbot: Any, field: Any) -> None:
    made = field(KIND, (SWIM, CAROLS))
    made.open_entry("b")
    press(qtbot, made, "Move up")
    assert [entry.id for entry in made.heard[-1][0]] == ["b", "a"]
    press(qtbot, made, "Remove")
    assert [entry.id for entry in made.heard[-1][0]] == ["a"]
    count = len(made.heard)
    made.move_entry("a", -1)
    assert len(made.heard) == count


def test_undo_from_outside_shows_the_old_entries_with_the_same_one_open(qtbot: Any, field: Any) -> None:
    made = field(KIND, (SWIM, CAROLS))
    made.open_entry("a")
    made.show_value((EventEntry(id="a", title="Summer swim"),))
    assert made._rows[0].title.accessibleName() == "Summer swim"
    assert made._rows[0]._form.isVisible()
    assert len(made._rows) == 1


def test_an_entry_without_words_still_has_a_name(qtbot: Any, field: Any) -> None:
    made = field(KIND, (EventEntry(id="x"),))
    assert made._rows[0].title.accessibleName() == "New event"
    assert entry_title(EventEntry(place="Pier 2")) == "Pier 2"
