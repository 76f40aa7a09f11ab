"""Whoever has the focus is seen to have it, outside the control, above everything, and not where it is scrolled out of sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from composer.gui.theme import LIGHT
from composer.gui.widgets.focus_ring import FocusRing


def page_with(*widgets: QWidget) -> tuple[QWidget, FocusRing]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 20, 20, 20)
    for widget in widgets:
        column.addWidget(widget)
    return page, FocusRing(page)


def test_the_ring_goes_round_the_control_with_a_gap(qtbot: Any, show: Any) -> None:
    one, other = QPushButton("One"), QPushButton("Other")
    page, ring = page_with(one, other)
    show(page, 300, 200)
    other.setFocus()
    assert ring.isVisible()
    assert ring.geometry() == other.geometry().adjusted(-4, -4, 4, 4)
    above = other.geometry().top() - 3
    assert page.grab().toImage().pixelColor(other.geometry().center().x(), above).name().upper() == LIGHT.focus
    one.setFocus()
    assert ring.geometry().center() == one.geometry().center()


def test_it_follows_when_things_move_and_goes_when_they_do(qtbot: Any, show: Any) -> None:
    line = QLineEdit()
    page, ring = page_with(line)
    show(page, 300, 200)
    line.setFocus()
    page.resize(400, 300)
    qtbot.waitUntil(lambda: ring.geometry().center() == line.geometry().center())
    line.hide()
    qtbot.waitUntil(ring.isHidden)


def test_a_box_may_ask_for_the_ring_round_its_frame(qtbot: Any, show: Any) -> None:
    frame = QFrame()
    inside = QLineEdit()
    inside.setProperty("ring_on_parent", True)
    QVBoxLayout(frame).addWidget(inside)
    page, ring = page_with(frame)
    show(page, 300, 200)
    inside.setFocus()
    assert ring.geometry() == frame.geometry().adjusted(-2, -2, 2, 2)


def test_a_list_that_paints_its_own_gets_none(qtbot: Any, show: Any) -> None:
    own = QPushButton("own")
    own.setProperty("own_ring", True)
    page, ring = page_with(own)
    show(page, 300, 200)
    own.setFocus()
    assert ring.isHidden()


def test_what_is_scrolled_away_has_no_ring(qtbot: Any, show: Any) -> None:
    area = QScrollArea()
    inside = QWidget()
    inside.setFixedSize(200, 1000)
    button = QPushButton("low", inside)
    button.move(10, 10)
    area.setWidget(inside)
    page, ring = page_with(area)
    show(page, 300, 300)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    area.verticalScrollBar().setValue(500)
    qtbot.waitUntil(ring.isHidden)
    area.verticalScrollBar().setValue(0)
    qtbot.waitUntil(ring.isVisible)


def test_a_control_that_is_deleted_takes_the_ring_with_it(qtbot: Any, show: Any) -> None:
    button = QPushButton("gone")
    page, ring = page_with(button)
    show(page, 300, 200)
    button.setFocus()
    button.deleteLater()
    qtbot.waitUntil(ring.isHidden)


def test_the_focus_may_pass_through_a_control_that_is_gone_already(qtbot: Any, show: Any) -> None:
    import shiboken6

    kept, gone = QPushButton("kept"), QPushButton("gone")
    page, ring = page_with(kept)
    show(page, 300, 200)
    kept.setFocus()
    qtbot.waitUntil(ring.isVisible)
    shiboken6.delete(gone)
    ring._on_focus_changed(kept, gone)
    assert ring.isHidden()


def test_whoever_comes_from_outside_is_scrolled_to(qtbot: Any, show: Any) -> None:
    outside, inside = QPushButton("outside"), QWidget()
    column = QVBoxLayout(inside)
    fields = [QLineEdit(str(number)) for number in range(30)]
    for field in fields:
        column.addWidget(field)
    area = QScrollArea()
    area.setWidget(inside)
    page, _ring = page_with(outside, area)
    show(page, 300, 300)
    outside.setFocus()
    fields[-1].setFocus()
    assert not fields[-1].visibleRegion().isEmpty()
    fields[0].setFocus()
    assert not fields[0].visibleRegion().isEmpty()
