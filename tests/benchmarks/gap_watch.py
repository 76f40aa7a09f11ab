"""Tells when a window did not answer, for how long, and what kept it: the stack of the thread of the window, looked at meanwhile.

A timer of a few milliseconds beats in the window's event loop; another thread looks whether it still does. Where it does not for
:data:`SUSPECT` milliseconds, the stack is noted every few milliseconds until it beats again. On a machine that is also busy with
other work, the time during which Linux kept the thread waiting for a processor is told apart (``/proc/self/task/*/schedstat``).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

BEAT = 4
"""Milliseconds between two beats of a window that answers."""
SUSPECT = 20
LOOK_EVERY = 0.005
LIMIT = 50
"""Milliseconds nobody notices (../shared/ux.md names it); a gap is longer than that."""
OWN = "/composer/"
IDLE = ("thread:", "threading:", "selectors:", "gap_watch:")
"""Where a thread stands that waits."""


@dataclass
class Gap:
    """One time without an answer.

    Attributes:
        step: what was being done; own: milliseconds without those another program had the processor; all: as a clock counts.
        seen: how often each place of the program was found on the stack, innermost first.
    """

    step: str
    own: float
    all: float
    seen: Counter[str] = field(default_factory=Counter)


class GapWatch:
    """Watches the thread it is made in, from :meth:`begin` to :meth:`stop`. ``step`` names what is being done."""

    def __init__(self, limit: float = LIMIT) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.step = ""
        self.gaps: list[Gap] = []
        self.beats = 0
        self._limit = limit
        self._thread = threading.get_ident()
        schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._schedule = os.open(schedule, os.O_RDONLY) if schedule.exists() else -1
        self._beaten = self._waited = 0.0
        self._seen: Counter[str] = Counter()
        self._stopped = threading.Event()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """From now on."""
        self._beaten, self._waited = time.perf_counter(), self._kept_waiting()
        self._stopped.clear()
        self._timer.start(BEAT)
        threading.Thread(target=self._look, name="gap watch", daemon=True).start()

    def stop(self) -> None:
        """Until now."""
        self._beat()
        self._timer.stop()
        self._stopped.set()

    def forgive(self) -> None:
        """What happened since the last beat was the tool's own doing."""
        self._beaten, self._waited = time.perf_counter(), self._kept_waiting()
        self._seen = Counter()

    def worst(self, step: str = "") -> float:
        """Milliseconds of the longest gap of a step, or of all; 0 where there was none."""
        return max((gap.own for gap in self.gaps if not step or gap.step == step), default=0.0)

    def _kept_waiting(self) -> float:
        """Milliseconds this thread was ready to run but had no processor; 0 where the system does not tell."""
        if self._schedule < 0:
            return 0.0
        # One call: each gives the interpreter's lock away, and to have it again may take a while.
        return int(os.pread(self._schedule, 100, 0).split()[1]) / 1e6

    def _beat(self) -> None:
        now, waited = time.perf_counter(), self._kept_waiting()
        length = 1000 * (now - self._beaten) - BEAT
        own = length - (waited - self._waited)
        if own > self._limit:
            self.gaps.append(Gap(self.step, own, length, self._seen))
        if self._seen:
            self._seen = Counter()
        self._beaten, self._waited = now, waited
        self.beats += 1

    def _look(self) -> None:
        while not self._stopped.wait(LOOK_EVERY):
            if 1000 * (time.perf_counter() - self._beaten) > SUSPECT:
                seen = self._seen
                # No name for the frame: it would keep alive what that function holds (a painter, after its widget is painted).
                for thread, frame in sys._current_frames().items():
                    if thread != self._thread:
                        # Innermost only: a thread that works without giving the interpreter's lock away keeps the window waiting.
                        for place in _places(frame)[:1]:
                            if not place.startswith(IDLE):
                                seen[f"meanwhile: {place}"] += 1
                    else:
                        for place in dict.fromkeys(_places(frame)):
                            seen[place] += 1
                del frame


def _places(frame: FrameType | None) -> list[str]:
    """Where the program stands, innermost first, without the libraries below it (but with the innermost of all)."""
    found: list[str] = []
    while frame is not None:
        code = frame.f_code
        path = code.co_filename.replace("\\", "/")
        if OWN in path and "/tests/" not in path:
            found.append(f"{path.rpartition(OWN)[2]}:{frame.f_lineno} {code.co_name}")
        elif not found and "/tests/" not in path:
            found.append(f"{Path(path).stem}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return found


def told(gaps: list[Gap], most: int = 6) -> str:
    """The gaps, the longest first, with the places seen most often in each."""
    lines = []
    for gap in sorted(gaps, key=lambda gap: -gap.own):
        lines.append(f"{gap.own:6.0f} ms ({gap.all:.0f} by the clock)  {gap.step}")
        lines += [f"           {times:3}x {place}" for place, times in gap.seen.most_common(most)]
    return "\n".join(lines)
