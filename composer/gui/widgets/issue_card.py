"""One issue on the desk: the top of its letter, its name, and a line that says how it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from composer.gui.icons import pixmap
from composer.gui.theme import active_theme
from composer.gui.widgets.labels import ElidedLabel
from composer.i18n import _

CARD = QSize(236, 228)
PICTURE_HEIGHT = 164
RADIUS = 10


class IssueCard(QAbstractButton):
    """Enter, Space or a click opens it (``opened``); the menu key or a right click asks for its menu (``menu_wanted``)."""

    opened = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, issue_id: str, name: str, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.issue_id = issue_id
        self._picture: QPixmap | None = None
        self._hovered = False
        self.setFixedSize(CARD)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Issue {name}, {caption}").format(name=name, caption=caption))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, PICTURE_HEIGHT + 12, 14, 12)
        column.setSpacing(2)
        column.addWidget(ElidedLabel(name, "strong"))
        column.addWidget(ElidedLabel(caption, "caption"))
        column.addStretch(1)
        self.clicked.connect(lambda _checked=False: self.opened.emit(self.issue_id))
        active_theme().changed.connect(self.update)

    def set_picture(self, picture: QImage) -> None:
        """Show the top of the letter, given at the size it is shown at."""
        self._picture = QPixmap.fromImage(picture)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, RADIUS, RADIUS)
        painter.fillPath(outline, theme.colour("hover" if self._hovered else "surface"))
        top = QRectF(frame.left(), frame.top(), frame.width(), PICTURE_HEIGHT)
        painter.save()
        painter.setClipPath(outline)
        if self._picture is not None:
            painter.setClipRect(top, Qt.ClipOperation.IntersectClip)
            painter.drawPixmap(top.topLeft(), self._picture)
        else:
            painter.fillRect(top, theme.colour("accent_soft"))
            drawing = pixmap("mail", "on_accent_soft", 40, self.devicePixelRatio())
            painter.drawPixmap(round(top.center().x() - 20), round(top.center().y() - 20), drawing)
        painter.restore()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(top.bottomLeft(), top.bottomRight())
        edge: QColor = theme.colour("accent" if self._hovered or self.hasFocus() else "line")
        painter.setPen(QPen(edge, 1))
        painter.drawPath(outline)

    def enterEvent(self, event: object) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.issue_id, event.globalPos())
