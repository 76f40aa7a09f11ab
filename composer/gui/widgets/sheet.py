"""A sheet over the window: what lies below is dimmed and waits. For what really must be read first (our own faults, the keys)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from composer.gui.theme import mark


class Sheet(QWidget):
    """Fill ``self.body`` (a QVBoxLayout), then call ``open()``. Esc or a click beside it closes; ``closed`` says so."""

    closed = Signal()

    def __init__(self, window: QWidget, name: str, *, width: int = 560) -> None:
        super().__init__(window)
        self.setAccessibleName(name)
        self._frame = QFrame(self)
        mark(self._frame, surface="sheet")
        self._frame.setAccessibleName(name)
        self._width = width
        self.body = QVBoxLayout(self._frame)
        self.body.setContentsMargins(24, 24, 24, 24)
        self.body.setSpacing(12)
        self._focus_before: QWidget | None = None
        self._focus_first: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget | None = None) -> None:
        """Show it, with the focus on ``focus``."""
        self._focus_before = self.window().focusWidget()
        self._focus_first = focus
        self._place()
        self.show()
        self.raise_()
        (focus or self._frame).setFocus(Qt.FocusReason.TabFocusReason)

    def close_sheet(self) -> None:
        """Put it away; the focus goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None
        self.closed.emit()

    def _place(self) -> None:
        window = self.window()
        self.setGeometry(window.rect())
        width = min(self._width, window.width() - 48)
        self._frame.setFixedWidth(width)
        height = min(self._frame.heightForWidth(width) if self._frame.hasHeightForWidth() else 10_000, window.height() - 48)
        height = min(max(height, self._frame.minimumSizeHint().height()), window.height() - 48)
        if not self._frame.hasHeightForWidth():
            height = min(self._frame.sizeHint().height(), window.height() - 48)
        self._frame.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        # The focus stays inside: what lies below cannot be reached by Tab.
        stops = [
            child
            for child in self._frame.findChildren(QWidget)
            if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not stops:
            return True
        focused = self.window().focusWidget()
        at = stops.index(focused) if focused in stops else -1
        stops[(at + (1 if forwards else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        # Every other key stops here too: it must not reach what is dimmed.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._frame.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 110))
