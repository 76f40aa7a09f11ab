"""The program's own line drawings, in the colours of the theme: an empty place or a finished job looks meant.

A drawing is an SVG in ``resources/illustrations`` whose colours are the names of the theme's tokens: ``stroke="{accent}"``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer.gui.theme import active_theme
from composer.paths import resources_folder

WIDTH, HEIGHT = 192, 120
"""Logical pixels; the drawings are 240 by 150."""


@cache
def _source(name: str) -> str:
    return (resources_folder() / "illustrations" / f"{name}.svg").read_text(encoding="utf-8")


class Illustration(QWidget):
    """Draws ``name``. It says nothing a screen reader would have to read out: the words beside it do."""

    def __init__(self, name: str, parent: QWidget | None = None, *, width: int = WIDTH) -> None:
        super().__init__(parent)
        self._name = name
        self._renderer: QSvgRenderer | None = None
        self.setFixedSize(QSize(width, width * HEIGHT // WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        active_theme().changed.connect(self._forget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """In the colours now in force."""
        if self._renderer is None:
            drawing = _source(self._name)
            for token, colour in active_theme().tokens.mapping().items():
                drawing = drawing.replace(f"{{{token}}}", colour)
            self._renderer = QSvgRenderer(QByteArray(drawing.encode()))
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(self.rect()))
        painter.end()

    def _forget(self) -> None:
        self._renderer = None
        self.update()
