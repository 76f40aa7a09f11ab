"""HTML as it is written: a plain box with letters of one width. Its undo is the issue's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, Qt
from PySide6.QtGui import QFont, QFontDatabase, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from composer.blocks.fields import FormField, Markup
from composer.gui.fields.field_widget import FieldTools, FieldWidget
from composer.gui.theme import mark
from composer.gui.widgets.line_field import is_window_key

LINES = 9


class MarkupField(FieldWidget):
    """Every key is a change, merged by the history."""

    def __init__(self, line: FormField, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(line, tools, parent)
        assert isinstance(line.field, Markup)
        self._most = line.field.max_length
        self._edit = _MarkupEdit(self.label)
        self._edit.textChanged.connect(self._on_changed)
        self._told = ""
        frame = QFrame()
        mark(frame, surface="field")
        self._edit.setProperty("ring_on_parent", True)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.setFocusProxy(self._edit)

    def show_value(self, value: Any) -> None:
        text = str(value or "")
        if text != self._edit.toPlainText():
            self._put(text)
        self._told = text

    def first_widget(self) -> QWidget:
        return self._edit

    def _put(self, text: str) -> None:
        """Show a text without a word; the caret stays as near as it can."""
        at = self._edit.textCursor().position()
        with QSignalBlocker(self._edit):
            self._edit.setPlainText(text)
        cursor = self._edit.textCursor()
        cursor.setPosition(min(at, self._edit.document().characterCount() - 1), QTextCursor.MoveMode.MoveAnchor)
        self._edit.setTextCursor(cursor)

    def _on_changed(self) -> None:
        text = self._edit.toPlainText()
        if len(text) > self._most:
            text = text[: self._most]
            self._put(text)
        if text != self._told:
            self._told = text
            self.edited.emit(text, self.line.name)


class _MarkupEdit(QPlainTextEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        mark(self, kind="inside")
        self.setAccessibleName(name)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(font)
        self.document().setDocumentMargin(8)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + 18)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_window_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_window_key(event) or event.key() == Qt.Key.Key_Escape or (enter and with_control):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Markup copied from a page means its words as they stand, tags and all.
        self.insertPlainText(source.text())
