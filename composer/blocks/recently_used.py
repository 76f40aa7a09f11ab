"""What was worked out lately, by what it was worked out from; what nobody asks for any more goes.

Two generations instead of an order: what is asked for stands in the young one, and when that is full it becomes the old one,
from which whatever is asked for again comes back. Asking costs one look and no lock, also from several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class RecentlyUsed(Generic[Kept]):
    """Answers by hashable keys; at least the ``most`` asked for last are there, at most twice as many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[Hashable, Kept] = {}
        self._old: dict[Hashable, Kept] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, key: Hashable) -> Kept | None:
        """What is kept for the key; None where nothing is. Raises :class:`TypeError` for a key that has no hash."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key: Hashable, made: Kept) -> Kept:
        """Keep this for the key, and give it back."""
        with self._lock:
            self._old.pop(key, None)
            self._young[key] = made
            if len(self._young) >= self._most:
                self._young, self._old = {}, self._young
        return made

    def forget(self) -> None:
        """Keep nothing of what was."""
        with self._lock:
            self._young, self._old = {}, {}
