"""Answers and claims of several lines, put on disk together: whoever comes first writes for all who wait meanwhile.

Each line still waits until its own answer and its own next claim are on disk; only the trip to the disk is shared.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from composer.delivery.outbox import OutboxRow, Settled

Answer = Settled | OutboxRow | None


Step = tuple[Settled | None, OutboxRow | None]
"""What became of a line's last letter (None: nothing to say), and the row it wants next (None: none)."""


@dataclass(slots=True, eq=False)
class _Waiting:
    step: Step
    turn: threading.Lock = field(default_factory=threading.Lock)
    answer: Answer = None
    error: BaseException | None = None
    leads: bool = False


class GroupWriter:
    """Brings the steps of several threads into one transaction.

    Args:
        write: puts steps on disk, all or none, and returns an answer for each.
    """

    def __init__(self, write: Callable[[Sequence[Step]], Sequence[Answer]]) -> None:
        self._write = write
        self._guard = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._led = False

    def write(self, settled: Settled | None, row: OutboxRow | None) -> Answer:
        """The step is on disk when this returns. What it raises holds for all who were written together."""
        mine = _Waiting((settled, row))
        mine.turn.acquire()
        with self._guard:
            self._waiting.append(mine)
            mine.leads, self._led = not self._led, True
        if not mine.leads:
            mine.turn.acquire()  # until somebody has written it, or says that it is our turn to write
        if mine.leads:
            self._write_all()
        if mine.error is not None:
            raise mine.error
        return mine.answer

    def _write_all(self) -> None:
        with self._guard:
            together, self._waiting = self._waiting, []
        try:
            for waiting, answer in zip(together, self._write([waiting.step for waiting in together]), strict=True):
                waiting.answer = answer
        except BaseException as error:  # noqa: BLE001 - each of them raises it in its own thread
            for waiting in together:
                waiting.error = error
        with self._guard:
            following = self._waiting[0] if self._waiting else None
            self._led = following is not None
        if following is not None:
            following.leads = True
            following.turn.release()
        for waiting in together:
            if not waiting.leads:
                waiting.turn.release()
