"""A picture with the part of it that is kept: moved and sized by mouse and by keys, held to a shape where one is wanted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer.blocks.fields import Part
from composer.gui.theme import active_theme
from composer.gui.widgets.announce import announce
from composer.i18n import _

STEP, FINE = 0.02, 0.005
"""Shares of the picture one key moves or sizes."""
SMALLEST = 0.08
GRIP = 12
"""Pixels around a corner that take hold of it."""


class CropView(QWidget):
    """``changed`` when the part is another. Arrows move it, with Shift they size it, with Ctrl finely; Home takes it all."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._part = QRectF(0, 0, 1, 1)
        self._shape = 0.0
        self._held = ""
        self._from = QPointF()
        self._before = QRectF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("The part that is shown"))
        self.setAccessibleDescription(_("Arrow keys move it; with Shift they make it larger or smaller."))

    @property
    def part(self) -> Part:
        """What is kept, as shares of the picture."""
        box = self._part
        edges = (box.left(), box.top(), box.right(), box.bottom())
        left, top, right, bottom = (min(1.0, max(0.0, round(edge, 4))) for edge in edges)
        return (left, top, right, bottom)

    def show_picture(self, image: QImage, part: Part) -> None:
        """Show the whole picture with this part of it."""
        self._picture = QPixmap.fromImage(image)
        left, top, right, bottom = part
        self._part = QRectF(QPointF(left, top), QPointF(right, bottom))
        self.update()

    def set_shape(self, shape: float) -> None:
        """Hold the part to this width by height (0: any), as large as it goes around its middle."""
        self._shape = shape
        if shape:
            self._use(self._largest(self._part.center()))
        self.update()

    def reset(self) -> None:
        """The whole picture, or as much of it as the shape allows."""
        self._use(self._largest(QPointF(0.5, 0.5)) if self._shape else QRectF(0, 0, 1, 1))

    def sizeHint(self) -> QSize:
        return QSize(560, 340)

    # -- the part ---------------------------------------------------------------------------------

    @property
    def _flat(self) -> float:
        """Height by width that the part has in shares when it has the shape."""
        size = self._picture.size()
        return (size.width() / max(1, size.height())) / self._shape if self._shape else 0.0

    def _largest(self, middle: QPointF) -> QRectF:
        width, height = (1.0, self._flat) if self._flat <= 1 else (1 / self._flat, 1.0)
        return self._inside(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height))

    @staticmethod
    def _inside(box: QRectF) -> QRectF:
        moved = QRectF(box)
        moved.moveLeft(min(max(0.0, box.left()), 1 - box.width()))
        moved.moveTop(min(max(0.0, box.top()), 1 - box.height()))
        return moved

    def _use(self, box: QRectF) -> None:
        if box != self._part:
            self._part = box
            self.update()
            self.changed.emit()

    def _sized(self, width: float, height: float, middle: QPointF) -> QRectF:
        width = min(1.0, max(SMALLEST, width))
        height = width * self._flat if self._shape else min(1.0, max(SMALLEST, height))
        if height > 1:
            width, height = width / height, 1.0
        return self._inside(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height))

    # -- keys and mouse -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = FINE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else STEP
        across = {Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step}.get(Qt.Key(event.key()), 0.0)
        down = {Qt.Key.Key_Up: -step, Qt.Key.Key_Down: step}.get(Qt.Key(event.key()), 0.0)
        if event.key() == Qt.Key.Key_Home:
            self.reset()
        elif across or down:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                grown = across or down
                wider, higher = (grown, grown) if self._shape else (across, down)
                self._use(self._sized(self._part.width() + wider, self._part.height() + higher, self._part.center()))
            else:
                self._use(self._inside(self._part.translated(across, down)))
        else:
            super().keyPressEvent(event)
            return
        left, top, right, bottom = (round(edge * 100) for edge in self.part)
        announce(
            self,
            _("{left} to {right} per cent across, {top} to {bottom} down").format(left=left, right=right, top=top, bottom=bottom),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = self._grip_at(event.position())
        self._from, self._before = event.position(), QRectF(self._part)
        if not self._held:
            # A press beside it says what matters most: the part goes there.
            at = self._share_of(event.position())
            self._use(self._inside(QRectF(self._part).translated(at - self._part.center())))
            self._held, self._before = "middle", QRectF(self._part)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._held:
            self.setCursor(_CURSORS.get(self._grip_at(event.position()), Qt.CursorShape.CrossCursor))
            return
        frame = self._frame()
        moved = event.position() - self._from
        across, down = moved.x() / max(1.0, frame.width()), moved.y() / max(1.0, frame.height())
        if self._held == "middle":
            self._use(self._inside(self._before.translated(across, down)))
            return
        box = self._before
        fixed = {"tl": box.bottomRight(), "tr": box.bottomLeft(), "bl": box.topRight(), "br": box.topLeft()}[self._held]
        width = max(SMALLEST, box.width() + (across if self._held in ("tr", "br") else -across))
        height = max(SMALLEST, box.height() + (down if self._held in ("bl", "br") else -down))
        room_across = 1 - fixed.x() if self._held in ("tr", "br") else fixed.x()
        room_down = 1 - fixed.y() if self._held in ("bl", "br") else fixed.y()
        width, height = min(width, room_across), min(height, room_down)
        if self._shape:
            width = min(width, room_down / self._flat)
            height = width * self._flat
        left = fixed.x() if self._held in ("tr", "br") else fixed.x() - width
        top = fixed.y() if self._held in ("bl", "br") else fixed.y() - height
        self._use(QRectF(left, top, width, height))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = ""

    def _grip_at(self, at: QPointF) -> str:
        box = self._box()
        corners = {"tl": box.topLeft(), "tr": box.topRight(), "bl": box.bottomLeft(), "br": box.bottomRight()}
        for name, corner in corners.items():
            if (corner - at).manhattanLength() <= GRIP * 1.5:
                return name
        return "middle" if box.contains(at) else ""

    def _share_of(self, at: QPointF) -> QPointF:
        frame = self._frame()
        return QPointF((at.x() - frame.left()) / max(1.0, frame.width()), (at.y() - frame.top()) / max(1.0, frame.height()))

    # -- drawing --------------------------------------------------------------------------------------

    def _frame(self) -> QRectF:
        """Where the whole picture stands."""
        room = QRectF(self.rect()).adjusted(GRIP, GRIP, -GRIP, -GRIP)
        size = self._picture.size().toSizeF()
        if size.isEmpty():
            return room
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(QPointF(0, 0), size)
        shown.moveCenter(room.center())
        return shown

    def _box(self) -> QRectF:
        """Where the part stands."""
        frame, part = self._frame(), self._part
        return QRectF(
            frame.left() + part.left() * frame.width(),
            frame.top() + part.top() * frame.height(),
            part.width() * frame.width(),
            part.height() * frame.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        theme, frame, box = active_theme(), self._frame(), self._box()
        painter.fillRect(self.rect(), theme.colour("sunken"))
        if self._picture.isNull():
            return
        painter.drawPixmap(frame, self._picture, QRectF(self._picture.rect()))
        shade = QColor(0, 0, 0, 150)
        painter.fillRect(QRectF(frame.topLeft(), QPointF(frame.right(), box.top())), shade)
        painter.fillRect(QRectF(QPointF(frame.left(), box.bottom()), frame.bottomRight()), shade)
        painter.fillRect(QRectF(QPointF(frame.left(), box.top()), box.bottomLeft()), shade)
        painter.fillRect(QRectF(box.topRight(), QPointF(frame.right(), box.bottom())), shade)
        edge = theme.colour("focus") if self.hasFocus() else QColor("#FFFFFF")
        painter.setPen(QPen(QColor(0, 0, 0, 160), 4))
        painter.drawRect(box)
        painter.setPen(QPen(edge, 2))
        painter.drawRect(box)
        painter.setPen(QPen(QColor(255, 255, 255, 110), 1))
        for third in (1, 2):
            x, y = box.left() + box.width() * third / 3, box.top() + box.height() * third / 3
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.setBrush(QColor("#FFFFFF"))
        for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()):
            painter.drawEllipse(corner, 6, 6)


_CURSORS = {
    "tl": Qt.CursorShape.SizeFDiagCursor,
    "br": Qt.CursorShape.SizeFDiagCursor,
    "tr": Qt.CursorShape.SizeBDiagCursor,
    "bl": Qt.CursorShape.SizeBDiagCursor,
    "middle": Qt.CursorShape.SizeAllCursor,
}
