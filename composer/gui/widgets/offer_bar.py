"""A strip that says what was recognised in something dropped or pasted, with one press to take it in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.theme import mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, icon_button, set_words
from composer.gui.widgets.labels import label
from composer.i18n import _


class OfferBar(QFrame):
    """Hidden until there is something to offer. ``accepted`` and ``closed``."""

    accepted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="banner-info")
        self._words = label("", "strong", wrap=True)
        self._more = label("", "caption", wrap=True)
        self.add_button = button(_("Add"), self._on_accepted, kind="primary", icon="plus")
        self._close = icon_button("x", _("Do not add it"), self.dismiss, keys="Esc", dense=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._words)
        words.addWidget(self._more)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(8)
        line.addLayout(words, 1)
        line.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def working(self, words: str) -> None:
        """Something is being looked at."""
        self._say(words, "")
        self.add_button.hide()

    def offer(self, words: str, more: str = "", action: str = "") -> None:
        """Say what was found, and put the focus on the button that takes it."""
        self._say(words, more)
        set_words(self.add_button, action or _("Add"))
        self.add_button.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    def _say(self, words: str, more: str) -> None:
        self._words.setText(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.show()

    def dismiss(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def _on_accepted(self) -> None:
        self.hide()
        self.accepted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)
