"""Pasted words keep their HTML until a key changes them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData

from composer.gui.dialogs.pasted_text import PastedText


def _copied(words: str, html: str = "") -> QMimeData:
    made = QMimeData()
    made.setText(words)
    if html:
        made.setHtml(html)
    return made


def test_the_html_stays_with_its_words(qtbot: Any) -> None:
    box = PastedText()
    qtbot.addWidget(box)
    box.insertFromMimeData(_copied("A roof", "<h2>A roof</h2>"))
    assert box.toPlainText() == "A roof"
    assert "<h2>A roof</h2>" in box.html_of("A roof")


def test_words_that_were_changed_have_none(qtbot: Any) -> None:
    box = PastedText()
    qtbot.addWidget(box)
    box.insertFromMimeData(_copied("A roof", "<h2>A roof</h2>"))
    qtbot.keyClicks(box, "!")
    assert box.html_of(box.toPlainText()) == ""
    box.insertFromMimeData(_copied("more", "<p>more</p>"))
    assert box.html_of(box.toPlainText()) == ""


def test_plain_words_have_none(qtbot: Any) -> None:
    box = PastedText()
    qtbot.addWidget(box)
    box.insertFromMimeData(_copied("A roof"))
    assert box.html_of("A roof") == ""
