"""Lines to read and copy, not to write in: the plain text, the source."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class ReadOnlyLines(QPlainTextEdit):
    """Text to read and copy, not to write in."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_lines(self, text: str) -> None:
        """Show this text at the place that was read before."""
        if text == self.toPlainText():
            return
        top = self.verticalScrollBar().value()
        self.setPlainText(text)
        self.verticalScrollBar().setValue(top)
