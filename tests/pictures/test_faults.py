"""Each thing no screen may show is seen, and a sound screen passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget
from screens.faults import faults

from composer.gui.theme import Theme, active_theme
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import ElidedLabel, label


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    if qapp.findChild(Theme, "theme") is None:
        Theme(qapp, mode="light")


@pytest.fixture
def page(qtbot: Any) -> Callable[..., QWidget]:
    def made(*widgets: QWidget, width: int = 400) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        qtbot.addWidget(whole)
        active_theme().dress(whole)
        whole.resize(width, 300)
        whole.show()
        qtbot.waitExposed(whole)
        return whole

    return made


def kinds(whole: QWidget) -> list[str]:
    return [fault.kind for fault in faults(whole)]


def test_a_sound_screen_passes(page: Any) -> None:
    line = QLineEdit("news@harbourfriends.example")
    line.setAccessibleName("E-mail address")
    assert (
        faults(page(label("E-mail address", "label"), line, button("Save"), label("Kept at once. " * 12, "muted", wrap=True)))
        == []
    )


def test_words_cut_off_are_seen(page: Any) -> None:
    narrow, tight = label("Everybody who signed up"), button("Review and send")
    narrow.setFixedWidth(60)
    tight.setFixedWidth(70)
    low = label("Two lines are needed for these many words, and there is room for only one of them here", wrap=True)
    low.setFixedHeight(16)
    hint = QLineEdit()
    hint.setAccessibleName("Address")
    hint.setPlaceholderText("Paste a website, a feed or the address of a calendar")
    hint.setFixedWidth(90)
    elided = ElidedLabel("Harbour Friends of Portmouth")
    elided.setFixedWidth(24)
    assert kinds(page(narrow, tight, low, hint, elided)) == ["clipped"] * 5


def test_what_nobody_can_scroll_to_is_seen(page: Any) -> None:
    inside = QWidget()
    inside.setFixedSize(700, 60)
    far = QLabel("beyond", inside)
    far.move(600, 10)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    whole = page(area)
    assert kinds(whole) == ["cut off"]
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    assert faults(whole) == []


def test_one_on_another_is_seen_but_not_what_floats(page: Any) -> None:
    holder = QFrame()
    holder.setFixedHeight(80)
    for at in (0, 10):
        made = QPushButton("Send", holder)
        made.setGeometry(at, 0, 120, 40)
    whole = page(holder)
    assert kinds(whole) == ["overlap"]
    holder.findChildren(QPushButton)[1].setProperty("floats", True)
    assert faults(whole) == []


def test_controls_without_a_name_or_too_small_are_seen(page: Any) -> None:
    nameless, small = QLineEdit(), QToolButton()
    small.setAccessibleName("Go")
    small.setFixedSize(50, 20)
    found = faults(page(nameless, small))
    assert [fault.kind for fault in found if fault.kind != "clipped"] == ["unnamed", "small"]
    assert "20" in next(fault.words for fault in found if fault.kind == "small")


def test_pale_words_are_seen_and_said_in_figures(page: Any) -> None:
    pale = QLabel("Who opened it is not counted")
    pale.setAutoFillBackground(True)
    colours = QPalette()
    colours.setColor(QPalette.ColorRole.Window, QColor("#FFFFFF"))
    pale.setStyleSheet("color: #AAAAAA; background: #FFFFFF")
    pale.setPalette(colours)
    (found,) = faults(page(pale))
    assert found.kind == "pale"
    assert "4.5:1" in str(found)
