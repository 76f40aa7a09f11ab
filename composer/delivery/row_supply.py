"""Which row is next: the fresh ones in order, then those that are due again. Several lines take from one supply."""

from __future__ import annotations

import threading
from collections import deque

from composer.delivery.outbox import Outbox, OutboxRow


class RowSupply:
    """The rows of one run. That a row is handed out says nothing: only its claim does."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._rows: deque[OutboxRow] = deque()
        self._guard = threading.Lock()
        self._after = 0
        self._fresh = True

    def next(self) -> OutboxRow | None:
        """The next row; None where none is due now."""
        with self._guard:
            self._refill()
            if not self._rows:
                self._rows.extend(self._outbox.due_again())
            return self._rows.popleft() if self._rows else None

    def next_fresh(self) -> OutboxRow | None:
        """The next row, where that can be said before the answers that are still to come."""
        with self._guard:
            self._refill()
            return self._rows.popleft() if self._rows else None

    def give_back(self, row: OutboxRow) -> None:
        """The row was not tried after all: somebody else may have it."""
        with self._guard:
            self._rows.appendleft(row)

    def _refill(self) -> None:
        if self._rows or not self._fresh:
            return
        self._rows.extend(self._outbox.fresh(self._after))
        if self._rows:
            self._after = self._rows[-1].id
        else:
            self._fresh = False
