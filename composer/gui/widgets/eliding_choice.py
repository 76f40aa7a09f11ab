"""A choice whose words may be longer than its field: they end in “…”, and are whole in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

AROUND_WORDS = 48
"""Pixels: edges of a row of the list, and its scroll bar."""


class ElidingChoice(QComboBox):
    """Qt cuts such words in the middle of a letter. The list that drops down is wide enough for all of them.

    Args:
        about: what the tool tip says of the choice where its words have room.
    """

    def __init__(self, parent: QWidget | None = None, *, about: str = "") -> None:
        super().__init__(parent)
        self._about = about
        self.setToolTip(about)
        self.currentTextChanged.connect(lambda _text: self._say_it_whole())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What has no room ends in … instead of in the middle of a letter."""
        super().initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, self._room())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_it_whole()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._say_it_whole()

    def showPopup(self) -> None:
        words = (self.itemText(row) for row in range(self.count()))
        widest = max(map(self.view().fontMetrics().horizontalAdvance, words), default=0)
        self.view().setMinimumWidth(max(self.width(), widest + AROUND_WORDS))
        super().showPopup()

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width() - 4

    def _say_it_whole(self) -> None:
        words = self.currentText()
        self.setToolTip(words if self.fontMetrics().horizontalAdvance(words) > self._room() else self._about)
