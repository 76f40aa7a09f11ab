"""The head: what it says of the two lines, its buttons, and names that say what undo would do."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from composer.document.issue import Issue
from composer.gui.editor.issue_header import IssueHeader, subject_words

ISSUE = Issue(name="December newsletter", subject="Lights on at the harbour", preheader="Forty volunteers")


@pytest.fixture
def header(qtbot: Any, show: Any) -> IssueHeader:
    made = IssueHeader()
    made.show_issue(ISSUE)
    show(made, 1100, 160)
    return made


@pytest.mark.parametrize(
    ("subject", "words", "role"),
    [
        ("", "write a subject", "warn"),
        ("Hello", "5 letters · rather short", "caption"),
        ("x" * 30, "30 letters · reads well", "caption"),
        ("x" * 60, "60 letters · reads well", "caption"),
        ("x" * 61, "61 letters · phones cut it", "warn"),
    ],
)
def test_what_the_counter_says(subject: str, words: str, role: str) -> None:
    assert subject_words(subject) == (words, role)


def test_every_line_tells_what_was_typed(qtbot: Any, header: IssueHeader) -> None:
    told: list[tuple[str, str]] = []
    header.header_edited.connect(lambda *said: told.append(said))
    for field in (header.subject, header.preheader, header.name):
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.end(False)
        qtbot.keyClicks(field, "!")
    assert told == [
        ("subject", "Lights on at the harbour!"),
        ("preheader", "Forty volunteers!"),
        ("name", "December newsletter!"),
    ]
    assert header._subject_count.text() == "25 letters · rather short"


def test_undo_says_what_it_would_undo(qtbot: Any, header: IssueHeader) -> None:
    wanted: list[str] = []
    header.undo_wanted.connect(lambda: wanted.append("undo"))
    assert not header._undo.isEnabled()
    header.show_undo("Remove “Roof”", "")
    assert header._undo.toolTip() == "Undo: Remove “Roof”  (Ctrl+Z)"
    assert not header._redo.isEnabled()
    qtbot.mouseClick(header._undo, Qt.MouseButton.LeftButton)
    assert wanted == ["undo"]


def test_the_two_ways_onward(qtbot: Any, header: IssueHeader) -> None:
    with qtbot.waitSignal(header.test_wanted):
        qtbot.keyClick(header.test_button, Qt.Key.Key_Return)
    with qtbot.waitSignal(header.review_wanted):
        qtbot.keyClick(header.review_button, Qt.Key.Key_Space)


def test_a_suggestion_is_taken_by_return(qtbot: Any, header: IssueHeader) -> None:
    told: list[tuple[str, str]] = []
    header.header_edited.connect(lambda *said: told.append(said))
    header.show_suggestions(["Soup & bread", "Other"])
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert told == [("subject", "Soup & bread")]
    assert header.subject.text() == "Soup & bread"


def test_nothing_to_suggest_says_why(header: IssueHeader) -> None:
    header.show_suggestions([])
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert not menu.actions()[0].isEnabled()
    menu.close()


def test_down_leads_from_the_subject_to_suggestions_and_on_to_what_is_new(qtbot: Any, header: IssueHeader) -> None:
    header.subject.setFocus()
    with qtbot.waitSignal(header.suggestions_wanted):
        qtbot.keyClick(header.subject, Qt.Key.Key_Down)
    with qtbot.waitSignal(header.left_downwards):
        qtbot.keyClick(header.preheader, Qt.Key.Key_Down)


def test_the_name_is_as_wide_as_its_words_within_measure(header: IssueHeader, qtbot: Any) -> None:
    narrow = header.name.width()
    header.show_issue(
        Issue(name="December newsletter of the Harbour Friends of Portmouth and all around it, with much more " * 2)
    )
    qtbot.waitUntil(lambda: narrow < header.name.width() <= 460)
    header.set_compact(True)
    assert header._subject_count.isHidden()
