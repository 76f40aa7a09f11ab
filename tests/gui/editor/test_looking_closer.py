"""From the list into an item, its kind in one key, and its fields by hand, all by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from composer.gui.editor.whats_new import WhatsNew
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.library.item import FoundDate, Item

CLOSES = FoundDate(
    starts=date(2026, 12, 10), day=10, month=12, time="12:00", role="closes", words="noon on 10 December", sentence="By noon."
)
POST = Item(
    id="slip",
    title="A new slipway",
    text="We look for a builder. By noon on 10 December.",
    categories=("Works",),
    published=datetime(2026, 11, 20, tzinfo=UTC),
    dates=(CLOSES,),
    notes=("A video became a picture with a link.",),
    kind_reason="Nothing in it points to another kind.",
)


@pytest.fixture
def pane(qtbot: Any, show: Any, harbour: Any, jobs: Jobs) -> WhatsNew:
    workspace = harbour.workspace
    source = workspace.source_list.add("feed", "https://harbour.example/feed", "Harbour Friends").id
    workspace.shelf.keep([POST, Item(id="pier", title="The pier", categories=("Works",))], source)
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    made = WhatsNew(workspace, jobs, tiles)
    made.stored.connect(lambda _what: made.reload())
    show(made, 360, 640)
    made.set_list("Friends")
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    made.list.setFocus()
    made.list.setCurrentIndex(made.model.index_of("slip"))
    return made


def kind_of(pane: WhatsNew, item_id: str = "slip") -> str:
    return str(pane._workspace.shelf.get(item_id).kind)


def test_a_kind_is_corrected_in_one_key_and_remembered_in_another(qtbot: Any, pane: WhatsNew) -> None:
    with qtbot.waitSignal(pane.offered) as told:
        qtbot.keyClick(pane.list, Qt.Key.Key_5)
    assert told.args[0] == "Now treated as an invitation to tender."
    assert kind_of(pane) == "tender"
    qtbot.waitUntil(lambda: bool(pane.closer.rule_bar.words))
    assert pane.list.hasFocus()
    with qtbot.waitSignal(pane.offered) as remembered:
        qtbot.keyClick(pane.list, Qt.Key.Key_R)
    assert remembered.args[0] == "Remembered; 1 item changed."
    assert kind_of(pane, "pier") == "tender"
    assert pane.closer.rule_bar.words == ""
    told.args[2]()
    qtbot.waitUntil(lambda: kind_of(pane) == "tender" and pane._jobs.busy == 0)
    pane.peek("pier")
    panel = pane.closer.panel
    qtbot.waitUntil(panel.forget.isVisible)
    qtbot.mouseClick(panel.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kind_of(pane, "pier") == "news")


def test_right_looks_closer_and_a_number_there_changes_the_kind_too(qtbot: Any, pane: WhatsNew) -> None:
    qtbot.keyClick(pane.list, Qt.Key.Key_Right)
    panel = pane.closer.panel
    assert panel.item.id == "slip"
    assert panel._reason.text() == "Nothing in it points to another kind."
    assert "A video became a picture with a link." in panel.dropped.text()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_5)
    qtbot.waitUntil(lambda: kind_of(pane) == "tender" and panel.item.kind == "tender")
    assert panel._reason.text() == "You chose it."
    qtbot.waitUntil(panel.forget.isVisible)
    assert panel.forget.accessibleName() == "Take it for a post again"
    qtbot.mouseClick(panel.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kind_of(pane) == "news" and panel.item.kind == "news")
    assert panel._reason.text() == "Nothing in it points to another kind."
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(pane.list.hasFocus)


def test_a_date_of_the_text_becomes_the_closing_date_and_is_given_back(qtbot: Any, pane: WhatsNew) -> None:
    pane.peek("slip")
    panel = pane.closer.panel
    qtbot.waitUntil(lambda: panel._looked is not None)
    closes = panel.dates.buttons()[0]
    assert closes.accessibleName() == "Use as closing date: Thursday 10 December 2026, 12:00"
    qtbot.mouseClick(closes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.item.deadline is not None)
    assert panel.dates.isHidden()
    back = panel.facts.findChildren(QPushButton)[0]
    assert back.accessibleName() == "Closes: as its source says"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.item.deadline is None)


def test_a_field_is_corrected_in_the_form(qtbot: Any, pane: WhatsNew) -> None:
    pane.peek("slip")
    panel, form = pane.closer.panel, pane.closer.form
    qtbot.mouseClick(panel.correct, Qt.MouseButton.LeftButton)
    title = QApplication.focusWidget()
    qtbot.keyClick(title, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(title, "The slipway")
    with qtbot.waitSignal(pane.offered) as told:
        qtbot.keyClick(title, Qt.Key.Key_Return)
    assert told.args[0] == "Changed."
    assert form.isHidden()
    qtbot.waitUntil(lambda: panel.item.title == "The slipway")
    told.args[2]()
    qtbot.waitUntil(lambda: panel.item.title == "A new slipway")


def test_an_item_of_ones_own_is_written_and_stands_in_the_list(qtbot: Any, pane: WhatsNew) -> None:
    new = next(one for one in pane.findChildren(QPushButton) if one.accessibleName() == "New item…")
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(QApplication.focusWidget(), "Thank you for the soup")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 3)
    assert pane._stack.currentWidget() is pane.list
    new.click()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert pane.list.hasFocus()


def test_in_the_composer_the_list_follows_at_once(qtbot: Any, page: Any) -> None:
    whats_new = page.whats_new
    whats_new.list.setFocus()
    whats_new.list.setCurrentIndex(whats_new.model.index_of("gifts"))
    qtbot.keyClick(whats_new.list, Qt.Key.Key_6)

    def is_report() -> bool:
        row = whats_new.model.item_row(whats_new.model.index_of("gifts"))
        return row is not None and row.item.kind == "report"

    qtbot.waitUntil(is_report)
    assert whats_new.model.item_row(whats_new.list.currentIndex()).item.id == "gifts"


def test_the_menu_of_an_item_offers_its_kinds(qtbot: Any, pane: WhatsNew) -> None:
    place = pane.list.visualRect(pane.list.currentIndex()).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, pane.list.viewport().mapToGlobal(place))
    QApplication.sendEvent(pane.list.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    chosen = [action.text() for action in menu.actions() if action.isChecked()]
    assert chosen == ["It is a post\t1"]
    next(action for action in menu.actions() if action.text() == "It is a report\t6").trigger()
    menu.close()
    qtbot.waitUntil(lambda: kind_of(pane) == "report")
