"""An item's fields written by hand: those of one on the shelf, or a new one of a chosen kind."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.gui.editor.item_list import GUTTER
from composer.gui.editor.item_values import filled, lines_of, problems, values_of
from composer.gui.fields.field_widget import FieldTools
from composer.gui.fields.form import FieldForm
from composer.gui.models.item_words import KIND_WORDS
from composer.gui.theme import mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, icon_button, set_words
from composer.gui.widgets.labels import label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import _
from composer.library.item import KINDS, Item, Kind


class ItemForm(QWidget):
    """``kept`` with the :class:`Item` as it was written, ``left`` when nothing is to be kept (Esc)."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, tools: FieldTools, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._zone = zone
        self._item = Item()
        self._values: dict[str, Any] = values_of(self._item)
        self.form: FieldForm | None = None
        self._title = label(role="pane-title", wrap=True)
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(_(KIND_WORDS[kind]), kind)
        self.kind.setAccessibleName(_("Kind"))
        self.kind.activated.connect(lambda _at: self._draw())
        self._wrong = label("", "error", wrap=True)
        self._wrong.hide()
        self.keep_button = button(_("Keep it"), self.keep, kind="primary")
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(icon_button("arrow-left", _("Back without keeping it"), self.left.emit, keys="Esc", dense=True))
        top.addWidget(self._title, 1)
        kind_line = QVBoxLayout()
        kind_line.setSpacing(4)
        above = label(_("Kind"), "label")
        above.setBuddy(self.kind)
        kind_line.addWidget(above)
        kind_line.addWidget(self.kind)
        self._inner = QWidget()
        mark(self._inner, surface="window")
        self._inside = QVBoxLayout(self._inner)
        self._inside.setContentsMargins(0, 4, GUTTER, 8)
        self._inside.setSpacing(12)
        self._inside.addLayout(kind_line)
        self._inside.addStretch(1)
        area = scrolled(self._inner)
        self._area = area
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 4, GUTTER, 0)
        foot.setSpacing(8)
        foot.addWidget(self.keep_button)
        foot.addWidget(button(_("Cancel"), self.left.emit, kind="quiet"))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(area, 1)
        column.addWidget(self._wrong)
        column.addLayout(foot)

    def write_new(self, kind: Kind = "news") -> None:
        """An empty form; its kind is chosen at the top."""
        self._show(Item(kind=kind), _("A new item"), _("Add to the list"))

    def correct(self, item: Item) -> None:
        """The form of an item that is here."""
        self._show(item, _("Correct what is known"), _("Keep it"))

    def _show(self, item: Item, title: str, words: str) -> None:
        self._item, self._values = item, values_of(item)
        self._title.setText(title)
        self.setAccessibleName(title)
        set_words(self.keep_button, words)
        self.kind.setCurrentIndex(KINDS.index(item.kind))
        self._draw()
        self._area.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        if self.form is not None:
            self._inside.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._wrong.hide()
        self.form = FieldForm(lines_of(self._chosen), self._tools)
        self.form.edited.connect(self._on_edited)
        self.form.show_values(self._values)
        self._inside.insertWidget(1, self.form)

    @property
    def _chosen(self) -> Kind:
        kind: Kind = self.kind.currentData()
        return kind

    def focus_first(self, name: str = "title") -> None:
        """Put the caret into a field."""
        if self.form is not None:
            self.form.focus_field(name)

    def _on_edited(self, name: str, value: Any, _typing: str) -> None:
        self._values[name] = value
        if name == "starts" and value is not None and (value.hour or value.minute) and self.form is not None:
            self._values["all_day"] = False
            if "all_day" in self.form.fields:
                self.form.fields["all_day"].show_value(False)

    def keep(self) -> None:
        """Hand on what was written, or say what is wrong, with the caret where it is."""
        form = self.form
        if form is None:
            return
        # A click on the button leaves the focus in the line: what stands there is taken first.
        focused = self.window().focusWidget()
        if isinstance(focused, QLineEdit):
            focused.editingFinished.emit()
        wrong = problems(self._chosen, self._values)
        unread = next((name for name, field in form.fields.items() if _has_invalid(field) and name not in wrong), "")
        name = next(iter(wrong), "") or unread
        if name:
            words = wrong.get(name) or _("“{label}” cannot be read as it is written.").format(label=form.fields[name].label)
            self._wrong.setText(words)
            self._wrong.show()
            announce(self, words, assertive=True)
            form.focus_field(name)
            return
        self._wrong.hide()
        self.kept.emit(filled(self._item, self._chosen, self._values, self._zone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.window().focusWidget(), QLineEdit):
            self.keep()
        else:
            super().keyPressEvent(event)


def _has_invalid(field: QWidget) -> bool:
    return any(line.property("invalid") for line in field.findChildren(QLineEdit))
