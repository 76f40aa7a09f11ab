"""What the cards of the outline lie on: it shows between which of them something dropped would land."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from composer.gui.theme import active_theme


class DropSurface(QWidget):
    """Paints the line that ``where`` gives; nothing where it gives none."""

    def __init__(self, where: Callable[[], QRect | None]) -> None:
        super().__init__()
        self._where = where

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._where()
        if line is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(active_theme().colour("accent"))
            painter.drawRoundedRect(line, 1.5, 1.5)
