"""The box by its keys: what is written is what is kept, to the last sign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from composer.gui.fields.markdown_edit import MOST_LINES, MarkdownEdit

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def edit(qtbot: Any, show: Any) -> Iterator[MarkdownEdit]:
    page = QWidget()
    column = QVBoxLayout(page)
    made = MarkdownEdit("Text", max_length=400)
    column.addWidget(made)
    column.addWidget(QLineEdit("next"))
    column.addStretch(1)
    show(page, 400, 700)
    made.setFocus()
    yield made
    del page  # kept until here, for Qt deletes what nobody holds


def paste(edit: MarkdownEdit, text: str = "", html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    edit.insertFromMimeData(data)


def put_caret(edit: MarkdownEdit, start: int, end: int | None = None) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start if end is None else end, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def test_paragraphs_lists_and_line_breaks_by_keys(qtbot: Any, edit: MarkdownEdit) -> None:
    qtbot.keyClicks(edit, "Dear all,")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "- soup")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "bread")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "Pier 2")
    qtbot.keyClick(edit, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(edit, "Portmouth")
    assert edit.markdown() == "Dear all,\n\n- soup\n- bread\n\nPier 2\\\nPortmouth"
    for _letter in "Portmouth":
        qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.markdown().endswith("Pier 2\\\n")


def test_every_key_is_told_once_and_painting_is_no_key(qtbot: Any, edit: MarkdownEdit) -> None:
    heard: list[str] = []
    edit.markdown_edited.connect(heard.append)
    qtbot.keyClicks(edit, "a **b**")
    qtbot.keyClick(edit, Qt.Key.Key_Left)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    edit.setFocus()
    assert heard == ["a", "a ", "a *", "a **", "a **b", "a **b*", "a **b**"]


def test_writing_tools(qtbot: Any, edit: MarkdownEdit) -> None:
    edit.show_markdown("a big roof")
    put_caret(edit, 3)
    edit.bold()
    assert edit.markdown() == "a **big** roof"
    edit.bold()
    edit.italic()
    assert edit.markdown() == "a *big* roof"
    edit.italic()
    edit.bullets()
    assert edit.markdown() == "- a big roof"
    edit.bullets()
    edit.heading()
    assert edit.markdown() == "## a big roof"
    put_caret(edit, 5, 8)
    edit.set_link("big", "https://a.example")
    assert edit.markdown() == "## a [big](https://a.example) roof"
    put_caret(edit, 7)
    assert edit.link_here() == ("big", "https://a.example")


def test_undo_belongs_to_the_issue(qtbot: Any, edit: MarkdownEdit) -> None:
    qtbot.keyClicks(edit, "words")
    qtbot.keyClick(edit, Qt.Key.Key_Z, CTRL)
    assert edit.markdown() == "words"
    qtbot.keyClick(edit, Qt.Key.Key_K, CTRL)
    assert edit.markdown() == "words"


def test_what_is_shown_anew_changes_only_what_differs(qtbot: Any, edit: MarkdownEdit) -> None:
    heard: list[str] = []
    edit.show_markdown("one two three")
    edit.markdown_edited.connect(heard.append)
    put_caret(edit, 13)
    edit.show_markdown("one 2 three")
    assert heard == []
    assert edit.textCursor().position() == 5, "the caret stands where the change was"
    qtbot.keyClicks(edit, "!")
    assert heard == ["one 2! three"]


@pytest.mark.parametrize(
    "words", ["10\u00a0000 people", "Siân Prŷs \U0001f600 שלום", "tab\there", "a\u2028b", "<b>raw</b> & *x*", "  two  spaces  "]
)
def test_nothing_is_lost(qtbot: Any, edit: MarkdownEdit, words: str) -> None:
    edit.show_markdown(words)
    assert edit.markdown() == words
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, "!")
    assert edit.markdown() == words + "!"


def test_emoji_count_as_one_letter_for_the_tools(qtbot: Any, edit: MarkdownEdit) -> None:
    edit.show_markdown("\U0001f600\U0001f600 big roof")
    put_caret(edit, 7)  # inside “big”, in Qt's own count
    edit.bold()
    assert edit.markdown() == "\U0001f600\U0001f600 **big** roof"


def test_pasting_an_address_over_words_makes_a_link(qtbot: Any, edit: MarkdownEdit) -> None:
    edit.show_markdown("see the roof")
    put_caret(edit, 4, 12)
    paste(edit, "https://harbour.example/roof")
    assert edit.markdown() == "see [the roof](https://harbour.example/roof)"
    paste(edit, " https://harbour.example ")
    assert edit.markdown().endswith(" https://harbour.example ")


def test_pasting_from_a_page_brings_markdown_not_markup(qtbot: Any, edit: MarkdownEdit) -> None:
    paste(edit, "We met on Friday", "<p>We met on <b>Friday</b><script>x()</script></p>")
    assert edit.markdown() == "We met on **Friday**"


def test_the_limit_holds(qtbot: Any, edit: MarkdownEdit) -> None:
    paste(edit, "x" * 1_000)
    assert len(edit.markdown()) == 400


def test_the_box_grows_with_the_text_up_to_a_measure(qtbot: Any, edit: MarkdownEdit) -> None:
    small = edit.height()
    edit.show_markdown("\n".join("abcdefg"))
    qtbot.waitUntil(lambda: edit.height() > small)
    edit.show_markdown("\n".join(["x"] * 100))
    line = edit.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: edit.height() > line * (MOST_LINES - 2))
    assert edit.height() < line * (MOST_LINES + 4)


def test_tab_leads_on_and_no_box_is_a_trap(qtbot: Any, edit: MarkdownEdit) -> None:
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_copying_gives_the_markdown(qtbot: Any, edit: MarkdownEdit) -> None:
    edit.show_markdown("a **b**")
    qtbot.keyClick(edit, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(edit, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "a **b**"
