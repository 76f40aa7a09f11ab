"""A strip that says what happened, what it means, and offers one button; it pushes the page down and covers nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.icons import pixmap
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import label
from composer.i18n import _

_TOKENS = {"banner-danger": "danger", "banner-warn": "warn", "banner-info": "on_accent_soft"}
_ICONS = {"banner-danger": "circle-alert", "banner-warn": "triangle-alert", "banner-info": "info"}


class Banner(QFrame):
    """Hidden until it has something to say. ``closed`` when the user puts it away."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surface = "banner-danger"
        self._details = ""
        self._action: Callable[[], object] | None = None
        self._icon = QLabel()
        self._words = label(wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = label(role="caption", wrap=True)
        self._more.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button: QPushButton = button("", self._on_action)
        self._details_button = button(_("Details for your IT person"), self._copy_details, kind="quiet", icon="copy")
        self._close = icon_button("x", _("Close this message"), self._on_close, dense=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._words)
        words.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._details_button)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()
        active_theme().changed.connect(self._draw)

    def show_error(self, error: ComposerError, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Say what went wrong and what to do; the technical part goes to the clipboard only when asked for."""
        self.show_words(error.message, error.remedy, "banner-danger", action, on_action, details=error.details)

    def show_words(
        self,
        words: str,
        more: str = "",
        surface: str = "banner-info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        details: str = "",
    ) -> None:
        """Say something: ``banner-info``, ``banner-warn`` or ``banner-danger``."""
        self._surface = surface
        mark(self, surface=surface)
        self._words.setText(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._action = on_action
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self._details = details
        self._details_button.setVisible(bool(details))
        self.setAccessibleName(f"{words} {more}".strip())
        self._draw()
        self.show()
        announce(self, f"{words} {more}".strip(), assertive=surface == "banner-danger")

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def _on_action(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._words.text()} {self._more.text()}\n\n{self._details}")

    def _draw(self) -> None:
        self._icon.setPixmap(pixmap(_ICONS[self._surface], _TOKENS[self._surface], 20, self.devicePixelRatio()))
