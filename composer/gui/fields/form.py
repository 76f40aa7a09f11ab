"""A form grown from annotated fields: one label, one widget, one hint per field, in the order they are declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.widgets.labels import label
from composer.i18n import _


class FieldForm(QWidget):
    """Edits what ``lines`` describe (see ``form_of``). ``edited(name, value, typing)``, see :class:`FieldWidget`."""

    edited = Signal(str, object, str)

    def __init__(self, lines: Sequence[FormField], tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from composer.gui.fields.registry import field_widget

        self.fields: dict[str, FieldWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for line in lines:
            widget = field_widget(line, tools)
            widget.edited.connect(lambda value, typing, name=line.name: self.edited.emit(name, value, typing))
            self.fields[line.name] = widget
            part = QVBoxLayout()
            part.setSpacing(4)
            if not widget.own_label:
                title = label(widget.label, "label")
                title.setBuddy(widget.first_widget())
                part.addWidget(title)
            part.addWidget(widget)
            if line.field.hint:
                hint = label(_(line.field.hint), "caption", wrap=True)
                widget.first_widget().setAccessibleDescription(hint.text())
                part.addWidget(hint)
            column.addLayout(part)

    def show_struct(self, struct: msgspec.Struct) -> None:
        """Show the values of ``struct`` (of the form's type)."""
        for name, widget in self.fields.items():
            widget.show_value(getattr(struct, name))

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show a value for every field."""
        for name, widget in self.fields.items():
            widget.show_value(values[name])

    def focus_field(self, name: str = "") -> None:
        """Put the focus into a field; the first where the name is empty or unknown."""
        widget = self.fields.get(name) or next((w for w in self.fields.values() if not w.isHidden()), None)
        if widget is not None:
            widget.setFocus()
