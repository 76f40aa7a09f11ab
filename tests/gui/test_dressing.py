"""Who wears the style sheet, and when."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QVBoxLayout, QWidget

from composer.gui.dressing import Dressing
from composer.gui.theme import active_theme

LARGE, SMALL = "QLabel { font-size: 40px; }", "QLabel { font-size: 10px; }"


def a_stack(qtbot: Any) -> tuple[QStackedWidget, list[QWidget], list[QLabel]]:
    stack, pages, words = QStackedWidget(), [], []
    qtbot.addWidget(stack)
    for name in ("one", "two"):
        page = QWidget()
        word = QLabel(name)
        QVBoxLayout(page).addWidget(word)
        stack.addWidget(page)
        pages.append(page)
        words.append(word)
    return stack, pages, words


def test_what_shows_changes_at_once_and_the_rest_while_nothing_else_is_done(qtbot: Any, qapp: QApplication) -> None:
    stack, pages, words = a_stack(qtbot)
    dressing = Dressing(stack)
    dressing.change(LARGE)
    for page in pages:
        dressing.dress(page)
    stack.show()
    qtbot.waitExposed(stack)
    assert words[0].fontInfo().pixelSize() == 40
    dressing.change(SMALL)
    assert words[0].fontInfo().pixelSize() == 10
    assert pages[1].styleSheet() == LARGE
    qtbot.waitUntil(lambda: pages[1].styleSheet() == SMALL)


def test_what_is_shown_before_its_turn_is_dressed_before_it_is_seen(qtbot: Any, qapp: QApplication) -> None:
    stack, pages, words = a_stack(qtbot)
    dressing = Dressing(stack)
    for page in pages:
        dressing.dress(page)
    stack.show()
    qtbot.waitExposed(stack)
    dressing.change(SMALL)
    stack.setCurrentIndex(1)
    assert words[1].fontInfo().pixelSize() == 10
    pages[0].deleteLater()
    dressing.change(LARGE)
    qapp.processEvents()
    assert words[1].fontInfo().pixelSize() == 40


def test_what_is_put_into_a_window_later_is_dressed_too(qtbot: Any, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dressing = Dressing(window)
    dressing.change(LARGE)
    dressing.dress_inside(window)
    window.show()
    qtbot.waitExposed(window)
    late = QLabel("late", window)
    late.show()
    assert late.fontInfo().pixelSize() == 40
    assert window.styleSheet() == ""
    assert isinstance(dressing, QObject)


def test_a_page_in_parts_changes_part_by_part_and_is_seen_in_one_go(
    qtbot: Any, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("composer.gui.dressing.AT_A_TIME", -1)  # no part is quick enough to be done at once
    page = QWidget()
    qtbot.addWidget(page)
    dressing = Dressing(page)
    dressing.change(LARGE)
    dressing.dress_inside(page)
    column = QVBoxLayout(page)
    words = [QLabel("one"), QLabel("two")]
    for word in words:
        column.addWidget(word)
    dressing.dress(page)
    page.show()
    qtbot.waitExposed(page)
    assert [word.fontInfo().pixelSize() for word in words] == [40, 40]
    assert page.styleSheet() == "", "its parts wear the sheet, so they can change one at a time"
    dressing.change(SMALL)
    assert not page.updatesEnabled(), "nobody sees one part in the old look beside one in the new"
    qtbot.waitUntil(page.updatesEnabled)
    assert [word.fontInfo().pixelSize() for word in words] == [10, 10]


def test_a_hidden_part_is_dressed_when_it_shows(qtbot: Any, qapp: QApplication) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dressing = Dressing(page)
    dressing.change(LARGE)
    dressing.dress_inside(page)
    column = QVBoxLayout(page)
    column.addWidget(QLabel("seen"))
    panel = QLabel("panel")
    panel.hide()
    column.addWidget(panel)
    page.show()
    qtbot.waitExposed(page)
    assert panel.styleSheet() == "", "what nobody sees costs nothing yet"
    panel.show()
    assert panel.fontInfo().pixelSize() == 40


def test_everything_in_the_real_window_wears_the_sheet(qtbot: Any, harbour: Any) -> None:
    from composer.gui.application import build_window, close_window

    window = build_window(harbour.workspace, theme="light", place="issues")
    window.show()
    qtbot.waitExposed(window)
    try:
        window.show_keys()
        window.say("Saved")
        for place in ("people", "settings"):
            window.show_place(place)
        sheet = window.rail.styleSheet()
        assert sheet
        centre = window.centralWidget()
        for part in (*window.findChildren(QWidget), *centre.findChildren(QWidget)):
            if part.isVisible() and part.metaObject().className() not in ("FocusRing", "QStackedWidget") and part is not centre:
                step = part
                while step is not None and step.styleSheet() != sheet:
                    step = step.parentWidget()
                assert step is not None, f"{part} stands there undressed"
        active_theme().set_mode("dark")
        qtbot.waitUntil(lambda: all(page.styleSheet() not in ("", sheet) for page in window.made_pages()))
    finally:
        active_theme().set_mode("light")
        close_window(window)
