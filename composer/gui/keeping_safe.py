"""The weekly backup, made while the program is open: when it is due, quietly, and said only when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

FIRST_LOOK = 60_000
"""Milliseconds after the start: the first minute belongs to the user."""
EVERY = 3_600_000


class KeepingSafe(QObject):
    """``made(path)`` when a backup was written by itself; ``troubled(error)`` where it could not, once per start."""

    made = Signal(object)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._complained = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(FIRST_LOOK, self, self.look)

    def look(self) -> None:
        """Make one if it is due."""
        workspace = self._workspace
        self._jobs.submit(lambda: make_if_due(workspace), self._on_looked, self._on_failed, newest="weekly backup", owner=self)

    def _on_looked(self, path: Path | None) -> None:
        if path is not None:
            self._complained = False
            self.made.emit(path)

    def _on_failed(self, error: ComposerError) -> None:
        if not self._complained:
            self._complained = True
            self.troubled.emit(error)


def make_if_due(workspace: Workspace) -> Path | None:
    """The weekly backup, where the settings want one and a week has passed; None where nothing was to be done.

    Raises:
        WorkspaceError: it could not be written (the folder is on a disk that is not there).
    """
    settings = workspace.settings
    if not settings.backup_weekly or not settings.backup_folder:
        return None
    from composer.backup.backup_file import write_backup
    from composer.backup.weekly import clear_old, is_due, name_for

    folder, now = Path(settings.backup_folder), workspace.clock()
    if not is_due(folder, now):
        return None
    path = name_for(folder, now)
    write_backup(path, workspace.engine, workspace.folder, workspace.clock)
    clear_old(folder)
    return path
