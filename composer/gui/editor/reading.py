"""Reading the outside world from the composer: all sources again (F5), or one address somebody pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.jobs import Job, Jobs
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.gui.widgets.thin_bar import ThinBar
    from composer.workspace import Workspace

PASTED = "pasted"
"""The source of what was pasted by hand."""


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

    def show_on(self, bar: ThinBar) -> None:
        """Show on a bar how far it has come."""
        self.started.connect(bar.start)
        self.share_changed.connect(bar.set_share)
        self.finished.connect(bar.stop)

    def read_sources(self) -> None:
        """Read every source again; while that goes on, asking again does nothing."""
        if self._job is not None:
            return
        workspace = self._workspace
        report = self._jobs.progress(self.share_changed.emit, owner=self)

        def on_progress(progress: Any) -> None:
            report(progress.done / max(1, progress.total))

        def work() -> list[Any]:
            from composer.sample.load import sample_served
            from composer.sources.refresh import refresh

            context = workspace.fetch_context()
            with sample_served(workspace):
                return list(refresh(workspace.source_list, workspace.shelf, context, on_progress=on_progress))

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
        if failed:
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
