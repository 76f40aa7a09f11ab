"""Who sees a part of the letter: everybody, or those on the lists that are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from composer.blocks.fields import FormField
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.widgets.labels import label
from composer.i18n import _


class GroupsField(FieldWidget):
    """A check box for each group there is, read when it is first shown; one that is gone stays until it is unticked."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        self._value: tuple[str, ...] = ()
        self._known: tuple[tuple[str, str], ...] | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._everybody = label(_("Everybody sees it."), "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._everybody)

    def show_value(self, value: Any) -> None:
        self._value = tuple(value or ())
        if self._known is None and self.tools.groups is not None:
            self._known = ()
            self.tools.jobs.submit(self.tools.groups, self._on_known, owner=self)
        self._draw()

    def first_widget(self) -> QWidget:
        return next(iter(self._boxes.values()), self._everybody)

    def _on_known(self, known: Sequence[tuple[str, str]]) -> None:
        self._known = tuple(known)
        self._draw()

    def _draw(self) -> None:
        known = dict(self._known or ())
        words = {
            **known,
            **{name: _("{name} (not there any more)").format(name=name) for name in self._value if name not in known},
        }
        if not self._known:  # not read yet: nothing is said to be gone
            words = {name: name for name in self._value}
        if list(self._boxes) != list(words):
            for box in self._boxes.values():
                self._column.removeWidget(box)
                box.hide()
                box.deleteLater()
            self._boxes = {}
            for name in words:
                box = QCheckBox()
                box.toggled.connect(self._on_toggled)
                self._boxes[name] = box
                self._column.addWidget(box)
            if self._boxes:
                self.setFocusProxy(self.first_widget())
        for name, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setText(words[name].replace("&", "&&"))
                box.setAccessibleName(_("Only for {name}").format(name=words[name]))
                box.setChecked(name in self._value)
        self._everybody.setText(_("Everybody sees it.") if not self._value else _("Only those on the lists ticked see it."))

    def _on_toggled(self, _on: bool) -> None:
        self._value = tuple(name for name, box in self._boxes.items() if box.isChecked())
        self._draw()
        self.edited.emit(self._value, "")
