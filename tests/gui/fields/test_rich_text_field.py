"""The text field with its tools."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from composer.blocks.fields import RichText


def press(qtbot: Any, made: Any, name: str) -> None:
    found = next(one for one in made.findChildren(QPushButton) if one.accessibleName() == name)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_tools_work_on_the_selection_and_leave_the_caret(qtbot: Any, field: Any) -> None:
    made = field(RichText("Text"), "the roof is dry")
    made.edit.selectAll()
    press(qtbot, made, "Bold")
    assert made.heard[-1] == ("**the roof is dry**", "name")
    assert made.edit.hasFocus()


def test_a_name_never_comes_without_its_fallback(qtbot: Any, field: Any) -> None:
    made = field(RichText("Text"), "")
    qtbot.keyClicks(made.edit, "Dear ")
    made.insert_name()
    qtbot.keyClicks(made.edit, ",")
    assert made.heard[-1][0] == "Dear {{first_name|friend}},"


def test_a_link_by_the_strip(qtbot: Any, field: Any) -> None:
    QGuiApplication.clipboard().clear()
    made = field(RichText("Text"), "roof")
    made.edit.selectAll()
    press(qtbot, made, "Link")
    qtbot.keyClicks(QApplication.focusWidget(), "harbour.example")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert made.heard[-1][0] == "[roof](https://harbour.example)"
    assert made.edit.hasFocus()


def test_lists_and_headings_by_the_tools(qtbot: Any, field: Any) -> None:
    made = field(RichText("Text"), "")
    qtbot.keyClicks(made.edit, "soup")
    press(qtbot, made, "List")
    assert made.heard[-1][0] == "- soup"
    press(qtbot, made, "List")
    press(qtbot, made, "Italic")
    press(qtbot, made, "Italic")
    press(qtbot, made, "Heading")
    assert made.heard[-1][0] == "## soup"
