"""A strip below the writing tools for the words and the address of one link."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from composer.gui.fields.url_field import complete_address
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _


class LinkStrip(QFrame):
    """``chosen(words, address)`` when it is set (an empty address takes the link away), ``left`` when it is put away."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = LineField(name=_("Words of the link"))
        self._address = LineField(name=_("Leads to"))
        self._address.setPlaceholderText("https://")
        self._remove = button(_("Remove link"), self._on_remove, kind="quiet")
        set_button = button(_("Set link"), self._on_set)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for line, (words, field) in enumerate(((_("Words"), self._words), (_("Leads to"), self._address))):
            text = label(words, "caption")
            text.setBuddy(field)
            grid.addWidget(text, line, 0)
            grid.addWidget(field, line, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._remove)
        row.addWidget(set_button)
        grid.addLayout(row, 2, 0, 1, 2)
        self.hide()

    def open(self, words: str, address: str) -> None:
        """Show it for a link, or for words that are to become one; an address on the clipboard is offered."""
        self._words.show_text(words)
        clipboard = QGuiApplication.clipboard().text().strip()
        offered = clipboard if clipboard.startswith(("http://", "https://")) and len(clipboard.split()) == 1 else ""
        self._address.show_text(address or offered)
        self._remove.setVisible(bool(address))
        self.show()
        field = self._address if words else self._words
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_set()
        else:
            super().keyPressEvent(event)

    def _on_set(self) -> None:
        address = complete_address(self._address.text())
        if address or self._words.text().strip():
            self.chosen.emit(self._words.text(), address)
        self._leave()

    def _on_remove(self) -> None:
        self.chosen.emit(self._words.text(), "")
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
