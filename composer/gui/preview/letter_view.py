"""A letter on its desk: the surface at the width of a computer or a phone, zoom, a scroll bar of our own, and the fallback.

The web engine is started only after this view has been painted once, so that a window stands before Chromium is loaded.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScrollBar, QWidget

from composer.gui.preview.assets import Assets
from composer.gui.preview.engine import open_surface
from composer.gui.preview.surface import Surface
from composer.gui.preview.text_view import TextView
from composer.gui.theme import active_theme
from composer.i18n import _

COMPUTER_WIDTH = 640
PHONE_WIDTH = 375
ZOOMS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

_log = logging.getLogger(__name__)


class LetterView(QWidget):
    """Shows one letter and answers clicks.

    Signals:
        shown: the letter handed over last stands there (also after each change in place).
        block_clicked, link_activated, link_hovered: as of the surface.
        simplified: the plain reader took the web engine's place.
    """

    shown = Signal()
    block_clicked = Signal(str)
    link_activated = Signal(QUrl)
    link_hovered = Signal(str)
    simplified = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.assets = Assets()
        self.surface: Surface | None = None
        self._html = ""
        self._fresh = True
        self._css_width = COMPUTER_WIDTH
        self._zoom = 1.0
        self._painted = False
        self.setAccessibleName(name or _("Preview of the newsletter"))
        self.setMinimumSize(220, 160)

        self._desk = QScrollArea(self)
        self._desk.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._desk.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._desk.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._desk.viewport().installEventFilter(self)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setAccessibleName(_("Scroll the preview"))
        self._bar.valueChanged.connect(self._on_bar_moved)
        self._following = False
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self._desk, 1)
        row.addWidget(self._bar)
        # Above the surface and not in its place: the letter is laid out at its real size from the first moment on.
        self._skeleton = _Skeleton(self)
        self._skeleton.raise_()

    @property
    def is_simple(self) -> bool:
        """Whether the plain reader shows."""
        return isinstance(self.surface, TextView)

    @property
    def zoom(self) -> float:
        """The user's zoom; 1.0 is as it is."""
        return self._zoom

    def show_letter(self, html: str, pictures: Mapping[str, tuple[str, bytes]] | None = None, *, fresh: bool = False) -> None:
        """Show this document. ``pictures``: hash or web address -> (media type, bytes) of what it newly needs."""
        for key, (media_type, content) in (pictures or {}).items():
            self.assets.put_picture(key, media_type, content)
        self._html = html
        self._fresh = self._fresh or fresh
        if self.surface is not None:
            self.surface.show_letter(html, fresh=self._fresh)
            self._fresh = False

    def reload(self) -> None:
        """Pictures have arrived: ask for them again."""
        if self.surface is not None and self._html:
            self.surface.reload()

    def set_css_width(self, width: int) -> None:
        """How wide the reader's screen is: :data:`COMPUTER_WIDTH` (at least) or :data:`PHONE_WIDTH` (exactly)."""
        self._css_width = width
        self._arrange()

    def set_zoom(self, factor: float) -> None:
        """The user's own zoom, 0.5 to 2."""
        self._zoom = max(ZOOMS[0], min(factor, ZOOMS[-1]))
        self._arrange()

    def zoom_by(self, steps: int) -> None:
        """Some steps larger (positive) or smaller."""
        nearest = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self._zoom))
        self.set_zoom(ZOOMS[max(0, min(nearest + steps, len(ZOOMS) - 1))])

    def show_block(self, block_id: str, *, calm: bool = False) -> None:
        """Bring a block into view and light it up for a moment; ``calm`` does without gliding."""
        if self.surface is not None:
            self.surface.show_block(block_id, active_theme().tokens.accent, calm=calm)

    def start(self) -> None:
        """Start the surface now, if it is not there yet."""
        if self.surface is None:
            surface, why_simple = open_surface(self.assets, self)
            self._use(surface)
            if why_simple:
                self.simplified.emit()

    def close_engine(self) -> None:
        """Let go of the web engine."""
        if self.surface is not None:
            self.surface.close_engine()

    def _use(self, surface: Surface) -> None:
        surface.block_clicked.connect(self.block_clicked)
        surface.link_activated.connect(self.link_activated)
        surface.link_hovered.connect(self.link_hovered)
        surface.scrolled.connect(self._on_scrolled)
        surface.loaded.connect(self._on_shown)
        surface.patched.connect(self._on_shown)
        surface.died.connect(self._on_died)
        surface.setAccessibleName(self.accessibleName())
        self.surface = surface
        self._skeleton.raise_()
        old = self._desk.takeWidget()
        if old is not None:
            old.deleteLater()
        self._desk.setWidget(surface)
        self.setFocusProxy(surface)
        surface.show()
        self._arrange()
        if self._html:
            surface.show_letter(self._html, fresh=True)
            self._fresh = False

    def _on_shown(self, _touched: int = 0) -> None:
        self._skeleton.hide()
        self.shown.emit()

    def _on_died(self, why: str) -> None:
        _log.warning("the web engine ended twice (%s); the plain reader takes over", why)
        QTimer.singleShot(0, self, self._fall_back)

    def _fall_back(self) -> None:
        if self.surface is not None:
            self.surface.close_engine()
        self._use(TextView(self.assets, self))
        self.simplified.emit()

    def _arrange(self) -> None:
        """Give the surface its width and zoom: a computer's letter shrinks to a narrow pane, a phone's keeps its 375 pixels."""
        if self.surface is None:
            return
        room = self._desk.viewport().size()
        width, factor = self.layout_for(room.width(), self._css_width, self._zoom)
        self.surface.set_zoom(factor)
        self.surface.resize(QSize(width, room.height()))

    @staticmethod
    def layout_for(room: int, css_width: int, zoom: float) -> tuple[int, float]:
        """(width of the surface in pixels, zoom factor) for a pane ``room`` pixels wide."""
        factor = min(1.0, room / css_width) * zoom
        wanted = css_width * factor
        return max(1, round(max(room, wanted) if css_width != PHONE_WIDTH else wanted)), factor

    def _on_scrolled(self, top: float, height: float, page: float) -> None:
        self._following = True
        self._bar.setRange(0, max(0, round(height - page)))
        self._bar.setPageStep(max(1, round(page)))
        self._bar.setSingleStep(48)
        self._bar.setValue(round(top))
        self._bar.setVisible(height - page > 1)
        self._following = False

    def _on_bar_moved(self, value: int) -> None:
        if not self._following and self.surface is not None:
            self.surface.scroll_to(float(value))

    def event(self, event: QEvent) -> bool:
        """Once painted, the engine may start."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.start)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The desk the letter lies on."""
        _desk(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The desk has another size: so has the surface on it."""
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The skeleton covers everything."""
        super().resizeEvent(event)
        self._skeleton.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """A view that is a window of its own lets go of the engine."""
        self.close_engine()
        super().closeEvent(event)


_LINES = ((0.5, 18), (0, 12), (0.86, 10), (0.8, 10), (0.6, 10), (0, 10), (0.9, 130), (0.7, 14), (0.86, 10), (0.5, 10))
"""The skeleton's lines: share of the width, height in pixels; a share of 0 is a gap."""


def _desk(widget: QWidget) -> QPainter:
    """The desk drawn on all of it; the painter goes on with what lies there."""
    theme = active_theme()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    return painter


class _Skeleton(QWidget):
    """Grey lines where a letter will be: nothing jumps, nothing turns."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = active_theme(), _desk(self)
        painter.setPen(Qt.PenStyle.NoPen)
        width = min(self.width() - 32, 420)
        if width < 80:
            return
        left = (self.width() - width) / 2
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(left, 16, width, max(0, self.height() - 32)), 8, 8)
        painter.setBrush(theme.colour("line"))
        top = 36.0
        for share, height in _LINES:
            if top + height > self.height() - 32:
                break
            if share:
                painter.drawRoundedRect(QRectF(left + 20, top, (width - 40) * share, height), 4, 4)
            top += height + 10
