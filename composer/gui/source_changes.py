"""What one does to a source in the list, each with the way back where something could be missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer.gui.jobs import Jobs
from composer.gui.widgets.source_card import day_since
from composer.i18n import _
from composer.library.source_list import SourceRow

if TYPE_CHECKING:
    from composer.workspace import Workspace


class SourceChanges(QObject):
    """``changed(words)`` when the list is another (the words may be empty); ``offered(words, action, undo)``; ``removed``."""

    changed = Signal(str)
    offered = Signal(str, str, object)
    removed = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sources = workspace.source_list
        self._jobs = jobs

    def pause(self, row: SourceRow) -> None:
        """Not read by itself any more; or again."""
        self._jobs.write(lambda: self._sources.pause(row.id, not row.paused), lambda _none: self.changed.emit(""), owner=self)

    def remove(self, row: SourceRow) -> None:
        """Out of the list; what was read from it stays."""
        words = _("“{name}” is removed. What was read from it stays.").format(name=row.title)

        def undo() -> None:
            self._jobs.write(lambda: self._sources.put_back(row), lambda _none: self.changed.emit(""), owner=self)

        def done(_none: object) -> None:
            self.changed.emit("")
            self.offered.emit(words, _("Undo"), undo)
            self.removed.emit()

        self._jobs.write(lambda: self._sources.remove(row.id), done, owner=self)

    def rename(self, row: SourceRow, name: str) -> None:
        """Another name for it."""

        def undo() -> None:
            self._jobs.write(lambda: self._sources.rename(row.id, row.title), lambda _none: self.changed.emit(""), owner=self)

        def done(_none: object) -> None:
            self.changed.emit("")
            self.offered.emit(_("It is called “{name}” now.").format(name=name), _("Undo"), undo)

        self._jobs.write(lambda: self._sources.rename(row.id, name), done, owner=self)

    def read_since(self, row: SourceRow, choice: str) -> None:
        """Nothing older than a choice of :data:`composer.gui.widgets.source_card.SINCE`."""
        day = day_since(choice, self._workspace.clock().astimezone(self._workspace.zone).date())
        self._jobs.write(lambda: self._sources.read_since(row.id, day), lambda _none: self.changed.emit(""), owner=self)

    def move(self, row: SourceRow) -> None:
        """Read at the address its site says it has now."""
        words = _("“{name}” is read at its new address now.").format(name=row.title)
        self._jobs.write(lambda: self._sources.move(row.id), lambda _none: self.changed.emit(words), owner=self)
