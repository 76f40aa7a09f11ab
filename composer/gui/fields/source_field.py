"""Where a block comes from; shown, not edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.widgets.labels import label
from composer.i18n import _


class SourceField(FieldWidget):
    """One quiet line, hidden where the block was written by hand."""

    own_label = True

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        self._words = label(_("Taken from your sources"), "caption", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)

    def show_value(self, value: Any) -> None:
        self.setVisible(bool(value))
