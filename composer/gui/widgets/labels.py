"""Words on the window, in the theme's roles."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from composer.gui.theme import mark

AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label; the roles are listed in :mod:`composer.gui.theme`. Text is always plain: strangers' words pass through here."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        # Qt would put words written from left to right at the left, away from what they are about.
        made.setAlignment(AT_THE_RIGHT)
    if role:
        mark(made, role=role)
    return made


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room, with the whole text as its tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            mark(self, role=role)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(" ".join(text.split()))
        self.updateGeometry()
        self._set_tip()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 4, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not before: Qt's names for everything a style can draw take 5 ms to load, and the first window has none of these.
        from PySide6.QtWidgets import QStyle, QStyleOption

        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        inside = self.contentsRect()
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        start = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and start & Qt.AlignmentFlag.AlignLeft:
            start = AT_THE_RIGHT
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the words' own: their … stands at their end
        painter.drawText(inside, int(start), text)

    def _set_tip(self) -> None:
        too_long = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if too_long else "")
