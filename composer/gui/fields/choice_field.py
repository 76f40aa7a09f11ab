"""One of a few: side by side where there is room for the words, else a box that opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from composer.blocks.fields import Choice, FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.widgets.buttons import Segments
from composer.i18n import _

SIDE_BY_SIDE = 34
"""Letters of all options together up to which they stand side by side."""


class ChoiceField(FieldWidget):
    """Its value is one of the options' stored values."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        assert isinstance(line.field, Choice)
        options = [(value, _(words)) for value, words in line.field.options]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._segments: Segments | None = None
        self._box: QComboBox | None = None
        if len(options) <= 4 and sum(len(words) for _value, words in options) <= SIDE_BY_SIDE:
            self._segments = Segments(options, name=self.label)
            self._segments.chosen.connect(lambda value: self.edited.emit(value, ""))
            row.addWidget(self._segments)
            row.addStretch(1)
        else:
            self._box = QComboBox()
            self._box.setAccessibleName(self.label)
            self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            for value, words in options:
                self._box.addItem(words, value)
            box = self._box
            box.currentIndexChanged.connect(lambda _index: self.edited.emit(box.currentData(), ""))
            row.addWidget(box, 1)
        self.setFocusProxy(self.first_widget())

    def show_value(self, value: Any) -> None:
        if self._segments is not None:
            self._segments.set_value(str(value))
        elif self._box is not None:
            with QSignalBlocker(self._box):
                self._box.setCurrentIndex(max(0, self._box.findData(value)))

    def first_widget(self) -> QWidget:
        widget: QWidget | None = self._segments if self._segments is not None else self._box
        assert widget is not None
        return widget
