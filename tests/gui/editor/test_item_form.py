"""An item's fields written by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.gui.editor.item_form import ItemForm
from composer.gui.fields.field_widget import FieldTools
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.library.item import KINDS, Item


@pytest.fixture
def form(show: Any, harbour: Any, jobs: Jobs) -> ItemForm:
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    workspace = harbour.workspace
    made = ItemForm(FieldTools(jobs, workspace.pictures, tiles, workspace.clock), workspace.zone)
    show(made, 360, 640)
    return made


def test_a_tender_is_written_by_keys(qtbot: Any, form: ItemForm) -> None:
    form.write_new()
    form.kind.setFocus()
    qtbot.keyClicks(form.kind, "Tender")
    qtbot.waitUntil(lambda: form.kind.currentData() == "tender")
    form.kind.activated.emit(form.kind.currentIndex())
    form.focus_first()
    qtbot.keyClicks(QApplication.focusWidget(), "A new slipway")
    form.focus_first("deadline")
    qtbot.keyClicks(QApplication.focusWidget(), "31.01.2027")
    with qtbot.waitSignal(form.kept) as told:
        qtbot.mouseClick(form.keep_button, Qt.MouseButton.LeftButton)
    made = told.args[0]
    assert (made.kind, made.title) == ("tender", "A new slipway")
    assert made.deadline == datetime(2027, 1, 31, tzinfo=ZoneInfo("Europe/London"))


def test_without_a_title_it_says_so_and_keeps_nothing(qtbot: Any, form: ItemForm) -> None:
    form.write_new()
    with qtbot.assertNotEmitted(form.kept):
        qtbot.mouseClick(form.keep_button, Qt.MouseButton.LeftButton)
    assert form._wrong.text() == "Give it a title."
    assert form.form is not None
    assert form.form.fields["title"].first_widget().hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Tea")
    with qtbot.waitSignal(form.kept):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert form._wrong.isHidden()


def test_a_day_that_cannot_be_read_is_not_lost_silently(qtbot: Any, form: ItemForm) -> None:
    form.correct(Item(id="talk", kind="event", title="Talk"))
    form.focus_first("starts")
    qtbot.keyClicks(QApplication.focusWidget(), "someday")
    with qtbot.assertNotEmitted(form.kept):
        qtbot.mouseClick(form.keep_button, Qt.MouseButton.LeftButton)
    assert form._wrong.text() == "“Starts” cannot be read as it is written."


def test_what_was_written_stays_when_the_kind_is_changed_and_esc_keeps_nothing(qtbot: Any, form: ItemForm) -> None:
    form.write_new()
    form.focus_first()
    qtbot.keyClicks(QApplication.focusWidget(), "Open day")
    form.kind.setCurrentIndex(KINDS.index("event"))
    form.kind.activated.emit(form.kind.currentIndex())
    assert form.form is not None
    assert list(form.form.fields)[:4] == ["title", "starts", "ends", "all_day"]
    assert form._values["title"] == "Open day"
    form.focus_first()
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
