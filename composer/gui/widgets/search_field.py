"""A field one filters by: it waits for a short pause in typing, clears by Esc, and never steals the undo keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from composer.gui.icons import icon
from composer.i18n import _

PAUSE = 120
"""Milliseconds without a key before the search starts, where it takes its time."""


class SearchField(QLineEdit):
    """Emits ``searched`` with the words, once typing pauses for ``pause`` milliseconds (0: with every key); Down leaves it for
    the results (``left_downwards``)."""

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None, *, pause: int = PAUSE) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icon("search", "muted", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("x", "muted", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("Clear"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self._search)
        self._last = ""
        self.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self._pause.interval():
            self._pause.start()
        else:
            self._search()

    def forget(self) -> None:
        """It was emptied without a word: the same letters are a new search."""
        self._pause.stop()
        self._last = self.text().strip()
        self._clear.setVisible(bool(self.text()))

    def _search(self) -> None:
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._pause.stop()
            self._search()
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
