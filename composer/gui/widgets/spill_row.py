"""A row in two parts; where both do not fit, the second goes on a line of its own, or on as many as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QWidget

from composer.gui.widgets.flow_layout import FlowLayout

GAP = 8


class SpillRow(QWidget):
    """``first`` takes what room there is where ``stretch`` (a field), else stands at the beginning and ``rest`` at the end."""

    def __init__(
        self,
        first: Sequence[QWidget],
        rest: Sequence[QWidget],
        *,
        least: int,
        stretch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``least``: pixels the whole must have for both parts to stand in one line, and no less than they want."""
        super().__init__(parent)
        self._least = least
        self._parts = (list(first), list(rest))
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP)
        self._lines.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._first, self._rest = QHBoxLayout(), FlowLayout(gap=GAP)
        self._first.setSpacing(GAP)
        for at, widget in enumerate(first):
            self._first.addWidget(widget, int(stretch and at == 0))
        for widget in rest:
            self._rest.addWidget(widget)
        if not stretch:
            self._first.addStretch(1)
        self._lines.addLayout(self._first, 1)
        self._lines.addLayout(self._rest)

    @property
    def spilled(self) -> bool:
        """Whether the second part has a line of its own."""
        return self._lines.direction() == QBoxLayout.Direction.TopToBottom

    def sizeHint(self) -> QSize:
        first, rest = self._first.sizeHint(), self._rest.sizeHint()
        if not self.spilled:
            return QSize(first.width() + GAP + rest.width(), max(first.height(), rest.height()))
        return QSize(max(first.width(), rest.width()), first.height() + GAP + self._rest.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        widest = max((widget.minimumSizeHint().width() for part in self._parts for widget in _shown(part)), default=0)
        return QSize(widest, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        first, rest = map(_natural_width, self._parts)
        narrow = width < max(self._least, first + GAP + rest)
        directions = QBoxLayout.Direction
        long = narrow and first > width
        self._first.setDirection(directions.TopToBottom if long else directions.LeftToRight)
        self._lines.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self.updateGeometry()


def _shown(part: Sequence[QWidget]) -> list[QWidget]:
    return [widget for widget in part if not widget.isHidden()]


def _natural_width(part: Sequence[QWidget]) -> int:
    """Pixels its widgets want side by side."""
    widths = [widget.sizeHint().width() for widget in _shown(part)]
    return sum(widths) + GAP * max(0, len(widths) - 1)
