"""What lies below a sheet waits: no key and no Tab reaches it, Esc brings it back."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.sheet import Sheet


@pytest.fixture
def window(qtbot: Any, show: Any) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit("below"))
    show(made, 700, 500)
    made.findChild(QLineEdit).setFocus()
    return made


def opened(window: QWidget) -> Sheet:
    sheet = Sheet(window, "Keys", width=400)
    sheet.body.addWidget(label("Words"))
    first, second = button("First"), button("Second")
    sheet.body.addWidget(first)
    sheet.body.addWidget(second)
    sheet.open(first)
    return sheet


def test_tab_stays_inside_and_esc_gives_the_focus_back(qtbot: Any, window: QWidget) -> None:
    sheet = opened(window)
    seen = set()
    for _number in range(5):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert seen == {"First", "Second"}
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.findChild(QLineEdit).hasFocus()


def test_a_click_beside_it_closes(qtbot: Any, window: QWidget) -> None:
    sheet = opened(window)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(350, 250))
    assert sheet.isVisible()
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert sheet.isHidden()


def test_it_covers_the_window_whatever_its_size(qtbot: Any, window: QWidget) -> None:
    sheet = opened(window)
    window.resize(900, 600)
    qtbot.waitUntil(lambda: sheet.size() == window.size())


def test_in_a_low_window_what_does_not_fit_is_scrolled_to_by_tab(qtbot: Any, window: QWidget) -> None:
    sheet = Sheet(window, "Many")
    fields = [QLineEdit() for _number in range(20)]
    for field in fields:
        sheet.body.addWidget(field)
    sheet.open(fields[0])
    tops = [field.mapTo(sheet._inside, QPoint(0, 0)).y() for field in fields]
    assert all(below - above >= 20 for above, below in pairwise(tops)), "nothing lies on what stands below it"
    for field in fields:
        focused = QApplication.focusWidget()
        assert focused is field
        assert field.visibleRegion().boundingRect() == field.rect(), "what has the focus shows whole"
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
