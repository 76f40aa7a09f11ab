"""What was worked out from a frozen value, kept by that very value: the next key press changes one block and asks for one.

The key is the object, not what equals it: ``1`` and ``True`` are equal and do not look the same, and comparing forty blocks costs
as much as the work that is saved. Each kept object is held, so that no other can come to stand at its place in memory.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

from composer.blocks.recently_used import RecentlyUsed

Kept = TypeVar("Kept")

MOST_KEPT = 400
"""Values for each question: an issue of sixty blocks and what it was over some minutes."""


class KeptByValue(Generic[Kept]):
    """Answers to one question about frozen values; safe to share between threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._kept: RecentlyUsed[tuple[Any, Kept]] = RecentlyUsed(most)

    def get(self, value: Any, also: Hashable = None) -> Kept | None:
        """What is kept for this very value, and ``also`` (whatever else it was made from); None where nothing is."""
        found = self._kept.get((id(value), also))
        return found[1] if found is not None else None

    def keep(self, value: Any, made: Kept, also: Hashable = None) -> Kept:
        """Keep what was made of the value."""
        self._kept.keep((id(value), also), (value, made))
        return made

    def forget(self) -> None:
        """Keep nothing of what was."""
        self._kept.forget()
