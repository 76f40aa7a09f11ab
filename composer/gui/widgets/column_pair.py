"""Two columns where there is room for both, one below the other where there is not; never wider than is good to read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from composer.gui.theme import active_theme

STACK_BELOW = 780
"""Pixels; two columns of a form with a picture in it want 370 each."""
WIDEST = 1240
"""A line to write in gains nothing from being longer than 600 pixels."""


class ColumnPair(QWidget):
    """``left`` and ``right`` share the width; what is left over of a very wide window stays empty, at the end."""

    def __init__(self, left: QWidget, right: QWidget, *, stack_below: int = STACK_BELOW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = (left, right)
        self._stack_below = stack_below
        self.setMaximumWidth(WIDEST)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(20)
        # Two columns must not keep the page from becoming so narrow that there is one.
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for part in self._parts:
            self._row.addWidget(part, 1)

    def _room(self) -> int:
        return active_theme().room_for(self._stack_below)

    @property
    def stacked(self) -> bool:
        """Whether one stands below the other now."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        width = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def heightForWidth(self, width: int) -> int:
        both = [part.sizeHint().height() for part in self._parts]
        share = width if width < self._room() else (width - self._row.spacing()) // 2
        both = [
            max(part.heightForWidth(share), part.minimumSizeHint().height()) if part.hasHeightForWidth() else height
            for part, height in zip(self._parts, both, strict=True)
        ]
        return sum(both) + self._row.spacing() if width < self._room() else max(both)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._room()
        if narrow != self.stacked:
            directions = QBoxLayout.Direction
            self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
            self.updateGeometry()


def topped(*parts: QWidget) -> QWidget:
    """A column of cards that stand at its top."""
    made = QWidget()
    column = QBoxLayout(QBoxLayout.Direction.TopToBottom, made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    for part in parts:
        column.addWidget(part)
    return made
