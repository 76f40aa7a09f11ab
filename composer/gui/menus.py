"""The menu bar, which comes when it is asked for (F10, Alt) and goes by itself when nobody is in it any more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu


class Menus(QObject):
    """Shows and hides the bar of ``window``; where the system has a bar of its own (macOS) it is always there."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._bar = window.menuBar()
        self._alt_alone = False
        self._bar.setVisible(self._bar.isNativeMenuBar())
        self._bar.installEventFilter(self)
        for action in self._bar.actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.aboutToHide.connect(self._leave_soon)

    def key_pressed(self, event: QKeyEvent) -> None:
        """What the window was pressed: F10 toggles at once, Alt only if no other key follows."""
        self._alt_alone = event.key() == Qt.Key.Key_Alt
        if event.key() == Qt.Key.Key_F10 and not event.modifiers():
            self.toggle()

    def key_released(self, event: QKeyEvent) -> None:
        """Alt was let go."""
        if event.key() == Qt.Key.Key_Alt and self._alt_alone:
            self.toggle()
        self._alt_alone = False

    def toggle(self) -> None:
        """Show the bar with its first menu lit, or put it away."""
        if self._bar.isNativeMenuBar():
            return
        self._bar.setVisible(self._bar.isHidden())
        if self._bar.isVisible():
            self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
            self._bar.setActiveAction(self._bar.actions()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._leave_soon()
        return False

    def _leave_soon(self) -> None:
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        # From one menu to the next there is a moment without either.
        if not self._bar.isNativeMenuBar() and not self._bar.hasFocus() and QApplication.activePopupWidget() is None:
            self._bar.hide()
