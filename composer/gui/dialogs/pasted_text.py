"""The box one pastes posts into: plain words to read, with the HTML they came with kept behind them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit


class PastedText(QPlainTextEdit):
    """Shows pasted words as plain text, and remembers the HTML they came with, for its links and headings."""

    def __init__(self) -> None:
        super().__init__()
        self._html = ""
        self._words = ""

    def html_of(self, text: str) -> str:
        """The HTML of these words; empty where they were typed or changed since."""
        return self._html if text == self._words else ""

    def insertFromMimeData(self, source: QMimeData) -> None:
        alone = not self.toPlainText().strip()
        super().insertFromMimeData(source)
        self._html, self._words = (source.html(), self.toPlainText()) if alone and source.hasHtml() else ("", "")
