"""Makes the places nobody went to yet, piece by piece while nothing is done, so that going there is only showing them.

A page takes 30 to 90 ms to make and to dress, most of it inside Qt and on the thread of the window: nowhere else may widgets be
made. Done when somebody goes there, that is a wait each time; done while their hands rest, it is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from composer.gui.main_window import MainWindow

PLACES = ("compose", "people", "sources", "review", "settings", "brand", "sent", "issues")
"""In the order in which they would make somebody wait most; what is seldom gone to (the guide ...) is made when it is."""
BETWEEN = 100
"""Milliseconds between two pieces."""
HANDS_OFF = 0.4
"""Seconds without a key or the mouse before a piece is made."""


class MakingAhead(QObject):
    """Ends by itself once everything is made."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pieces = self._all_pieces()
        self._timer = QTimer(self)
        self._timer.setInterval(BETWEEN)
        self._timer.timeout.connect(self._look)
        self._done = False

    def begin(self) -> None:
        """From now on."""
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether everything is made."""
        return self._done

    def _look(self) -> None:
        window = self._window
        if not window.isVisible() or window.jobs.busy or not window.collecting.rested(HANDS_OFF):
            return
        piece = next(self._pieces, None)
        if piece is None:
            self._done = True
            self._timer.stop()
            self._window.collecting.settle()
        else:
            piece()

    def _all_pieces(self) -> Iterator[Callable[[], object]]:
        for place in PLACES:
            if self._window.has_place(place):
                yield partial(self._window.make_ahead, place)
                yield partial(self._window.page, place)
