"""Which row is next: the fresh ones in order, then those that are due again. Several lines take from one supply."""

from __future__ import annotations

import heapq
import threading
from collections import deque
from datetime import datetime

from composer.clock import Clock
from composer.delivery.outbox import Outbox
from composer.delivery.outbox_row import OutboxRow


class RowSupply:
    """The rows of one run, set aside for it in portions. That a row is handed out says nothing: only its claim does.

    Args:
        clock: tells when rows that were put off may go.
        up_to: the id of the last fresh row that may go; 0 means all of them.
    """

    def __init__(self, outbox: Outbox, clock: Clock, *, up_to: int = 0) -> None:
        self._outbox = outbox
        self._clock = clock
        self._up_to = up_to
        self._rows: deque[OutboxRow] = deque()
        self._put_off: list[tuple[datetime, int, OutboxRow]] = []
        self._guard = threading.Lock()
        self._fresh = True

    def next(self) -> OutboxRow | None:
        """The next row; None where none is due now."""
        with self._guard:
            self._refill()
            if not self._rows:
                self._rows.extend(self._outbox.set_aside_due())
            return self._rows.popleft() if self._rows else None

    def next_fresh(self) -> OutboxRow | None:
        """The next row, where that can be said before the answers that are still to come."""
        with self._guard:
            self._refill()
            return self._rows.popleft() if self._rows else None

    def give_back(self, row: OutboxRow) -> None:
        """The row was not tried after all: another line may have it."""
        with self._guard:
            self._rows.appendleft(row)

    def put_off(self, row: OutboxRow, until: datetime) -> None:
        """The row waits until then, though others go: no more letters to its domain just now."""
        with self._guard:
            heapq.heappush(self._put_off, (until, row.id, row))

    def seconds_put_off(self) -> float | None:
        """Seconds until the first row that was put off may go; None where none was."""
        with self._guard:
            return max(0.0, (self._put_off[0][0] - self._clock()).total_seconds()) if self._put_off else None

    def look_again(self) -> None:
        """Fresh rows may have come free: another sender gave them up."""
        with self._guard:
            self._fresh = True

    def _refill(self) -> None:
        while self._put_off and self._put_off[0][0] <= self._clock():
            self._rows.append(heapq.heappop(self._put_off)[2])
        if self._rows or not self._fresh:
            return
        self._rows.extend(self._outbox.set_aside_fresh(self._up_to))
        self._fresh = bool(self._rows)
