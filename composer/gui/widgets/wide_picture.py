"""A picture that fills the width it is given, with round corners. It is decoration: nothing in it needs to be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

RADIUS = 8
LEAST = QSize(160, 120)
WANTED = QSize(320, 200)


class WidePicture(QWidget):
    """Shows the middle of the picture in ``path``; a file that cannot be read leaves the place empty."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap(str(path))
        self._scaled = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(LEAST)

    def sizeHint(self) -> QSize:
        return WANTED

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        cover = self._picture.size().scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        if self._scaled.size() != cover:
            self._scaled = self._picture.scaled(
                cover, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        corner = QPointF((cover.width() - wanted.width()) / 2, (cover.height() - wanted.height()) / 2)
        round_edge = QPainterPath()
        round_edge.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(round_edge)
        painter.drawPixmap(QRectF(self.rect()), self._scaled, QRectF(corner, wanted.toSizeF()))
