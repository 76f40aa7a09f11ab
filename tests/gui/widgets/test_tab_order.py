"""Tab goes through what was made later as if it had always been there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from composer.gui.widgets.tab_order import chain_after, chain_as_laid_out, go_as_laid_out, tab_stops


def test_late_fields_stand_after_their_anchor(qtbot: Any, show: Any) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, last, late = QLineEdit("first"), QLineEdit("last"), QWidget()
    column.addWidget(first)
    column.addWidget(last)
    show(page)
    inside = QVBoxLayout(late)
    for words in ("a", "b"):
        inside.addWidget(QLineEdit(words))
    column.insertWidget(1, late)
    qtbot.waitUntil(late.isVisible)
    assert [stop.text() for stop in tab_stops(late)] == ["a", "b"]  # type: ignore[attr-defined]
    assert chain_after(first, late).text() == "b"  # type: ignore[attr-defined]
    first.setFocus()
    seen = []
    for _number in range(4):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit)
        seen.append(focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["first", "a", "b", "last"]


def test_tab_follows_the_layout_and_not_the_order_of_making(qtbot: Any, show: Any) -> None:
    page, scroll, inside = QWidget(), QScrollArea(), QWidget()
    fields = {words: QLineEdit(words) for words in ("d", "b", "e", "c", "a")}
    column, row, deep = QVBoxLayout(page), QHBoxLayout(), QVBoxLayout(inside)
    column.addWidget(fields["a"])
    column.addWidget(scroll)
    column.addLayout(row)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    deep.addWidget(fields["c"])
    deep.insertWidget(0, fields["b"])
    row.addWidget(fields["d"])
    row.addWidget(QComboBox())
    row.addWidget(fields["e"])
    show(page)
    chain_as_laid_out(page)
    fields["a"].setFocus()
    seen = []
    for _number in range(7):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.text() if isinstance(focused, QLineEdit) else "box")
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == ["a", "b", "c", "d", "box", "e", "a"]


class _Page(QWidget):
    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_as_laid_out(self, forward)


def test_a_field_in_a_frame_of_its_own_stands_where_it_is_seen(qtbot: Any, show: Any) -> None:
    """The form of a card opened when the bar at the foot has its buttons already: Shift+Tab went from the form to the bar."""
    window, page = QWidget(), _Page()
    around, column = QVBoxLayout(window), QVBoxLayout(page)
    rail, card, foot, frame, title = QLineEdit("rail"), QLineEdit("card"), QLineEdit("foot"), QWidget(), QLineEdit("title")
    for widget in (rail, page):
        around.addWidget(widget)
    for line in (card, foot):
        column.addWidget(line)
    show(window)
    QVBoxLayout(frame).addWidget(title)
    frame.setFocusProxy(title)
    column.insertWidget(1, frame)
    qtbot.waitUntil(title.isVisible)
    rail.setFocus()
    for key, keys in ((Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)):
        seen = []
        for _number in range(5):
            focused = QApplication.focusWidget()
            assert isinstance(focused, QLineEdit)
            seen.append(focused.text())
            qtbot.keyClick(focused, key, keys)
        assert seen == (
            ["rail", "card", "title", "foot", "rail"] if key == Qt.Key.Key_Tab else ["card", "rail", "foot", "title", "card"]
        )
