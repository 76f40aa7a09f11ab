"""Yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget


class FlagField(FieldWidget):
    """A check box with the field's label beside it."""

    own_label = True

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        self._box = QCheckBox(self.label)
        self._box.toggled.connect(lambda checked: self.edited.emit(checked, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        self.setFocusProxy(self._box)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self._box):
            self._box.setChecked(bool(value))

    def first_widget(self) -> QWidget:
        return self._box
