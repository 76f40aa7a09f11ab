"""Saving by itself: at most one second after the first unsaved key, also while typing goes on.

The changes are taken in the GUI thread and written on the single writer thread, one batch at a time. What could not be written is
given back to the history and tried again; nothing is lost while the program runs, and closing waits for the last write.

Where a write takes long (the database takes in a large table, or is out of reach), the issue is put aside in a spare copy
meanwhile, so that a program that ends just then loses no more than the last second either.

Where somebody at another computer has taken the issue over, nothing more is written to it: what is not in it becomes an issue
of its own, and the session is for reading only.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Literal

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from composer.blocks.block import new_id
from composer.document.history import HistoryChanges
from composer.document.issue import Issue
from composer.document.issue_holds import TakenOverError
from composer.document.spare_copies import SpareCopies
from composer.document.store import DocumentStore
from composer.errors import ComposerError, WorkspaceError
from composer.gui.doing import WRITING, Doing
from composer.gui.jobs import Job, Jobs
from composer.gui.session import IssueSession
from composer.i18n import _

DELAY = 800
"""Milliseconds from the first unsaved change to the write; with the write itself well under a second."""
SPARE_AFTER = 150
"""Milliseconds a write may take before the issue is put aside."""
RETRY = 5_000
CLOSING = 10.0
"""Seconds closing waits for the disk."""

State = Literal["saved", "unsaved", "failed"]


class AutoSave(QObject):
    """Writes one session's changes. ``state_changed`` for the rail; ``failed`` with the error each time a write does not work.

    ``given_up(error, copy)`` where the issue was taken over: a TakenOverError, and the name of the issue the last words are in.
    """

    state_changed = Signal(str)
    failed = Signal(object)
    given_up = Signal(object, str)
    written = Signal()

    def __init__(self, session: IssueSession, documents: DocumentStore, jobs: Jobs, spares: SpareCopies | None = None) -> None:
        super().__init__(session)
        self._spares = spares
        self._spared = -1
        self._doing: Doing | None = None
        self._session = session
        self._documents = documents
        self._jobs = jobs
        self._state: State = "saved"
        self._taken_at = session.revision
        self._in_flight: tuple[Job, HistoryChanges] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        self._spare_timer = QTimer(self)
        self._spare_timer.setSingleShot(True)
        self._spare_timer.timeout.connect(self._spare)
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
        documents, at = self._documents, self._session.now()
        job = self._jobs.write(lambda: documents.save(changes, at))
        job.cancel_callbacks()
        error = self._jobs.wait(job, CLOSING)
        if error is None:
            self._set("saved")
            return None
        self._session.history.give_back(changes)
        if isinstance(error, TakenOverError):
            job = self._give_up(error)
            error = self._jobs.wait(job, CLOSING)
            if error is None:
                self._set("saved")
                return None
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
        documents, at = self._documents, self._session.now()
        job = self._jobs.write(
            lambda: documents.save(changes, at),
            lambda _none: self._on_written(),
            lambda error: self._on_failed(error),
            owner=self,
        )
        self._in_flight = (job, changes)
        self._spare_timer.start(SPARE_AFTER)

    def _spare(self) -> None:
        """The write takes long, or failed: put the issue aside as it stands, and again while it goes on changing."""
        if self._spares is None or (self._in_flight is None and self._state != "failed"):
            return
        if self._spared != self._session.revision:
            self._spared = self._session.revision
            spares, issue, at = self._spares, self._session.issue, self._session.now()
            self._jobs.at_once(lambda: _put_aside(spares, issue, at))
        self._spare_timer.start(DELAY)

    def _drop_spare(self) -> None:
        if self._spares is not None and self._spared >= 0:
            self._spared = -1
            spares, issue_id = self._spares, self._session.issue.id
            self._jobs.at_once(lambda: spares.drop(issue_id))

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
        if isinstance(error, TakenOverError):
            self._give_up(error)
            return
        self._set("failed")
        self._timer.start(RETRY)
        self.failed.emit(error)

    def _give_up(self, taken: TakenOverError) -> Job:
        """The issue is somebody else's now: what was written here and is not in it is kept as another issue."""
        session, documents = self._session, self._documents
        session.read_only = True
        unsaved = session.history.take_changes()
        name = _("{issue} (what was written here, {time})").format(
            issue=session.issue.name or session.issue.subject, time=f"{session.now().astimezone():%H:%M}"
        )
        copy = msgspec.structs.replace(session.issue, id=new_id(), name=name)

        def failed(error: ComposerError) -> None:
            session.history.give_back(unsaved)
            self._set("failed")
            self.failed.emit(error)
            self._timer.start(RETRY)

        def kept(_history: object) -> None:
            self._set("saved")
            self.written.emit()
            self.given_up.emit(taken, name)

        return self._jobs.write(lambda: documents.create(copy), kept, failed, owner=self)

    def _set(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self._note(state)
            self.state_changed.emit(state)

    def _note(self, state: State) -> None:
        """Whoever looks after an unexpected end hears whether anything waits to be kept."""
        if state == "saved":
            self._spare_timer.stop()
            self._drop_spare()
            if self._doing is not None:
                self._jobs.end(self._doing)
                self._doing = None
        elif self._doing is None:
            issue = self._session.issue
            self._doing = Doing(WRITING, issue.name, issue.id, self._session.now().isoformat())
            self._jobs.begin(self._doing)


def _put_aside(spares: SpareCopies, issue: Issue, at: datetime) -> None:
    # A disk that takes no spare copy takes no issue either, and that is told.
    with suppress(OSError):
        spares.keep(issue, at)
