"""Looking at the site once more before a letter goes, and handing on what is decided about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from composer.errors import ComposerError
from composer.gui.editor.looking_up import LookingUp
from composer.gui.pages.page import Wish
from composer.gui.sending.site_section import SiteSection
from composer.gui.widgets.announce import announce

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.gui.jobs import Jobs
    from composer.picking.drift import Drift
    from composer.workspace import Workspace


PATIENCE = 45_000
"""Milliseconds after which the rest counts as not looked up, and the user says whether it goes all the same."""


class SiteDesk(QObject):
    """Works the :class:`SiteSection` of a page.

    ``wished`` as a page's; ``looked_up``: what is known of the sources changed, so the facts must be read again; ``troubled``
    with an error; ``can_undo_changed``.
    """

    wished = Signal(str, object)
    looked_up = Signal()
    troubled = Signal(object)
    can_undo_changed = Signal()

    def __init__(self, section: SiteSection, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._section = section
        self._issue: Issue | None = None
        self._looked_at: frozenset[str] | None = None
        self._decided = 0
        self._looking = LookingUp(workspace, jobs, self)
        self._looking.progressed.connect(section.show_looking)
        self._looking.said.connect(lambda words: announce(section, words))
        self._looking.found.connect(self._on_found)
        self._looking.troubled.connect(self._on_failed)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._looking.stop)
        section.unwaited.connect(self._looking.stop)
        section.again.connect(self.look_up)
        section.mended.connect(self._on_mended)
        section.shown.connect(self._on_shown)

    def forget(self) -> None:
        """Another letter comes, or the same one anew: the site is asked again."""
        self._issue = self._looked_at = None
        self._decided = 0
        self._section.forget()

    def show_issue(self, issue: Issue, drifts: Sequence[Drift]) -> None:
        """Show where they are apart; the site is asked when that was not done yet for all that is in the issue."""
        self._issue = issue
        items = frozenset(issue.items())
        self._section.show_drifts(drifts, len(items))
        if self._looked_at is None or not items <= self._looked_at:
            self.look_up()

    def look_up(self) -> None:
        """Ask the site; while that goes on, asking again does nothing."""
        if self._issue is None or self._looking.working:
            return
        self._looked_at = frozenset(self._issue.items())
        if self._looked_at:
            self._section.show_looking(0, len(self._looked_at))
            self._patience.start()
            self._looking.look_up(self._issue)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """F5 looks again; Ctrl+Z takes back what was decided here."""
        made: dict[str, Callable[[], None]] = {"read_sources": self.look_up}
        if self._decided:
            made["undo"] = self._undo
        return made

    def _on_found(self) -> None:
        self._patience.stop()
        self._section.show_looking(0, 0)
        self.looked_up.emit()

    def _on_failed(self, error: ComposerError) -> None:
        self._patience.stop()
        self._section.show_looking(0, 0)
        self.troubled.emit(error)

    def _on_mended(self, what: str, drift: object, found: object) -> None:
        """The composer, which holds the issue, does it; once that is stored, the page reads it again."""
        self._wish(what, drift, found, 1)

    def _undo(self) -> None:
        self._wish("undo", None, (), -1)

    def _wish(self, what: str, drift: object, found: object, step: int) -> None:
        if self._issue is not None:
            self._decided = max(0, self._decided + step)
            self.can_undo_changed.emit()
            self.wished.emit(Wish.MEND, (self._issue.id, what, drift, found))

    def _on_shown(self, drift: Drift) -> None:
        if self._issue is not None:
            self.wished.emit(Wish.OPEN_FINDING, (self._issue.id, drift.block_id, ""))
