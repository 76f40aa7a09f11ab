"""While the program is open the mailboxes and the website are read now and then, so a wish is never older than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from composer.publishing.replies import Heard, hear

if TYPE_CHECKING:
    from composer.errors import ComposerError
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

FIRST_LOOK = 120_000
"""Milliseconds after the start: the first minutes belong to the user."""
EVERY = 15 * 60_000


class Listening(QObject):
    """``changed`` when something came in. What does not answer is told on the Replies page and before sending, not in between."""

    changed = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(FIRST_LOOK, self, self.look)

    def look(self) -> None:
        """Read everything, unless that is being done already."""
        if self._busy:
            return
        self._busy = True
        workspace = self._workspace

        def work() -> Heard:
            return hear(workspace, [newsletter.id for newsletter in workspace.documents.newsletters()])

        self._jobs.submit(work, self._on_heard, self._on_failed, newest="listening", owner=self)

    def _on_heard(self, heard: Heard) -> None:
        self._busy = False
        if heard.letters or heard.stopped:
            self.changed.emit()

    def _on_failed(self, _error: ComposerError) -> None:
        """Tried again the next time; a database that is away tells of itself elsewhere."""
        self._busy = False
