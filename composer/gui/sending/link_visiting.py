"""Trying every link of an issue once before it goes, off the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from composer.gui.jobs import Job, Jobs

if TYPE_CHECKING:
    from datetime import datetime

    from composer.document.issue import Issue
    from composer.errors import ComposerError
    from composer.sources.link_visits import Visit
    from composer.workspace import Workspace

FRESH = 900
"""Seconds for which what a page answered is believed."""


class LinkVisiting(QObject):
    """``progressed(done, total)`` while it goes on; ``found`` when there is news."""

    progressed = Signal(int, int)
    found = Signal()
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._job: Job | None = None
        self._stop = threading.Event()
        self._known: dict[str, tuple[datetime, Visit]] = {}

    @property
    def visits(self) -> Mapping[str, Visit]:
        """What is known, by address."""
        now = self._workspace.clock()
        return {address: visit for address, (at, visit) in self._known.items() if (now - at).total_seconds() < FRESH}

    def visit(self, issue: Issue) -> None:
        """Try the links of ``issue`` that were not tried lately; nothing where the user wants none tried."""
        if self._job is not None or not self._workspace.settings.check_links_online:
            return
        workspace, stop, known = self._workspace, threading.Event(), self.visits
        self._stop = stop
        report = self._jobs.progress(lambda told: self._on_progress(*told), owner=self)

        def work() -> dict[str, Visit]:
            from composer.checks.dead_links import addresses_to_visit
            from composer.sources.link_visits import visit_links

            wanted = [address for address in addresses_to_visit(issue) if address not in known]
            if not wanted:
                return {}

            def tell(done: int, total: int) -> None:
                report((done, total))

            return visit_links(wanted, workspace.downloader(), on_progress=tell, cancel=stop)

        self._job = self._jobs.submit(work, self._on_found, self._on_failed, owner=self)

    def stop(self) -> None:
        """Wait no longer; what was not tried is not claimed."""
        self._stop.set()

    def _on_progress(self, done: int, total: int) -> None:
        if self._job is not None:
            self.progressed.emit(done, total)

    def _on_found(self, visits: dict[str, Visit]) -> None:
        self._job = None
        self.progressed.emit(0, 0)
        now = self._workspace.clock()
        self._known.update({address: (now, visit) for address, visit in visits.items() if visit.standing != "unasked"})
        if visits:
            self.found.emit()

    def _on_failed(self, error: ComposerError) -> None:
        self._job = None
        self.progressed.emit(0, 0)
        self.troubled.emit(error)
