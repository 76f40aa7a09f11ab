"""Tags on links: chosen by key, seen as they will stand in the letter, one step to take back."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from composer.document.brand import Brand
from composer.document.edits import SetHeader
from composer.document.issue import LinkTags
from composer.picking.starting import new_issue


def press(qtbot: QtBot, place: Any, name: str) -> None:
    made = next(found for found in place.findChildren(QPushButton) if found.accessibleName() == name and found.isVisible())
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Return)


def test_chosen_changed_and_taken_back(qtbot: QtBot, window: Any) -> None:
    page = window.page("compose")
    page.handlers()["link_tags"]()
    sheet = page.handing_out._tags
    assert sheet is not None
    assert sheet.isVisible()
    assert not sheet._fields.isEnabled()
    qtbot.keyClick(sheet._on, Qt.Key.Key_Space)
    assert sheet._shown.text() == (
        "https://harbourfriends.example/news?utm_source=harbour-news&utm_medium=email&utm_campaign=december-newsletter"
    )
    sheet._campaign.setFocus()
    qtbot.keyClicks(sheet._campaign, "Roof appeal")
    assert sheet._shown.text().endswith("utm_campaign=roof-appeal")
    press(qtbot, sheet, "Save")
    assert not sheet.isVisible()
    assert page.changing.issue.link_tags == LinkTags(source="harbour-news", medium="email", campaign="Roof appeal")
    assert page.session.history.undo_label == "Tag links for statistics"
    page.changing.undo()
    assert page.changing.issue.link_tags is None


def test_without_a_website_it_says_what_to_do(qtbot: QtBot, window: Any) -> None:
    page = window.page("compose")
    page.changing.edit(SetHeader("brand", Brand(organisation="Harbour Friends")))
    page.handlers()["link_tags"]()
    sheet = page.handing_out._tags
    assert sheet is not None
    assert sheet._nowhere.isVisible()
    assert not sheet._on.isEnabled()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_next_issue_has_them_too_with_its_own_name(harbour: Any) -> None:
    issue = msgspec.structs.replace(harbour.issue, link_tags=LinkTags(source="x", campaign="Roof appeal"))
    following = new_issue(harbour.newsletter, previous=issue, number=2, now=harbour.workspace.clock())
    assert following.link_tags == LinkTags(source="x")
