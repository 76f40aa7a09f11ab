"""Filters with names: choose one, save the present one, rename it, take it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _
from composer.library.saved_filters import LONGEST_NAME, SavedFilter
from composer.library.shelf_filter import ShelfFilter


class SavedFilterBar(QWidget):
    """``chosen`` with a :class:`SavedFilter`, ``save_wanted`` with a name, ``rename_wanted`` with id and name, ``remove_wanted``
    with an id."""

    chosen = Signal(object)
    save_wanted = Signal(str)
    rename_wanted = Signal(str, str)
    remove_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved: tuple[SavedFilter, ...] = ()
        self._filter = ShelfFilter()
        self._renaming = ""
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Saved filters"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.activated.connect(self._on_chosen)
        self.rename = icon_button("pencil", _("Rename this filter"), self._ask_rename)
        self.remove = icon_button("trash-2", _("Remove this filter"), self._on_remove)
        self.save = button(_("Save this filter…"), self._ask_save, icon="save", kind="quiet")
        self.name = LineField(name=_("Name of the filter"), max_length=LONGEST_NAME)
        self.name.setPlaceholderText(_("Its name, then Return"))
        self.name.returnPressed.connect(self._on_named)
        self.name.hide()
        self._title = label(_("Saved filters"), "label")
        self._title.setBuddy(self.choice)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.choice, 1)
        row.addWidget(self.rename)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self.name)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    def show_saved(self, saved: Sequence[SavedFilter]) -> None:
        """Offer these."""
        self._saved = tuple(saved)
        self._show()

    def show_filter(self, present: ShelfFilter) -> None:
        """What is chosen at the moment."""
        self._filter = present
        self._show()

    @property
    def present(self) -> ShelfFilter:
        """What is chosen at the moment."""
        return self._filter

    def current(self) -> SavedFilter | None:
        """The saved filter that is just what is chosen."""
        return next((one for one in self._saved if one.filter == self._filter), None)

    def _show(self) -> None:
        current = self.current()
        self.choice.clear()
        self.choice.addItem(_("Choose one…"), "")
        for one in self._saved:
            self.choice.addItem(one.name, one.id)
        self.choice.setCurrentIndex(max(self.choice.findData(current.id), 0) if current is not None else 0)
        for widget in (self._title, self.choice, self.rename, self.remove):
            widget.setVisible(bool(self._saved))
        for tool in (self.rename, self.remove):
            tool.setEnabled(current is not None)
        self.save.setVisible(current is None and not self._filter.is_empty() and self.name.isHidden())
        self.setVisible(bool(self._saved) or not self._filter.is_empty())

    def _on_chosen(self, at: int) -> None:
        found = next((one for one in self._saved if one.id == self.choice.itemData(at)), None)
        if found is not None:
            self.chosen.emit(found)

    def _ask_save(self) -> None:
        self._ask("", "")

    def _ask_rename(self) -> None:
        current = self.current()
        if current is not None:
            self._ask(current.id, current.name)

    def _ask(self, renaming: str, name: str) -> None:
        self._renaming = renaming
        self.name.setText(name)
        self.name.show()
        self.save.hide()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.name.selectAll()

    def _on_named(self) -> None:
        name = self.name.text().strip()
        self._stop_asking()
        if name and self._renaming:
            self.rename_wanted.emit(self._renaming, name)
        elif name:
            self.save_wanted.emit(name)

    def _on_remove(self) -> None:
        current = self.current()
        if current is not None:
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
            self.remove_wanted.emit(current.id)

    def _stop_asking(self) -> None:
        self.name.hide()
        self._show()
        (self.choice if self._saved else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.name.isHidden():
            self._stop_asking()
        else:
            super().keyPressEvent(event)
