"""Which blocks are chosen: one by one with Ctrl, a run with Shift, all with Ctrl+A."""

from __future__ import annotations

from collections.abc import Sequence


class BlockSelection:
    """Ids of chosen blocks. Empty most of the time: then the keys mean the block that has the focus."""

    def __init__(self) -> None:
        self._chosen: set[str] = set()
        self._anchor = ""

    def __bool__(self) -> bool:
        return bool(self._chosen)

    def __contains__(self, block_id: object) -> bool:
        return block_id in self._chosen

    def clear(self, anchor: str = "") -> None:
        """Nothing is chosen; a run would begin at ``anchor``."""
        self._chosen.clear()
        self._anchor = anchor

    def toggle(self, block_id: str, before: str = "") -> None:
        """One more, or one less; ``before`` is the block that had the focus, which is meant as well where nothing was chosen."""
        if not self._chosen and before and before != block_id:
            self._chosen.add(before)
        self._chosen ^= {block_id}
        self._anchor = block_id

    def extend(self, block_id: str, order: Sequence[str], start: str = "") -> None:
        """The whole run from where it began (else ``start``) to ``block_id``."""
        if self._anchor not in order:
            self._anchor = start or block_id
        first, last = sorted((order.index(self._anchor), order.index(block_id)))
        self._chosen = set(order[first : last + 1])

    def choose(self, ids: Sequence[str]) -> None:
        """These."""
        self._chosen = set(ids)

    def keep(self, order: Sequence[str]) -> None:
        """Forget what is not there any more."""
        self._chosen &= set(order)

    def in_order(self, order: Sequence[str]) -> list[str]:
        """The chosen ones as they stand."""
        return [block_id for block_id in order if block_id in self._chosen]
