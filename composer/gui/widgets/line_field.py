"""A line of text whose undo is the issue's, not its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_OWN_LETTERS = (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X)


def is_window_key(event: QKeyEvent) -> bool:
    """Whether these keys belong to the window although a text box has a use for them.

    Undo and redo, and Ctrl with any letter but those of the clipboard: on Linux, Ctrl+K would cut the rest of the line, Ctrl+U
    the whole of it, Ctrl+D the next letter.
    """
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        return True
    letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z or event.key() == Qt.Key.Key_Semicolon
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return letter and held == Qt.KeyboardModifier.ControlModifier and Qt.Key(event.key()) not in _OWN_LETTERS


class LineField(QLineEdit):
    """Hands undo and redo on to the window. :meth:`show_text` keeps the caret where the writer has it."""

    def __init__(self, text: str = "", *, name: str = "", max_length: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if name:
            self.setAccessibleName(name)
        if max_length:
            self.setMaxLength(max_length)

    def show_text(self, text: str) -> None:
        """Show ``text`` without a signal; nothing happens where it is shown already."""
        if text == self.text():
            return
        at_end = self.cursorPosition() == len(self.text())
        at = self.cursorPosition()
        with QSignalBlocker(self):
            self.setText(text)
        self.setCursorPosition(len(text) if at_end or not self.hasFocus() else min(at, len(text)))
        if not self.hasFocus():
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_window_key(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Unseen it stands at its beginning; who is led here goes on writing at the end.
        if event.reason() in (Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason) and not self.hasSelectedText():
            self.end(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_window_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions()[:3]:
            # Undo, redo and the line below them: the box's own, which would fight the issue's.
            menu.removeAction(action)
        menu.exec(event.globalPos())
        menu.deleteLater()
