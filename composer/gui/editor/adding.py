"""From a card on the shelf into the issue: the picture is fetched and kept off the GUI thread, then the core places the item."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from composer.blocks.fields import NO_PICTURE, Picture
from composer.errors import ComposerError
from composer.gui.jobs import Jobs
from composer.library.item import Item


class Adding(QObject):
    """``ready`` with (item, picture) pairs in the order asked for; ``working_changed`` with the ids under way."""

    ready = Signal(list)
    working_changed = Signal(object)

    def __init__(self, picture_for: Callable[[Item], Picture], jobs: Jobs, parent: QObject | None = None) -> None:
        """``picture_for`` runs off the GUI thread and raises ComposerError where the picture cannot be had."""
        super().__init__(parent)
        self._picture_for = picture_for
        self._jobs = jobs
        self._working: set[str] = set()

    def add(self, items: Sequence[Item]) -> None:
        """Fetch what these need, then say ``ready``. Items under way are not added twice; without pictures it is at once."""
        wanted = [item for item in items if item.id not in self._working]
        if not wanted:
            return
        if not any(item.image for item in wanted):
            self.ready.emit([(item, NO_PICTURE) for item in wanted])
            return
        self._set_working(self._working | {item.id for item in wanted})
        picture_for = self._picture_for

        def fetch() -> list[tuple[Item, Picture]]:
            pairs = []
            for item in wanted:
                try:
                    pairs.append((item, picture_for(item)))
                except ComposerError:
                    # A picture that cannot be had does not keep the words out; the card says that there is none.
                    pairs.append((item, NO_PICTURE))
            return pairs

        def done(pairs: list[tuple[Item, Picture]]) -> None:
            self._set_working(self._working - {item.id for item in wanted})
            self.ready.emit(pairs)

        def failed(_error: ComposerError) -> None:
            done([(item, NO_PICTURE) for item in wanted])

        self._jobs.write(fetch, done, failed, owner=self)

    @property
    def working(self) -> frozenset[str]:
        """Ids of the items under way."""
        return frozenset(self._working)

    def _set_working(self, item_ids: set[str]) -> None:
        self._working = item_ids
        self.working_changed.emit(frozenset(item_ids))
