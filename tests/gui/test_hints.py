"""One sentence at the first visit to a place; put away it is gone for good, and never in the way."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.gui import changes
from composer.gui.hints import HINTS, LEAST_HEIGHT, Hints
from composer.gui.places import places
from composer.settings import load_settings


@pytest.fixture
def hints(window: Any, harbour: Any) -> Hints:
    return Hints(window, harbour.workspace)


def test_every_hint_belongs_to_a_place_and_is_one_sentence() -> None:
    assert set(HINTS) <= set(places())
    for words in HINTS.values():
        assert words.endswith(".")
        assert ". " not in words
        assert len(words) < 120


def test_a_hint_put_away_by_key_is_gone_for_good(qtbot: Any, window: Any, harbour: Any, hints: Hints) -> None:
    assert hints.strip.words == HINTS["compose"]
    window.show_place("people")
    assert hints.strip.words == HINTS["people"]
    hints.strip.close_button.setFocus()
    qtbot.keyClick(hints.strip.close_button, Qt.Key.Key_Space)
    assert hints.strip.words == ""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.page("people").isAncestorOf(focused), "the keys go on in the page"
    settings = harbour.workspace.folder / "settings.toml"
    qtbot.waitUntil(lambda: load_settings(settings).hints_off == ("people",))
    window.show_place("compose")
    assert hints.strip.words == HINTS["compose"], "only that one"
    window.show_place("people")
    assert hints.strip.words == ""
    window.show_place("settings")
    assert hints.strip.words == "", "there is nothing to say there"


def test_all_come_back_when_the_settings_say_so(qtbot: Any, window: Any, harbour: Any, hints: Hints) -> None:
    hints.strip.close_button.click()
    qtbot.waitUntil(lambda: harbour.workspace.settings.hints_off == ("compose",))
    harbour.workspace.save_settings(msgspec.structs.replace(harbour.workspace.settings, hints_off=()))
    window.changes.note(changes.SETTINGS)
    assert hints.strip.words == HINTS["compose"]


def test_a_low_window_keeps_its_room_and_the_focus_is_left_alone(qtbot: Any, window: Any, hints: Hints) -> None:
    focused = QApplication.focusWidget()
    window.resize(1024, LEAST_HEIGHT - 1)
    qtbot.waitUntil(lambda: hints.strip.words == "")
    window.resize(1024, 768)
    qtbot.waitUntil(lambda: hints.strip.words == HINTS["compose"])
    assert QApplication.focusWidget() is focused


def test_more_leads_to_the_chapter_about_the_place(qtbot: Any, window: Any, hints: Hints) -> None:
    window.show_place("people")
    hints.strip.more.setFocus()
    qtbot.keyClick(hints.strip.more, Qt.Key.Key_Return)
    assert window.shown == "guide"
    assert window.page("guide").chapter == "people"
    assert hints.strip.words == ""
