"""A list of small records (events): one line each, of which one is open."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.fields import Entries, FormField, form_of
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.fields.form import FieldForm
from composer.gui.icons import icon
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import ElidedLabel
from composer.gui.widgets.tab_order import chain_after
from composer.i18n import _


def _id(entry: Any) -> str:
    return str(getattr(entry, "id", ""))


def entry_title(entry: Any) -> str:
    """A few words for an entry: its title, or its first text."""
    for info in msgspec.structs.fields(entry):
        value = getattr(entry, info.name)
        if info.name != "id" and isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


class EntriesField(FieldWidget):
    """Its value is a tuple of structs. Adding, removing and moving are steps of their own; typing inside merges."""

    own_label = True

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        assert isinstance(line.field, Entries)
        assert line.field.entry is not None
        self._entry_type = line.field.entry
        self._entry_name = _(line.field.entry_name)
        self._value: tuple[Any, ...] = ()
        self._rows: list[_EntryRow] = []
        self._open = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._add = button(_("Add {entry}").format(entry=self._entry_name), self._on_add, icon="plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._add)

    def show_value(self, value: Any) -> None:
        self._value = tuple(value or ())
        wanted = [_id(entry) for entry in self._value]
        if [row.entry_id for row in self._rows] != wanted:
            self._rebuild(wanted)
        for at, (row, entry) in enumerate(zip(self._rows, self._value, strict=True)):
            row.show_entry(entry, at, len(self._value))
            row.set_open(row.entry_id == self._open)

    def first_widget(self) -> QWidget:
        return self._rows[0].title if self._rows else self._add

    def open_entry(self, entry_id: str) -> None:
        """Open one; closes the one that was open."""
        self._open = "" if self._open == entry_id else entry_id
        for row in self._rows:
            row.set_open(row.entry_id == self._open)

    def _rebuild(self, wanted: list[str]) -> None:
        kept = {row.entry_id: row for row in self._rows}
        self._rows = []
        for entry_id in wanted:
            row = kept.pop(entry_id, None) or _EntryRow(entry_id, self)
            self._rows.append(row)
        for row in kept.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, row in enumerate(self._rows):
            self._list.insertWidget(at, row)

    def change(self, entry_id: str, name: str, value: Any, typing: str) -> None:
        """One field of one entry was edited."""
        self._value = tuple(
            msgspec.structs.replace(entry, **{name: value}) if _id(entry) == entry_id else entry for entry in self._value
        )
        for row, entry in zip(self._rows, self._value, strict=True):
            if row.entry_id == entry_id:
                row.show_title(entry)
        self.edited.emit(self._value, f"{entry_id}.{typing}" if typing else "")

    def move_entry(self, entry_id: str, step: int) -> None:
        """Move an entry up or down."""
        at = next(i for i, entry in enumerate(self._value) if _id(entry) == entry_id)
        to = at + step
        if not 0 <= to < len(self._value):
            return
        entries = list(self._value)
        entries.insert(to, entries.pop(at))
        self._take(tuple(entries))

    def remove_entry(self, entry_id: str) -> None:
        """Take an entry out."""
        at = next(i for i, entry in enumerate(self._value) if _id(entry) == entry_id)
        self._take(tuple(entry for entry in self._value if _id(entry) != entry_id))
        left = self._rows[min(at, len(self._rows) - 1)].title if self._rows else self._add
        left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self) -> None:
        made = self._entry_type()
        self._open = _id(made)
        self._take((*self._value, made))
        self._rows[-1].focus_first()

    def _take(self, entries: tuple[Any, ...]) -> None:
        self.show_value(entries)
        self.edited.emit(entries, "")


class _EntryRow(QFrame):
    """One entry: its title as a button that opens it, and its form."""

    def __init__(self, entry_id: str, field: EntriesField) -> None:
        super().__init__()
        mark(self, surface="entry")
        self.entry_id = entry_id
        self._field = field
        self._form: FieldForm | None = None
        self._entry: Any = None
        self._arrow = icon_button("chevron-right", "", self._toggle, dense=True)
        self.title = self._arrow
        self._words = ElidedLabel()
        self._up = icon_button("arrow-up", _("Move up"), lambda: field.move_entry(entry_id, -1), dense=True)
        self._down = icon_button("arrow-down", _("Move down"), lambda: field.move_entry(entry_id, 1), dense=True)
        self._remove = icon_button("trash-2", _("Remove"), lambda: field.remove_entry(entry_id), dense=True)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(2)
        top.addWidget(self._arrow)
        top.addWidget(self._words, 1)
        for made in (self._up, self._down, self._remove):
            top.addWidget(made)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(8)
        self._column.addLayout(top)

    def show_entry(self, entry: Any, at: int, count: int) -> None:
        """Show an entry and where it stands."""
        self._entry = entry
        self.show_title(entry)
        self._up.setEnabled(at > 0)
        self._down.setEnabled(at < count - 1)
        if self._form is not None:
            self._form.show_struct(entry)

    def show_title(self, entry: Any) -> None:
        """Name the row after its entry."""
        words = entry_title(entry) or _("New {entry}").format(entry=self._field._entry_name)
        self._words.setText(words)
        self._arrow.setAccessibleName(words)
        self._arrow.setToolTip(words)

    def set_open(self, wanted: bool) -> None:
        """Open or close the form; it is made when it is first opened."""
        if wanted and self._form is None:
            self._form = FieldForm(form_of(type(self._entry)), self._field.tools)
            self._form.setContentsMargins(8, 0, 8, 8)
            self._form.show_struct(self._entry)
            self._form.edited.connect(self._on_edited)
            self._column.addWidget(self._form)
            chain_after(self._remove, self._form)
        if self._form is not None:
            self._form.setVisible(wanted)
        self._arrow.setIcon(icon("chevron-down" if wanted else "chevron-right"))
        for made in (self._up, self._down, self._remove):
            made.setVisible(wanted)

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        if self._form is not None:
            self._form.focus_field()

    def _toggle(self) -> None:
        self._field.open_entry(self.entry_id)

    def _on_edited(self, name: str, value: Any, typing: str) -> None:
        self._entry = msgspec.structs.replace(self._entry, **{name: value})
        self._field.change(self.entry_id, name, value, typing)
