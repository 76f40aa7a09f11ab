"""What stands where there is nothing yet: a drawing, one sentence, and the button that changes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from composer.gui.icons import pixmap
from composer.gui.theme import active_theme
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label


class EmptyState(QWidget):
    """A quiet invitation in the middle of an empty place."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._drawing = QLabel()
        self._drawing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, "pane-title", wrap=True)
        self._text = label(text, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._drawing)
        for line in (self._title, self._text):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        self._text.setVisible(bool(text))
        if action:
            made = button(action, on_action, kind="primary" if primary else "plain")
            column.addSpacing(8)
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
            self.setFocusProxy(made)
        column.addStretch(2)
        self._draw()
        active_theme().changed.connect(self._draw)

    def set_words(self, title: str, text: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def _draw(self) -> None:
        self._drawing.setPixmap(pixmap(self._icon, "muted", 40, self.devicePixelRatio()))
