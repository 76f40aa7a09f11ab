"""A short line at the foot of the window that goes away by itself; often with the way back: “Removed “Roof”  Undo”."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label

PLAIN_TIME = 4_000
WITH_BUTTON_TIME = 10_000


class Toast(QFrame):
    """One at a time, above everything else in its parent, never taking the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        mark(self, surface="toast")
        self._action: Callable[[], object] | None = None
        self._words = label()
        self._button = button("", self._on_action, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self.setMinimumHeight(44)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Show a line; with ``action`` it stays longer."""
        self._words.setText(words)
        self._action = on_action
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self._place()
        self.show()
        self.raise_()
        self._timer.start(WITH_BUTTON_TIME if action else PLAIN_TIME)
        announce(self, words)

    @property
    def words(self) -> str:
        """What it says; empty while hidden."""
        return self._words.text() if not self.isHidden() else ""

    def _on_action(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _place(self) -> None:
        parent = self._parent
        widest = max(240, parent.width() - 48)
        self._words.setWordWrap(False)
        if self.sizeHint().width() > widest:
            self._words.setWordWrap(True)
            self.resize(widest, max(self.minimumHeight(), self.heightForWidth(widest)))
        else:
            self.adjustSize()
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 72)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
