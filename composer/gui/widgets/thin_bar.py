"""A bar of 3 px that shows a pane is at work. It appears only after 200 ms, so short waits show nothing.

Whoever listens instead of looking hears what goes on once it takes two seconds, and each further tenth of it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer.gui.theme import active_theme
from composer.gui.widgets.announce import announce
from composer.i18n import _

HEIGHT = 3
BEAT = 40
"""Milliseconds."""
TELL_AFTER = 50
"""Beats after which it is said what goes on."""


class ThinBar(QWidget):
    """Keeps its room while idle, so nothing jumps. A share known is drawn; an unknown one runs to and fro."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._working = False
        self._shown = False
        self._share: float | None = None
        self._step = 0
        self._beats = 0
        self._told = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(200)
        self._patience.timeout.connect(self._appear)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT)
        self._beat.timeout.connect(self._on_beat)

    def start(self) -> None:
        """Work began; how much there is is not known."""
        self._working, self._share = True, None
        if not self._shown:
            self._patience.start()

    def set_share(self, share: float) -> None:
        """0 to 1 of the work is done."""
        self._working, self._share = True, max(0.0, min(share, 1.0))
        if not self._shown and not self._patience.isActive():
            self._patience.start()
        self.update()

    def stop(self) -> None:
        """It is done, or was given up."""
        self._working = self._shown = False
        self._beats = self._told = 0
        self._patience.stop()
        self._beat.stop()
        self.update()

    @property
    def working(self) -> bool:
        """Whether work is under way."""
        return self._working

    def _appear(self) -> None:
        self._shown = self._working
        if self._shown:
            self._beat.start()
        self.update()

    def _on_beat(self) -> None:
        self._step = (self._step + 1) % 60
        self._beats += 1
        if self._share is None and not active_theme().calm:
            self.update()
        if self._beats >= TELL_AFTER:
            self._tell()

    def _tell(self) -> None:
        tenths = 0 if self._share is None else int(self._share * 10)
        if self._beats == TELL_AFTER:
            announce(self, f"{self.accessibleName()} …")
        elif tenths > self._told:
            announce(self, _("{what}: {share} per cent").format(what=self.accessibleName(), share=tenths * 10))
        self._told = max(self._told, tenths)

    def sizeHint(self) -> QSize:
        return QSize(80, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shown:
            return
        painter = QPainter(self)
        theme = active_theme()
        painter.fillRect(self.rect(), theme.colour("line"))
        width = self.width()
        if self._share is not None:
            painter.fillRect(0, 0, round(width * self._share), HEIGHT, theme.colour("accent"))
            return
        part = width // 4
        # Where little is to move, it stands in the middle.
        forth = 0.5 if theme.calm else self._step / 30 if self._step <= 30 else 2 - self._step / 30
        painter.fillRect(round((width - part) * forth), 0, part, HEIGHT, theme.colour("accent"))
