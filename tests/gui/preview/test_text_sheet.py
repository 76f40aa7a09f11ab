"""The plain text, written by hand block by block; what it was can always be had again, and the legal lines stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer.blocks.footer import Footer
from composer.blocks.plain_words import PlainWords
from composer.blocks.text import TextBlock
from composer.document.brand import Brand
from composer.document.edits import UpdateBlock
from composer.document.history import History
from composer.document.issue import Issue
from composer.document.plain_edits import SetPlainWords
from composer.gui.preview.text_sheet import TextSheet
from composer.rendering.plaintext import plain_text

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Desk:
    """A sheet and the issue it writes in."""

    def __init__(self, sheet: TextSheet) -> None:
        self.sheet = sheet
        blocks = (TextBlock(id="a", text="Dear {{first_name|friend}},"), TextBlock(id="b", text="At **ten**."), Footer(id="f"))
        self.history = History.start(Issue(brand=Brand(organisation="Trust", postal_address="1 Road"), blocks=blocks), NOW)
        sheet.words_written.connect(self._written)
        sheet.show_issue(self.history.issue)

    def _written(self, block_id: str, words: PlainWords | None) -> None:
        self.do(SetPlainWords(block_id, words))

    def do(self, edit: Any) -> None:
        self.history.apply(edit, NOW)
        self.sheet.show_issue(self.history.issue)


@pytest.fixture
def desk(qtbot: QtBot, show: Any) -> Desk:
    made = Desk(TextSheet())
    show(made.sheet, 420, 600)
    qtbot.mouseClick(made.sheet.change_button, Qt.MouseButton.LeftButton)
    return made


def test_every_block_has_its_field_with_its_words(desk: Desk) -> None:
    assert {key: field.editor.toPlainText() for key, field in desk.sheet.fields.items()} == {
        "a": "Dear {{first_name|friend}},",
        "b": "At ten.",
        "f": "",
    }
    assert not any(field.again_button.isVisible() for field in desk.sheet.fields.values())


def test_what_is_typed_goes_into_the_text_part_and_is_undone_as_one(qtbot: QtBot, desk: Desk) -> None:
    field = desk.sheet.fields["b"]
    field.editor.moveCursor(field.editor.textCursor().MoveOperation.End)
    qtbot.keyClicks(field.editor, " Bring a cup.")
    text = plain_text(desk.history.issue)
    assert "At ten. Bring a cup." in text
    assert "Unsubscribe: " in text
    assert field.again_button.isVisible()
    assert field.editor.textCursor().atEnd()
    desk.history.undo()
    desk.sheet.show_issue(desk.history.issue)
    assert field.editor.toPlainText() == "At ten."
    assert not desk.history.can_undo


def test_it_outlives_a_change_of_the_block_and_says_when_it_cannot(qtbot: QtBot, desk: Desk) -> None:
    field = desk.sheet.fields["b"]
    field.editor.setPlainText("Ten o'clock sharp.")
    assert not field.keep_button.isVisible()
    desk.do(UpdateBlock("b", {"text": "At eleven."}))
    assert field.editor.toPlainText() == "Ten o'clock sharp."
    assert field.keep_button.isVisible()
    qtbot.mouseClick(field.keep_button, Qt.MouseButton.LeftButton)
    assert not field.keep_button.isVisible()
    assert "Ten o'clock sharp." in plain_text(desk.history.issue)
    qtbot.mouseClick(field.again_button, Qt.MouseButton.LeftButton)
    assert field.editor.toPlainText() == "At eleven."
    assert desk.history.issue.block("b").plain is None


def test_done_shows_the_letter_as_it_goes_out(qtbot: QtBot, desk: Desk) -> None:
    desk.sheet.show_lines("Dear Anna,")
    assert desk.sheet.writing
    qtbot.mouseClick(desk.sheet.change_button, Qt.MouseButton.LeftButton)
    assert not desk.sheet.writing
    assert desk.sheet.lines.isVisible()
    assert desk.sheet.lines.isReadOnly()


def test_an_issue_without_blocks_has_nothing_to_write_in(qtbot: QtBot, show: Any) -> None:
    sheet = TextSheet()
    show(sheet, 420, 300)
    sheet.show_issue(Issue())
    qtbot.mouseClick(sheet.change_button, Qt.MouseButton.LeftButton)
    assert sheet.fields == {}
