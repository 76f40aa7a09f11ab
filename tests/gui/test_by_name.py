"""Anything by its name, with the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from composer.gui.command_palette import CommandPalette

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def palette(window: Any, qtbot: Any) -> CommandPalette:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL | SHIFT)
    found = window.findChild(CommandPalette)
    assert found is not None
    qtbot.waitUntil(found.isVisible)
    qtbot.waitUntil(lambda: any("December newsletter" in title for title in found.shown))
    return found


def test_an_action_is_done_by_a_few_letters(palette: CommandPalette, window: Any, qtbot: Any) -> None:
    qtbot.keyClicks(palette.field, "to the subj")
    assert palette.shown[0] == "To the subject"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    qtbot.waitUntil(window.page("compose").header.subject.hasFocus)


def test_places_and_arrow_keys(palette: CommandPalette, window: Any, qtbot: Any) -> None:
    qtbot.keyClicks(palette.field, "place")
    assert palette.shown[:5] == ["Issues", "People", "Brand", "Sources", "Sent"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.shown == "people"


def test_an_issue_by_a_word_of_its_subject(palette: CommandPalette, window: Any, qtbot: Any) -> None:
    qtbot.keyClicks(palette.field, "lights")
    assert palette.shown == ["December newsletter: Lights on at the harbour"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.shown == "compose"


def test_a_person_by_the_beginning_of_the_name(palette: CommandPalette, window: Any, qtbot: Any) -> None:
    qtbot.keyClicks(palette.field, "okonk")
    qtbot.waitUntil(lambda: palette.shown == ["Ngozi Okonkwo, person1@example.org"])
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.shown == "people"
    page = window.page("people")
    qtbot.waitUntil(lambda: any("person1@example.org" in one.text() for one in page.findChildren(QLabel) if one.isVisible()))


def test_nothing_found_is_said_and_escape_leads_back(palette: CommandPalette, window: Any, qtbot: Any) -> None:
    qtbot.keyClicks(palette.field, "zzzz")
    assert palette.shown == []
    assert any(found.isVisible() and "Nothing is called so" in found.text() for found in palette.findChildren(QLabel))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.shown == "compose"


def test_what_cannot_be_done_now_is_not_offered(window: Any, qtbot: Any) -> None:
    window.show_place("people")
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL | SHIFT)
    found = window.findChild(CommandPalette)
    assert "To the subject" not in found.shown
    assert "Find" in found.shown
