"""The focus ring: 2 px, 2 px away from the control, above everything, so that no style sheet can take it away.

One per window. It follows the focus, scrolling and resizing, and is cut off where the control is scrolled out of sight. Lists and
cards that paint the ring around their current row themselves say so with the property ``own_ring``.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QFrame, QLineEdit, QMenuBar, QScrollArea, QWidget

from composer.gui.theme import active_theme

WIDTH = 2
GAP = 2
RADIUS = 10
ROOM = 24
"""Pixels kept free round what is scrolled to."""


class FocusRing(QWidget):
    """Draws around the widget with the focus, if that is in the same window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self._cut = QRect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._around = None
        if (
            new is None
            or not shiboken6.isValid(new)
            or new.window() is not self.window()
            or new.property("own_ring")
            or isinstance(new, QMenuBar)
        ):
            self.hide()
            return
        _bring_into_sight(new)
        if new.property("ring_on_parent"):
            new = new.parentWidget() or new
        self._around = new
        step: QWidget | None = new
        while step is not None and step is not self.window():
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._soon.start()
        return False

    def _place(self) -> None:
        around = self._around
        if around is None or not shiboken6.isValid(around) or not around.isVisible():
            self.hide()
            return
        gap = 0 if isinstance(around, QLineEdit | QAbstractScrollArea | QComboBox | QFrame) else GAP
        out = gap + WIDTH
        inside = QRect(around.mapTo(self.window(), QPoint(0, 0)), around.size())
        ring = inside.adjusted(-out, -out, out, out)
        seen = self.window().rect()
        step = around.parentWidget()
        while step is not None and step is not self.window():
            parent = step.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is step:
                seen &= QRect(step.mapTo(self.window(), QPoint(0, 0)), step.size()).adjusted(-2, 0, 2, 0)
            step = parent
        self._cut = ring & seen
        if self._cut.isEmpty():
            self.hide()
            return
        self.setGeometry(ring)
        visible = QRegion(self._cut.translated(-ring.topLeft()))
        # Only the frame itself: what lies inside need not be painted again through the ring.
        hole = QRegion(self.rect().adjusted(out + 2, out + 2, -out - 2, -out - 2))
        self.setMask(visible.subtracted(hole))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(active_theme().colour("focus"), WIDTH))
        half = WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS)


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll to it. Qt does so only for Tabs inside one scrolled part, not for who comes from outside, or by a key of a place."""
    step = widget.parentWidget()
    while step is not None:
        area = step.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is step and area.isVisible():
            area.ensureWidgetVisible(widget, ROOM, ROOM)
        step = area
