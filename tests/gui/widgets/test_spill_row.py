"""What does not fit in one line goes on in a second one, and comes back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from composer.gui.widgets.spill_row import SpillRow


def test_a_second_line_where_it_is_narrow(qtbot: Any, show: Any) -> None:
    field, add, other = QLineEdit(), QPushButton("Add"), QPushButton("Something longer…")
    row = SpillRow([field, add], [other], least=600, stretch=True)
    page = QWidget()
    QVBoxLayout(page).addWidget(row)
    show(page, 800, 200)
    assert other.geometry().left() > add.geometry().right()
    whole = field.width()
    page.resize(400, 200)
    qtbot.waitUntil(lambda: other.geometry().top() > add.geometry().bottom())
    assert row.spilled
    assert other.geometry().left() == field.geometry().left() == 0
    page.resize(800, 200)
    qtbot.waitUntil(lambda: other.geometry().left() > add.geometry().right())
    assert field.width() == whole
    assert not row.spilled


def test_a_part_too_long_for_a_line_stands_below_each_other(qtbot: Any, show: Any) -> None:
    first, many = QPushButton("First"), [QPushButton(f"A button with many words {number}") for number in range(3)]
    row = SpillRow([first], many, least=760)
    page = QWidget()
    QVBoxLayout(page).addWidget(row)
    show(page, 900, 300)
    assert many[0].y() == many[2].y()
    page.resize(300, 300)
    qtbot.waitUntil(lambda: many[2].y() > many[1].y() > many[0].y() > first.y())
    assert all(made.width() >= made.sizeHint().width() for made in many)
    page.resize(900, 300)
    qtbot.waitUntil(lambda: many[0].y() == many[2].y())
