"""Keeps, renames and takes away saved filters for the bar that shows them; what was taken away can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer.gui.editor.saved_filter_bar import SavedFilterBar
from composer.gui.jobs import Jobs
from composer.i18n import _
from composer.library.saved_filters import SavedFilter, SavedFilters

if TYPE_CHECKING:
    from composer.workspace import Workspace


class SavingFilters(QObject):
    """``wanted`` with the :class:`ShelfFilter` of the saved one that was chosen; ``offered`` with a way back."""

    wanted = Signal(object)
    troubled = Signal(object)
    offered = Signal(str, str, object)

    def __init__(self, workspace: Workspace, jobs: Jobs, bar: SavedFilterBar, parent: QObject) -> None:
        super().__init__(parent)
        self._store = SavedFilters(workspace.engine, workspace.clock)
        self._jobs = jobs
        self._bar = bar
        bar.chosen.connect(lambda saved: self.wanted.emit(saved.filter))
        bar.save_wanted.connect(self._save)
        bar.rename_wanted.connect(self._rename)
        bar.remove_wanted.connect(self._remove)

    def reload(self) -> None:
        """Show what is kept."""
        self._jobs.submit(self._store.all, self._bar.show_saved, self.troubled.emit, newest="saved filters", owner=self)

    def _save(self, name: str) -> None:
        present = self._bar.present
        self._jobs.write(lambda: self._store.save(name, present), lambda _saved: self.reload(), self.troubled.emit, owner=self)

    def _rename(self, filter_id: str, name: str) -> None:
        self._jobs.write(lambda: self._store.rename(filter_id, name), lambda _none: self.reload(), self.troubled.emit, owner=self)

    def _remove(self, filter_id: str) -> None:
        self._jobs.write(lambda: self._store.remove(filter_id), self._on_removed, self.troubled.emit, owner=self)

    def _on_removed(self, removed: SavedFilter | None) -> None:
        self.reload()
        if removed is None:
            return

        def put_back() -> None:
            self._jobs.write(lambda: self._store.put_back(removed), lambda _none: self.reload(), self.troubled.emit, owner=self)

        self.offered.emit(_("The filter “{name}” is removed.").format(name=removed.name), _("Undo"), put_back)
