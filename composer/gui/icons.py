"""Lucide icons, drawn from SVG in the theme's colours at the device's ratio.

``icon("send")`` gives a :class:`QIcon` that follows the theme: text colour, accent where checked, pale where disabled.
``icon("trash-2", "danger")`` uses another token. ``pixmap("calendar", "muted", 16)`` is for paint routines.
A new icon: copy its file from lucide-static into ``resources/icons``.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from composer.gui.theme import active_theme
from composer.paths import resources_folder

STROKE = "1.75"


@cache
def _source(name: str) -> str:
    text = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


_drawn: dict[tuple[str, str, int, int, float], QPixmap] = {}


def draw(name: str, colour: QColor, size: QSize, ratio: float = 1.0) -> QPixmap:
    """The icon as a pixmap of ``size`` logical pixels; kept, so drawing it again costs nothing."""
    key = (name, colour.name(QColor.NameFormat.HexArgb), size.width(), size.height(), ratio)
    if key not in _drawn:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(colour.alphaF())
        _renderer(name, colour.name()).render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        _drawn[key] = picture
    return _drawn[key]


def pixmap(name: str, colour: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon in the colour of a token of the theme now in force."""
    return draw(name, active_theme().colour(colour), QSize(size, size), ratio)


class _ThemedEngine(QIconEngine):
    """Draws one icon in the colours of the theme in force at the moment of painting."""

    def __init__(self, name: str, colour: str, checked_colour: str) -> None:
        super().__init__()
        self._name = name
        self._plain = colour
        self._checked = checked_colour

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        theme = active_theme()
        if mode == QIcon.Mode.Disabled:
            faded = theme.colour("muted")
            faded.setAlphaF(0.45)
            return faded
        return theme.colour(self._checked if state == QIcon.State.On else self._plain)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        painter.drawPixmap(rect.topLeft(), draw(self._name, self._colour(mode, state), rect.size(), ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return draw(self._name, self._colour(mode, state), size)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt asks with the size in device pixels.
        return draw(
            self._name, self._colour(mode, state), QSize(round(size.width() / scale), round(size.height() / scale)), scale
        )

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._plain, self._checked)


@cache
def icon(name: str, colour: str = "text", checked_colour: str = "accent") -> QIcon:
    """An icon that follows the theme. Raises :class:`FileNotFoundError` for a name we do not bring."""
    _source(name)
    return QIcon(_ThemedEngine(name, colour, checked_colour))
