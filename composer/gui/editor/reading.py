"""Reading the outside world from the composer: all sources again (F5, or by itself), or one address somebody pasted."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.jobs import Job, Jobs
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.gui.editor.whats_new import WhatsNew
    from composer.workspace import Workspace

PASTED = "pasted"
"""The source of what was pasted by hand."""
STALE = timedelta(hours=1)
"""What was read longer ago is read again by itself."""
_LOOK_EVERY = 600_000
"""Milliseconds between two looks whether something is stale."""
_FIRST_LOOK = 3_000


class Reading(QObject):
    """``share_changed`` with 0 to 1, ``finished`` when it is over, ``said`` with a line, ``troubled`` with an error;
    ``sources_read`` when all sources were read again."""

    started = Signal()
    share_changed = Signal(float)
    finished = Signal()
    said = Signal(str)
    stored = Signal(str)
    troubled = Signal(object)
    sources_read = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._job: Job | None = None
        self._cancel = threading.Event()
        self._quiet = False
        self._watch = QTimer(self)
        self._watch.timeout.connect(self.read_what_is_stale)
        self._watch.start(_LOOK_EVERY)
        QTimer.singleShot(_FIRST_LOOK, self, self.read_what_is_stale)

    def show_on(self, pane: WhatsNew) -> None:
        """Show there how far it has come, and that it can be stopped."""
        self.started.connect(pane.bar.start)
        self.share_changed.connect(pane.bar.set_share)
        self.finished.connect(pane.bar.stop)
        self.started.connect(lambda: pane.show_reading(True))
        self.finished.connect(lambda: pane.show_reading(False))

    def read_or_stop(self) -> None:
        """Read every source again, or stop where that goes on."""
        if self._job is None:
            self.read_sources()
        else:
            self._cancel.set()

    def read_sources(self) -> None:
        """Read every source again; while that goes on, asking again does nothing."""
        if self._job is None:
            self._read(None, quiet=False)

    def read_what_is_stale(self) -> None:
        """Read what was not read for long, as nobody asked for it: without a word unless there is something new."""
        if self._job is None:
            self._jobs.submit(self._stale, self._on_stale, newest="stale sources", owner=self)

    def _stale(self) -> tuple[str, ...]:
        now = self._workspace.clock()
        rows = [row for row in self._workspace.source_list.all() if not row.paused and not row.location.startswith("pasted:")]
        return tuple(row.id for row in rows if row.last_tried is None or now - row.last_tried > STALE)

    def _on_stale(self, ids: tuple[str, ...]) -> None:
        if ids and self._job is None:
            self._read(ids, quiet=True)

    def _read(self, ids: tuple[str, ...] | None, *, quiet: bool) -> None:
        workspace, cancel = self._workspace, threading.Event()
        self._cancel, self._quiet = cancel, quiet
        report = self._jobs.progress(self.share_changed.emit, owner=self)

        def on_progress(progress: Any) -> None:
            report(progress.done / max(1, progress.total))

        def work() -> list[Any]:
            from composer.sample.load import sample_served
            from composer.sources.refresh import refresh

            context = workspace.fetch_context(cancel=cancel)
            with sample_served(workspace):
                return list(
                    refresh(workspace.source_list, workspace.shelf, context, ids=ids, by_hand=not quiet, on_progress=on_progress)
                )

        self.started.emit()
        self._job = self._jobs.submit(work, self._on_read, self._on_failed, owner=self)

    def read_address(self, address: str) -> None:
        """Read one page, feed or calendar, and keep what it holds on the shelf."""
        workspace = self._workspace

        def work() -> Any:
            from composer.sources.reader import read

            fetched = read(address, workspace.fetch_context())
            return workspace.shelf.keep(fetched.items, PASTED)

        self.started.emit()
        self._job = self._jobs.submit(work, self._on_kept, self._on_failed, owner=self)

    def _on_read(self, outcomes: list[Any]) -> None:
        self._end()
        new = sum(outcome.kept.new for outcome in outcomes if outcome.kept is not None)
        failed = [outcome for outcome in outcomes if outcome.kept is None and outcome.problems]
        if self._quiet and not new:
            self.stored.emit(changes.SOURCES)
            return  # what failed stands on its card
        if self._cancel.is_set():
            self.stored.emit(changes.SHELF)
            self.said.emit(_("Stopped. What was read until then is here."))
            return
        if failed and not self._quiet:
            problem = failed[0].problems[0]
            self.troubled.emit(ComposerError(problem.message, problem.remedy))
        self._say(new)
        self.sources_read.emit()

    def _on_kept(self, kept: Any) -> None:
        self._end()
        self._say(kept.new)

    def _say(self, new: int) -> None:
        words = ngettext("{count} new thing", "{count} new things", new).format(count=new) if new else _("Nothing new.")
        self.said.emit(words)
        self.stored.emit(changes.SHELF)

    def _on_failed(self, error: ComposerError) -> None:
        self._end()
        self.troubled.emit(error)

    def _end(self) -> None:
        self._job = None
        self.finished.emit()
