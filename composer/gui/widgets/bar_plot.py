"""Bars from zero, each with its number above and its caption below; for figures that stand in a table beside it as well."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer.gui.theme import active_theme

HIGH = 168
WIDEST = 64
"""Of one bar: three issues in a year are three bars, not three walls."""
SHARE = 0.62
"""How much of its place a bar fills."""


class BarPlot(QWidget):
    """Whole numbers as bars. Screen readers are told every pair of caption and number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[int, ...] = ()
        self._captions: tuple[str, ...] = ()
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        active_theme().changed.connect(self.update)

    def show_bars(self, values: Sequence[int], captions: Sequence[str]) -> None:
        """Show these; without any number above zero the plot takes no room."""
        self._values, self._captions = tuple(values), tuple(captions)
        pairs = zip(self._captions, self._values, strict=True)
        self.setAccessibleDescription(", ".join(f"{caption}: {value:,}" for caption, value in pairs))
        self.setVisible(any(self._values))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, active_theme().px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, active_theme().px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not any(self._values):
            return
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(theme.px(12))
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        line, most = metrics.height() + 2, max(self._values)
        step = self.width() / len(self._values)
        wide = min(step * SHARE, WIDEST)
        floor = self.height() - line - 2
        room = floor - line - 2
        numbers = [f"{value:,}" for value in self._values]
        every = _every(max(metrics.horizontalAdvance(word) for word in self._captions), step)
        numbered = max(metrics.horizontalAdvance(number) for number in numbers) <= step - 2
        for place, value in enumerate(self._values):
            middle = (place + 0.5) * step
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                middle = self.width() - middle
            tall = room * value / most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("accent")))
            painter.drawRoundedRect(QRectF(middle - wide / 2, floor - tall, wide, tall), 2, 2)
            if numbered or value == most:
                painter.setPen(QColor(theme.colour("text")))
                painter.drawText(
                    QRectF(middle - step, floor - tall - line, 2 * step, line), Qt.AlignmentFlag.AlignCenter, numbers[place]
                )
            if place % every == 0:
                painter.setPen(QColor(theme.colour("muted")))
                painter.drawText(
                    QRectF(middle - step * every / 2, floor + 2, step * every, line),
                    Qt.AlignmentFlag.AlignCenter,
                    metrics.elidedText(self._captions[place], Qt.TextElideMode.ElideRight, step * every - 2),
                )
        painter.setPen(QColor(theme.colour("line")))
        painter.drawLine(0, round(floor), self.width(), round(floor))


def _every(widest: float, step: float) -> int:
    """So many bars share one caption where there is no room for each: 1, 2 or 3."""
    for every in (1, 2, 3):
        if widest <= step * every - 6:
            return every
    return 1
