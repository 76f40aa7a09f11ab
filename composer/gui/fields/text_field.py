"""One line of plain text."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.blocks.fields import FormField, Text
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.widgets.line_field import LineField


class TextField(FieldWidget):
    """A line; every key is a change, merged by the history."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        assert isinstance(line.field, Text)
        self._line = LineField(name=self.label, max_length=line.field.max_length)
        self._line.textEdited.connect(lambda text: self.edited.emit(text, line.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        self.setFocusProxy(self._line)

    def show_value(self, value: Any) -> None:
        self._line.show_text(str(value or ""))

    def first_widget(self) -> QWidget:
        return self._line
