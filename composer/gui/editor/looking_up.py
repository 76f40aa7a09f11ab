"""Asking the site again what it says of the things in the issue, off the GUI thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer.errors import ComposerError
from composer.gui.jobs import Job, Jobs
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.gui.widgets.thin_bar import ThinBar
    from composer.picking.drift import AtSource
    from composer.sources.drift import DriftProgress
    from composer.workspace import Workspace


class LookingUp(QObject):
    """``progressed(done, total)`` while it goes on; ``found`` when all have answered (or were given up): what
    they said is on the shelf then.

    ``said`` with one line about it; ``troubled`` with an error.
    """

    started = Signal()
    progressed = Signal(int, int)
    found = Signal()
    finished = Signal()
    said = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._job: Job | None = None
        self._stop = threading.Event()

    @property
    def working(self) -> bool:
        """Whether a look-up is under way."""
        return self._job is not None

    def show_on(self, bar: ThinBar) -> None:
        """Show on a bar how far it has come."""
        self.started.connect(bar.start)
        self.progressed.connect(lambda done, total: bar.set_share(done / max(1, total)))
        self.finished.connect(bar.stop)

    def look_up(self, issue: Issue) -> None:
        """Ask the sources of everything in ``issue``; a look-up under way is given up for it. Words alone ask nobody."""
        if not issue.items():
            return
        self.stop()
        if self._job is not None:
            self._job.cancel()
        workspace, stop = self._workspace, threading.Event()
        self._stop = stop
        report = self._jobs.progress(self._on_progress, owner=self)

        def work() -> dict[str, AtSource]:
            from composer.publishing.drift import look_up_issue
            from composer.sample.load import sample_served

            with sample_served(workspace):
                return look_up_issue(workspace, issue, on_progress=report, cancel=stop)

        self.started.emit()
        self._job = self._jobs.submit(work, lambda known: self._on_found(issue, known), self._on_failed, owner=self)

    def stop(self) -> None:
        """Wait no longer: what has not answered yet counts as not looked up."""
        self._stop.set()

    def _on_progress(self, progress: DriftProgress) -> None:
        if self._job is not None:  # the last word may come after the result
            self.progressed.emit(progress.done, progress.total)

    def _on_found(self, issue: Issue, known: dict[str, AtSource]) -> None:
        from composer.picking.drift import drifts

        self._job = None
        self.finished.emit()
        apart = drifts(issue, known)
        told = [drift for drift in apart if drift.news or (drift.trouble and drift.trouble != "unknown")]
        silent = sum(1 for drift in apart if drift.trouble == "unknown")
        if told:
            words = ngettext("{count} thing changed on your site.", "{count} things changed on your site.", len(told))
            self.said.emit(words.format(count=len(told)))
        elif silent:
            words = ngettext("{count} thing could not be looked up.", "{count} things could not be looked up.", silent)
            self.said.emit(words.format(count=silent))
        else:
            self.said.emit(_("Your site says what this issue says."))
        self.found.emit()

    def _on_failed(self, error: ComposerError) -> None:
        self._job = None
        self.finished.emit()
        self.troubled.emit(error)
