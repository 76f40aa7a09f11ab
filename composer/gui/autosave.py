"""Saving by itself: at most one second after the first unsaved key, also while typing goes on.

The changes are taken in the GUI thread and written on the single writer thread, one batch at a time. What could not be written is
given back to the history and tried again; nothing is lost while the program runs, and closing waits for the last write.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from composer.document.history import HistoryChanges
from composer.document.store import DocumentStore
from composer.errors import ComposerError, WorkspaceError
from composer.gui.jobs import Job, Jobs
from composer.gui.session import IssueSession
from composer.i18n import _

DELAY = 800
"""Milliseconds from the first unsaved change to the write; with the write itself well under a second."""
RETRY = 5_000
CLOSING = 10.0
"""Seconds closing waits for the disk."""

State = Literal["saved", "unsaved", "failed"]


class AutoSave(QObject):
    """Writes one session's changes. ``state_changed`` for the rail; ``failed`` with the error each time a write does not work."""

    state_changed = Signal(str)
    failed = Signal(object)
    written = Signal()

    def __init__(self, session: IssueSession, documents: DocumentStore, jobs: Jobs) -> None:
        super().__init__(session)
        self._session = session
        self._documents = documents
        self._jobs = jobs
        self._state: State = "saved"
        self._taken_at = session.revision
        self._in_flight: tuple[Job, HistoryChanges] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        session.issue_changed.connect(self._on_issue_changed)

    @property
    def state(self) -> State:
        """Whether everything is on disk."""
        return self._state

    def retry(self) -> None:
        """Try again now."""
        self._timer.stop()
        self._write()

    def flush(self) -> ComposerError | None:
        """Write what is left and wait for it; the error where that did not work (then everything is still in memory)."""
        self._timer.stop()
        if self._in_flight is not None:
            job, changes = self._in_flight
            self._in_flight = None
            job.cancel_callbacks()
            if self._jobs.wait(job, CLOSING) is not None:
                self._session.history.give_back(changes)
        changes = self._session.history.take_changes()
        if not changes:
            self._set("saved")
            return None
        documents = self._documents
        job = self._jobs.write(lambda: documents.save(changes))
        job.cancel_callbacks()
        error = self._jobs.wait(job, CLOSING)
        if error is None:
            self._set("saved")
            return None
        self._session.history.give_back(changes)
        self._set("failed")
        if isinstance(error, ComposerError):
            return error
        return WorkspaceError(
            _("Your last changes could not be saved."), _("They are still in this window; please try again."), details=repr(error)
        )

    def _on_issue_changed(self) -> None:
        if self._state != "failed":
            self._set("unsaved")
        # Not started again by the next key: typing without a pause is saved too.
        if not self._timer.isActive() and self._in_flight is None:
            self._timer.start(DELAY)

    def _write(self) -> None:
        if self._in_flight is not None:
            return
        self._taken_at = self._session.revision
        changes = self._session.history.take_changes()
        if not changes:
            self._set("saved")
            return
        documents = self._documents
        job = self._jobs.write(
            lambda: documents.save(changes), lambda _none: self._on_written(), lambda error: self._on_failed(error), owner=self
        )
        self._in_flight = (job, changes)

    def _on_written(self) -> None:
        self._in_flight = None
        changed_meanwhile = self._session.revision != self._taken_at
        self._set("unsaved" if changed_meanwhile else "saved")
        if changed_meanwhile:
            self._timer.start(DELAY)
        self.written.emit()

    def _on_failed(self, error: ComposerError) -> None:
        if self._in_flight is not None:
            self._session.history.give_back(self._in_flight[1])
        self._in_flight = None
        self._set("failed")
        self._timer.start(RETRY)
        self.failed.emit(error)

    def _set(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
