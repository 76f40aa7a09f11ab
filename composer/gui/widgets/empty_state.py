"""What stands where there is nothing yet: a drawing, one sentence, and the button that changes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from composer.gui.icons import pixmap
from composer.gui.theme import active_theme
from composer.gui.widgets.buttons import button
from composer.gui.widgets.illustration import Illustration
from composer.gui.widgets.labels import label

LARGE = {"users": "empty_people", "send": "all_sent", "mail-open": "all_sent", "newspaper": "empty_issue", "rss": "empty_sources"}
"""Icon to the drawing that stands for it where a whole place is empty."""
ROOM_FOR_ILLUSTRATION = 340
ROOM_FOR_ICON = 190
"""Heights in logical pixels from which the large drawing and the icon are shown."""


class EmptyState(QWidget):
    """A quiet invitation in the middle of an empty place; where there is room, some icons give way to a large drawing."""

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
        self._large = Illustration(LARGE[icon]) if icon in LARGE else None
        self._title = label(title, "pane-title", wrap=True)
        self._text = label(text, "muted", wrap=True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._drawing)
        if self._large is not None:
            column.addWidget(self._large, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(8)
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

    def minimumSizeHint(self) -> QSize:
        """It asks for no height: in a stack it would take the room of what is shown in its place."""
        return QSize(super().minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The large drawing only where the words keep their room."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        large = self._large is not None and self.height() >= ROOM_FOR_ILLUSTRATION
        if self._large is not None:
            self._large.setVisible(large)
        roomy = self.height() >= active_theme().room_for(ROOM_FOR_ICON)
        self._drawing.setVisible(roomy and not large)
        margin = 24 if roomy else 4
        self._column.setContentsMargins(margin, margin, margin, margin)

    def _draw(self) -> None:
        self._drawing.setPixmap(pixmap(self._icon, "muted", 40, self.devicePixelRatio()))
