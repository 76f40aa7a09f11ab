"""The history panel at work: what is chosen there becomes an edit, so that going back can be undone like anything else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from composer.clock import Clock
from composer.document.edits import RestoreIssue
from composer.document.sections import bring_back, changed_sections
from composer.errors import FormatError
from composer.gui.editor.arrange_pane import ArrangePane
from composer.gui.editor.changing import Changing
from composer.gui.jobs import Jobs
from composer.i18n import _


class LookingBack(QObject):
    """``offered(words, action, undo)`` after something was brought back."""

    offered = Signal(str, str, object)

    def __init__(self, arrange: ArrangePane, changing: Changing, jobs: Jobs, clock: Clock) -> None:
        super().__init__(arrange)
        self._arrange = arrange
        self._panel = arrange.history
        self._changing = changing
        self._jobs = jobs
        self._clock = clock
        self._panel.name_wanted.connect(self._on_named)
        self._panel.looked.connect(self._on_looked)
        self._panel.back_wanted.connect(self._on_back)
        self._panel.section_wanted.connect(self._on_section)

    def open(self) -> None:
        """The history in place of the outline."""
        self._arrange.show_history()
        self.refresh()
        self._panel.focus_list()

    def refresh(self) -> None:
        """Something was done meanwhile."""
        session = self._changing.session
        if session is not None and not self._panel.isHidden():
            self._panel.show_steps(session.steps, session.history.position, self._clock())

    def _on_named(self, name: str) -> None:
        if self._changing.session is not None:
            self._changing.session.name_restore_point(name)

    def _on_looked(self, position: int) -> None:
        session = self._changing.session
        if session is None:
            return
        step, now = session.steps[position], session.issue
        # What lies in the database is unpacked off the GUI thread.
        self._jobs.submit(
            lambda: changed_sections(step.issue, now),
            lambda sections: self._panel.show_sections(position, sections),
            lambda _damaged: self._panel.show_sections(position, None),
            newest="history",
            owner=self,
        )

    def _on_back(self, position: int) -> None:
        session = self._changing.session
        if session is None or position == session.history.position:
            return
        step = session.steps[position]
        try:
            earlier = step.issue
        except FormatError:
            self._panel.show_sections(position, None)
            return
        name = step.restore_point or step.label or _("The beginning")
        words = _("Go back to “{step}”").format(step=name)
        if self._changing.edit(RestoreIssue(earlier, words)):
            self.offered.emit(_("It is as it was: {step}").format(step=name), _("Undo"), self._changing.undo)
            self._panel.focus_list()

    def _on_section(self, position: int, block_id: str) -> None:
        session = self._changing.session
        if session is None:
            return
        edit = bring_back(session.steps[position].issue, session.issue, block_id)
        words = edit.label(session.issue)
        if self._changing.edit(edit):
            self.offered.emit(words, _("Undo"), self._changing.undo)
            self._panel.focus_list()
