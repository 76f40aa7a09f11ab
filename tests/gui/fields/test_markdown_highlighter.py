"""Signs take no room away from the caret, and show on its line; emoji do not shift the styles."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTextEdit

from composer.gui.fields.markdown_highlighter import MarkdownHighlighter


@pytest.fixture
def edit(qtbot: Any, show: Any) -> tuple[QTextEdit, MarkdownHighlighter]:
    made = QTextEdit()
    made.setPlainText("plain\nsee [the roof](https://harbour.example/a/very/long/address/indeed?with=more&and=more) now")
    highlighter = MarkdownHighlighter(made.document())
    show(made, 900, 200)
    return made, highlighter


def width(edit: QTextEdit, line: int) -> float:
    return float(edit.document().findBlockByNumber(line).layout().lineAt(0).naturalTextWidth())


def test_a_long_address_leaves_no_gap(qtbot: Any, edit: tuple[QTextEdit, MarkdownHighlighter]) -> None:
    box, highlighter = edit
    plain = box.fontMetrics().horizontalAdvance("see the roof now")
    qtbot.waitUntil(lambda: abs(width(box, 1) - plain) < 8)
    highlighter.set_current(box.document().findBlockByNumber(1))
    qtbot.waitUntil(lambda: width(box, 1) > plain * 2)
    highlighter.set_current(None)
    qtbot.waitUntil(lambda: abs(width(box, 1) - plain) < 8)


def test_an_emoji_before_it_does_not_shift_the_bold(qtbot: Any, edit: tuple[QTextEdit, MarkdownHighlighter]) -> None:
    box, _highlighter = edit
    box.setPlainText("\U0001f600\U0001f600 **bold**")
    qtbot.waitUntil(lambda: bool(box.document().firstBlock().layout().formats()))
    bold = [one for one in box.document().firstBlock().layout().formats() if one.format.fontWeight() == QFont.Weight.DemiBold]
    assert [(one.start, one.length) for one in bold] == [(7, 4)]
