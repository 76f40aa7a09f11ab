"""A form grown from annotated fields: one label, one widget, one hint per field, in the order they are declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _


class FieldForm(QWidget):
    """Edits what ``lines`` describe (see ``form_of``). ``edited(name, value, typing)``, see :class:`FieldWidget`."""

    edited = Signal(str, object, str)

    def __init__(self, lines: Sequence[FormField], tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from composer.gui.fields.registry import field_widget

        self.fields: dict[str, FieldWidget] = {}
        self._aside: dict[str, FormField] = {line.name: line for line in lines if line.field.aside}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.more_button = button(_("More"), self._show_aside, kind="link")
        self.more_button.setAccessibleDescription(", ".join(_(line.field.label) for line in self._aside.values()))
        self._aside_part = QWidget()
        below = QVBoxLayout(self._aside_part)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
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
            (below if line.name in self._aside else column).addLayout(part)
        if self._aside:
            column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeading)
            column.addWidget(self._aside_part)
        self.more_button.setVisible(bool(self._aside))
        self._aside_part.hide()

    def _show_aside(self) -> None:
        """What is seldom needed, from now on."""
        self.more_button.hide()
        self._aside_part.show()
        self.fields[next(iter(self._aside))].setFocus()

    def _open_where_used(self, values: Mapping[str, Any]) -> None:
        if self._aside_part.isHidden() and any(values[name] != line.default for name, line in self._aside.items()):
            self.more_button.hide()
            self._aside_part.show()

    def show_struct(self, struct: msgspec.Struct) -> None:
        """Show the values of ``struct`` (of the form's type)."""
        self.show_values({name: getattr(struct, name) for name in self.fields})

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show a value for every field."""
        self._open_where_used(values)
        for name, widget in self.fields.items():
            widget.show_value(values[name])

    def focus_field(self, name: str = "") -> None:
        """Put the focus into a field; the first where the name is empty or unknown."""
        if name in self._aside:
            self._aside_part.show()
            self.more_button.hide()
        widget = self.fields.get(name) or next((w for w in self.fields.values() if not w.isHidden()), None)
        if widget is not None:
            widget.setFocus()
