"""Going back in the composer, with real keys, and what was gone back from is not lost."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from composer.document.edits import RemoveBlock, SetHeader, UpdateBlock
from composer.gui.editor.looking_back import LookingBack

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: Any, qtbot: Any) -> Any:
    """The composer with three steps done and the history open."""
    found = window.page("compose")
    assert isinstance(found.looking_back, LookingBack)
    found.changing.edit(UpdateBlock("greeting", {"text": "Hello there"}))
    found.changing.edit(RemoveBlock("roof"))
    found.changing.edit(SetHeader("subject", "Another subject"))
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL | SHIFT)
    assert found.arrange.history.list.hasFocus()
    return found


def test_back_to_the_beginning_and_undone_again(page: Any, window: Any, qtbot: Any) -> None:
    panel = page.arrange.history
    qtbot.keyClick(panel.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: panel.about.back.isVisible())
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert page.session.issue.subject == "Lights on at the harbour"
    assert page.session.issue.block("roof")
    assert "It is as it was: The beginning" in window.toast_words
    assert len(page.session.steps) == 5, "nothing that was done is lost"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert page.session.issue.subject == "Another subject"


def test_one_section_alone(page: Any, window: Any, qtbot: Any) -> None:
    panel = page.arrange.history
    qtbot.keyClick(panel.list, Qt.Key.Key_End)
    wanted = "Bring back “The boathouse roof is finished”"
    qtbot.waitUntil(lambda: any(one.accessibleName() == wanted for one in panel.findChildren(QPushButton)))
    next(one for one in panel.findChildren(QPushButton) if one.accessibleName() == wanted).click()
    issue = page.session.issue
    assert [block.id for block in issue.blocks][:3] == ["greeting", "roof", "more0"]
    assert issue.subject == "Another subject"
    assert issue.block("greeting").text == "Hello there"
    assert page.session.history.undo_label == wanted


def test_a_name_is_found_again_after_the_program_was_closed(page: Any, harbour: Any, qtbot: Any) -> None:
    panel = page.arrange.history
    panel.name_field.setFocus()
    qtbot.keyClicks(panel.name_field, "As agreed with Anna")
    qtbot.keyClick(panel.name_field, Qt.Key.Key_Return)
    assert panel.list.currentIndex().data() == "As agreed with Anna"
    assert page.autosave.flush() is None
    again = harbour.workspace.documents.open(harbour.issue.id)
    assert again.steps[again.position].restore_point == "As agreed with Anna"


def test_escape_leads_back_to_the_blocks(page: Any, window: Any, qtbot: Any) -> None:
    qtbot.keyClick(page.arrange.history.list, Qt.Key.Key_Escape)
    assert page.outline.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL | SHIFT)
    assert not page.outline.isVisible()
    page.leading.to_block("greeting")
    assert page.outline.isVisible(), "a click on a part of the preview brings its block, not a hidden one"
    assert page.outline.open_block == "greeting"
