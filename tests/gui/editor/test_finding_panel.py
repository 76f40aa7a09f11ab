"""A note is accepted with a reason, by keys alone; it stands last then, and can be asked again."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from composer.checks.check import Finding
from composer.document.acceptance import Accept
from composer.gui.editor.check_bar import CheckBar, done_words

ERROR = Finding(code="subject.empty", severity="error", message="There is no subject.", field="subject", remedy="Write one.")
NOTE = Finding(code="links.vague", severity="warning", message="The link “here” does not say where it leads.", block="roof")
LEFT = msgspec.structs.replace(NOTE, accepted="Our readers know.")


@pytest.fixture
def bar(qtbot: Any, show: Any) -> CheckBar:
    made = CheckBar()
    show(made, 1000, 400)
    return made


def button(bar: CheckBar, name: str) -> QPushButton:
    return next(one for one in bar.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible())


def names(bar: CheckBar) -> set[str]:
    return {one.accessibleName() for one in bar.panel.findChildren(QPushButton)}


def test_a_reason_is_asked_for_and_goes_with_the_edit(qtbot: Any, bar: CheckBar) -> None:
    heard: list[Finding] = []
    bar.fix_wanted.connect(heard.append)
    bar.show_findings((ERROR, NOTE), 5)
    bar.toggle_panel()
    assert f"Accept: {ERROR.message}" not in names(bar)
    qtbot.keyClick(button(bar, f"Accept: {NOTE.message}"), Qt.Key.Key_Space)
    line = bar.panel.findChild(QLineEdit)
    assert line.hasFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard == []
    qtbot.keyClicks(line, "Our readers know.")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [finding.fix for finding in heard] == [Accept(NOTE.key, "Our readers know.", NOTE.message)]
    assert done_words(heard[0]) == f"Accepted: {NOTE.message}"
    assert not line.isVisible()


def test_escape_leaves_the_question_and_comes_back_to_the_button(qtbot: Any, bar: CheckBar) -> None:
    bar.show_findings((NOTE,), 5)
    bar.show_findings((ERROR, NOTE), 5)
    bar.toggle_panel()
    asked = button(bar, f"Accept: {NOTE.message}")
    qtbot.keyClick(asked, Qt.Key.Key_Space)
    qtbot.keyClick(bar.panel.findChild(QLineEdit), Qt.Key.Key_Escape)
    assert asked.hasFocus()
    assert bar.panel.isVisible()


def test_what_was_accepted_is_no_longer_spoken_of_but_can_be_asked_again(qtbot: Any, bar: CheckBar) -> None:
    heard: list[Finding] = []
    bar.fix_wanted.connect(heard.append)
    bar.show_findings((LEFT,), 6)
    assert bar.current is None
    assert bar._summary.text() == "6 checks passed, 1 note accepted"
    bar.toggle_panel()
    assert bar.panel.isVisible()
    qtbot.keyClick(button(bar, f"Ask again: {NOTE.message}"), Qt.Key.Key_Space)
    assert [finding.fix for finding in heard] == [Accept(NOTE.key, "", NOTE.message)]
    assert done_words(heard[0]) == f"Asked again: {NOTE.message}"


def test_the_question_goes_when_what_it_is_about_goes(qtbot: Any, bar: CheckBar) -> None:
    bar.show_findings((ERROR, NOTE), 5)
    bar.toggle_panel()
    qtbot.keyClick(button(bar, f"Accept: {NOTE.message}"), Qt.Key.Key_Space)
    bar.show_findings((ERROR,), 6)
    assert not bar.panel.findChild(QLineEdit).isVisible()


def test_lines_are_made_where_they_are_seen(bar: CheckBar) -> None:
    bar.show_findings((NOTE,), 5)
    assert f"Accept: {NOTE.message}" not in names(bar), "somebody writes: nothing is built behind the scenes"
    bar.toggle_panel()
    assert f"Accept: {NOTE.message}" in names(bar)
    bar.show_findings((NOTE, ERROR), 5)
    assert f"Show: {ERROR.message}" in names(bar)
