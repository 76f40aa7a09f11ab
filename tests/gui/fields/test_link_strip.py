"""A strip asks for words and address, in place, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from composer.gui.fields.link_strip import LinkStrip


@pytest.fixture
def strip(qtbot: Any, show: Any) -> Iterator[LinkStrip]:
    QGuiApplication.clipboard().clear()
    page = QWidget()
    made = LinkStrip()
    QVBoxLayout(page).addWidget(made)
    show(page, 400, 200)
    yield made
    del page  # kept until here, for Qt deletes what nobody holds


def test_words_given_the_address_is_asked_for_and_completed(qtbot: Any, strip: LinkStrip) -> None:
    heard: list[tuple[str, str]] = []
    strip.chosen.connect(lambda *said: heard.append(said))
    strip.open("the roof", "")
    qtbot.keyClicks(QApplication.focusWidget(), "harbour.example/roof")
    with qtbot.waitSignal(strip.left):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert heard == [("the roof", "https://harbour.example/roof")]
    assert strip.isHidden()


def test_an_address_on_the_clipboard_is_offered(qtbot: Any, strip: LinkStrip) -> None:
    QGuiApplication.clipboard().setText("https://harbour.example/swim")
    strip.open("swim", "")
    assert [one.text() for one in strip.findChildren(QLineEdit)] == ["swim", "https://harbour.example/swim"]


def test_esc_changes_nothing_and_remove_takes_it_away(qtbot: Any, strip: LinkStrip) -> None:
    heard: list[tuple[str, str]] = []
    strip.chosen.connect(lambda *said: heard.append(said))
    strip.open("the roof", "https://a.example")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert heard == []
    strip.open("the roof", "https://a.example")
    remove = next(one for one in strip.findChildren(QPushButton) if one.accessibleName() == "Remove link")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert heard == [("the roof", "")]
