"""The window: places, panes, menus, words at its edges, and an end that loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from composer.document.edits import SetHeader
from composer.errors import SourceError, WorkspaceError
from composer.gui import changes
from composer.gui.application import build_window, close_window
from composer.gui.jobs import OurFaultError
from composer.gui.widgets.rail import NARROW, WIDE

CTRL = Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_places_by_key_and_the_rail_shows_where_one_is(qtbot: Any, window: Any) -> None:
    places = window.rail.places()
    assert window.shown == "compose"
    assert window.rail.focus_widget().accessibleName() == "Issues"
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.shown == places[1]
    window.go_back()
    assert window.shown == "compose"


def test_a_page_is_made_when_it_is_first_wanted(window: Any) -> None:
    made = window.made_pages()
    window.show_place("people")
    assert len(window.made_pages()) == len(made) + 1
    assert window.page("people") is window.page("people")


def test_a_change_refreshes_what_shows_at_once_and_the_rest_when_seen(qtbot: Any, window: Any) -> None:
    people, compose = window.page("people"), window.page("compose")
    window.show_place("people")
    told: list[str] = []
    people.refresh = lambda: told.append("people")
    compose.refresh = lambda: told.append("compose")
    window.changes.note(changes.PEOPLE)
    assert told == ["people"]
    window.show_place("compose")
    assert told == ["people", "compose"]
    window.show_place("people")
    assert told == ["people", "compose"]


def test_an_unknown_place_is_said_not_crashed(window: Any) -> None:
    window.show_place("moon")
    assert window.toast_words
    assert window.shown == "compose"


def test_errors_stand_above_the_page(window: Any) -> None:
    window.jobs.failed.emit(SourceError("Not reached since Tuesday."))
    assert window.banner.words == "Not reached since Tuesday."
    window.banner.hide()
    window.show_error(OurFaultError("That was our fault."))
    assert window.banner.isHidden(), "the bug sheet says it already"


def test_our_fault_shows_the_sheet_and_work_goes_on(qtbot: Any, harbour: Any, on_the_shelf: Any, plain_preview: Any) -> None:
    window = build_window(harbour.workspace, theme="light", place="compose")
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.page("compose").session is not None)
    window.jobs.submit(lambda: 1 / 0)
    qtbot.waitUntil(lambda: window.bug_sheet is not None and window.bug_sheet.isVisible())
    window.bug_sheet.close_sheet()
    assert window.page("compose").changing.edit(SetHeader("subject", "Still here"))
    close_window(window)
    assert harbour.workspace.documents.issue(harbour.issue.id).subject == "Still here"


def test_the_keys_of_this_screen(qtbot: Any, window: Any) -> None:
    qtbot.mouseClick(window.page("compose").header._help, Qt.MouseButton.LeftButton)
    assert window._key_sheet.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window._key_sheet.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert window._key_sheet.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_F10, Qt.Key.Key_Alt])
def test_menus_come_when_asked_for(qtbot: Any, window: Any, key: Qt.Key) -> None:
    assert window.menuBar().isHidden()
    qtbot.keyClick(window, key)
    assert window.menuBar().isVisible()
    qtbot.keyClick(window, key)
    assert window.menuBar().isHidden()


def test_alt_with_another_key_brings_no_menus(qtbot: Any, window: Any) -> None:
    qtbot.keyPress(window, Qt.Key.Key_Alt)
    qtbot.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(window, Qt.Key.Key_Alt)
    assert window.menuBar().isHidden()


def test_a_narrow_window_has_a_narrow_rail(qtbot: Any, window: Any) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.rail.width() == NARROW)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.rail.width() == WIDE)
    assert window.minimumSize().width() <= 720


def test_size_is_remembered(qtbot: Any, harbour: Any, on_the_shelf: Any, plain_preview: Any) -> None:
    first = build_window(harbour.workspace, theme="light", place="compose")
    first.resize(777, 666)
    first.show()
    qtbot.waitExposed(first)
    close_window(first)
    second = build_window(harbour.workspace, theme="light", place="compose")
    assert second.size() == QSize(777, 666)
    close_window(second)


def test_closing_writes_the_last_key(qtbot: Any, harbour: Any, on_the_shelf: Any, plain_preview: Any) -> None:
    window = build_window(harbour.workspace, theme="light", place="compose")
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.page("compose").session is not None)
    qtbot.keyClick(window, Qt.Key.Key_U, CTRL)
    qtbot.keyClicks(focused(), "The very last words")
    close_window(window)
    assert harbour.workspace.documents.issue(harbour.issue.id).subject == "The very last words"


def test_with_a_full_disk_it_stays_open_and_says_so(qtbot: Any, window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = window.page("compose")

    def full(_changes: Any) -> None:
        raise WorkspaceError("The disk is full.", "Your text is still here, not yet saved.")

    with monkeypatch.context() as patch:
        patch.setattr(type(page.workspace.documents), "save", lambda _self, changes, _at=None: full(changes))
        page.changing.edit(SetHeader("subject", "Unsaved"))
        assert not window.close()
        assert window.isVisible()
        assert window.banner.words == "The disk is full."
    assert window.close()


def test_every_focusable_thing_has_a_name(qtbot: Any, window: Any) -> None:
    page = window.page("compose")
    page.outline.open("roof")
    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName():
            text = getattr(widget, "text", lambda: "")()
            if not text:
                nameless.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert nameless == []


def test_starting_again_closes_first_and_only_where_nothing_keeps_it_open(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    window.show_place("people")
    monkeypatch.setattr(window.page("people"), "may_leave", lambda: False)
    window.restart()
    assert not window.restarts
    monkeypatch.undo()
    window.restart()
    assert window.restarts
