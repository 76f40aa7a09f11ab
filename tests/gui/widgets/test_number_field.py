"""The box for a number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from composer.gui.widgets.number_field import NumberField


def test_a_number_is_typed_and_kept_within_its_limits(qtbot: Any) -> None:
    field = NumberField()
    qtbot.addWidget(field)
    field.setRange(0, 1800)
    field.setSuffix(" seconds")
    field.show()
    field.selectAll()
    QTest.keyClicks(field, "90")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == 91
    assert field.lineEdit().textMargins().left() > 0
