"""Things go on in the next row where the first is full."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from composer.gui.widgets.flow_layout import FlowLayout


def boxes(count: int) -> tuple[QWidget, FlowLayout, list[QWidget]]:
    page = QWidget()
    layout = FlowLayout(page, gap=10)
    made = []
    for _number in range(count):
        box = QWidget()
        box.setFixedSize(QSize(90, 30))
        layout.addWidget(box)
        made.append(box)
    return page, layout, made


def test_rows_fill_and_the_height_follows(qtbot: Any, show: Any) -> None:
    page, layout, made = boxes(3)
    assert layout.heightForWidth(300) == 30
    assert layout.heightForWidth(200) == 70
    assert layout.heightForWidth(90) == 110
    show(page, 195, 100)
    assert [(box.x(), box.y()) for box in made] == [(0, 0), (100, 0), (0, 40)]
    assert layout.minimumSize() == QSize(90, 30)
    assert layout.sizeHint() == QSize(290, 30)


def test_it_is_mirrored_from_right_to_left(qtbot: Any, show: Any) -> None:
    page, _layout, made = boxes(2)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(page, 200, 50)
    assert [box.x() for box in made] == [110, 10]


def test_what_is_taken_out_is_gone(qtbot: Any) -> None:
    page, layout, made = boxes(2)
    qtbot.addWidget(page)
    assert layout.takeAt(0).widget() is made[0]
    assert layout.count() == 1
    assert layout.takeAt(5) is None
    assert layout.itemAt(5) is None
