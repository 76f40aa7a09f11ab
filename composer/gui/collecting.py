"""When Python looks for memory held by circles alone: between a person's steps, never in the middle of one.

A full collection visits every object the program holds, with every thread at a stand: 60 ms after the start, 280 ms while 200,000
people are looked at (measured with ``gc.callbacks``), and by itself Python begins one in the middle of anything. The two younger
generations stay as they are; they take a millisecond.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from composer.gui.jobs import Jobs

QUIET = 5.0
"""Seconds without a key or the mouse that count as a rest."""
DUE = 10
"""Younger collections since the last full one; before that there is nothing to be found (Python's own number)."""
OVERDUE = 1_000
"""After that many it is done without waiting for a rest: some two million objects were made and kept since."""
_NEVER = 1_000_000_000
_HANDS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
)


class Collecting(QObject):
    """Takes the full collections over from Python until :meth:`stop`."""

    def __init__(self, window: QWidget, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._hands: QWindow | None = None
        self._jobs = jobs
        self._touched = time.monotonic()
        self._done_at = _younger()
        self._settled = False
        self._before = gc.get_threshold()
        gc.set_threshold(self._before[0], self._before[1], _NEVER)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Python decides again."""
        self._timer.stop()
        gc.set_threshold(*self._before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self._touched = time.monotonic()
        return False

    def settle(self) -> None:
        """What is there by now, the modules first of all, stays until the end: no later collection need visit it."""
        if not self._settled:
            gc.freeze()
            self._settled = True

    def rested(self, seconds: float) -> bool:
        """Whether neither a key nor the mouse was touched for so long."""
        self._watch_hands()
        return time.monotonic() - self._touched >= seconds

    def look(self) -> None:
        """Collect where it is time to."""
        made = _younger() - self._done_at
        resting = self.rested(QUIET) and not self._jobs.busy
        if not (made >= OVERDUE or (made >= DUE and resting)):
            return
        gc.collect()
        self.settle()
        self._done_at = _younger()

    def _watch_hands(self) -> None:
        # Qt makes the native window when it is shown, and another one when the web engine enters.
        hands = self._window.windowHandle()
        if hands is not self._hands:
            self._hands = hands
            if hands is not None:
                hands.installEventFilter(self)


def _younger() -> int:
    return int(gc.get_stats()[1]["collections"])
