"""A sheet over the window: what lies below is dimmed and waits. For what really must be read first (our own faults, the keys)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from composer.gui.theme import active_theme, mark
from composer.gui.widgets.scrolled import scrolled

LINE = 4
"""Pixels of the line round a sheet, on both sides, and what rounding at 150 % may take."""


class Sheet(QWidget):
    """Fill ``self.body`` (a QVBoxLayout), then call ``open()``. Esc or a click beside it closes; ``closed`` says so."""

    closed = Signal()

    def __init__(self, window: QWidget, name: str, *, width: int = 560) -> None:
        super().__init__(window)
        active_theme().dress(self)
        self.setAccessibleName(name)
        self._frame = QFrame(self)
        mark(self._frame, surface="sheet")
        self._frame.setAccessibleName(name)
        self._width = width
        # In a low window what does not fit is scrolled to, instead of lying on what stands below it.
        self._area = scrolled()
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(24, 24, 24, 24)
        self.body.setSpacing(12)
        self._area.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        around = QVBoxLayout(self._frame)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        self._focus_before: QWidget | None = None
        self._focus_first: QWidget | None = None
        window.installEventFilter(self)
        self._inside.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget | None = None) -> None:
        """Show it, with the focus on ``focus``."""
        self._focus_before = self.window().focusWidget()
        self._focus_first = focus
        self._place()
        self.show()
        self.raise_()
        (focus or self._frame).setFocus(Qt.FocusReason.TabFocusReason)
        self._bring_into_view(focus)

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
        wanted = self.body.sizeHint().height()
        if self.body.hasHeightForWidth():
            wanted = max(self.body.heightForWidth(width - LINE), self.body.minimumSize().height())
        height = min(wanted + LINE, window.height() - 48)
        self._frame.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside:
            # A sentence came or went in it: it grows with its words instead of squeezing them.
            if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
                self._place()
        elif event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _bring_into_view(self, focused: QWidget | None) -> None:
        if focused is not None and self._inside.isAncestorOf(focused):
            self._area.ensureWidgetVisible(focused, 0, 24)

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
        self._bring_into_view(self.window().focusWidget())
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
