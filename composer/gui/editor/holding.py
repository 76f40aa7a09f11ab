"""The open issue and other computers: it is held while it is written here, only read while somebody else writes it, and who
that is stands above it with the way to take it over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from composer.document.issue_holds import RENEW_SECONDS, Hold, TakenOverError
from composer.gui.autosave import AutoSave
from composer.gui.jobs import Jobs
from composer.gui.sending.fact_rows import Note
from composer.gui.session import IssueSession
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, set_words
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.workspace import Workspace


class Holding(QObject):
    """``open_wanted(issue id, over)``: open it again, taking it from whoever has it, or as it stands now.

    Args:
        writing: what one writes in; it does not answer while the issue is only read.
    """

    open_wanted = Signal(str, bool)

    def __init__(self, workspace: Workspace, jobs: Jobs, writing: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._writing = writing
        self._session: IssueSession | None = None
        self._autosave: AutoSave | None = None
        self.bar = Note("warn", parent=parent)
        self.take_button = button(_("Take over"), self._on_button, icon="square-pen")
        self.take_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab begins behind what is not there
        self.bar.add_button(self.take_button)
        self._timer = QTimer(self)
        self._timer.setInterval(int(RENEW_SECONDS * 1000))
        self._timer.timeout.connect(self.look)

    def opened(self, session: IssueSession, autosave: AutoSave, held: Hold | None) -> None:
        """An issue was opened, for writing or (``held`` by somebody else) for reading."""
        before, holds = self._session, self._workspace.documents.holds
        if before is not None and before.issue.id != session.issue.id:
            issue_id = before.issue.id
            self._jobs.write(lambda: holds.give_back(issue_id))
        self._session, self._autosave = session, autosave
        session.read_only = held is not None
        autosave.given_up.connect(self._on_given_up)
        self._show(held)
        self._timer.start()

    def look(self) -> None:
        """Say that it is still open here; or, while it is only read, see how it stands there."""
        session, documents = self._session, self._workspace.documents
        if session is None:
            return
        issue_id = session.issue.id
        if session.read_only:
            self._jobs.submit(
                lambda: (documents.holds.who(issue_id), documents.issue(issue_id)),
                lambda found: self._on_seen(session, *found),
                lambda _error: None,  # the database is away for a moment: the next look tells more
                newest="issue hold",
                owner=self,
            )
        else:
            self._jobs.submit(
                lambda: documents.holds.renew(issue_id),
                lambda kept: self._on_renewed(session, kept),
                lambda _error: None,  # likewise; should the issue be lost meanwhile, the next write says so
                newest="issue hold",
                owner=self,
            )

    def _on_renewed(self, session: IssueSession, kept: bool) -> None:
        if kept or session is not self._session or session.read_only or self._autosave is None:
            return
        if self._autosave.state != "saved":
            self._autosave.retry()  # what is not written yet will not get in; it is kept as a copy, and then we hear of it
            return
        holds, issue_id = self._workspace.documents.holds, session.issue.id
        session.read_only = True
        self._jobs.submit(
            lambda: holds.who(issue_id), lambda hold: self._on_given_up(TakenOverError(hold), "", of=session), owner=self
        )

    def _on_given_up(self, taken: TakenOverError, copy: str, *, of: IssueSession | None = None) -> None:
        if of is not None and of is not self._session:
            return
        words = [taken.message, _("What was saved before is in it.")]
        if copy:
            words.append(_("What you wrote since is kept as “{issue}”.").format(issue=copy))
        self._say(" ".join(words), _("Take it back"))

    def _on_seen(self, session: IssueSession, hold: Hold | None, issue: Issue) -> None:
        if session is not self._session:
            return
        if hold is None:
            self._say(_("Nobody else has this issue open any more."), _("Write on"))
        elif issue != session.issue:
            self.open_wanted.emit(issue.id, False)

    def _show(self, held: Hold | None) -> None:
        if held is None:
            self._say("", "")
            return
        since = f"{held.since.astimezone(self._workspace.zone):%H:%M}"
        words = _(
            "{who} has had this issue open since {time}, so here it is for reading. If you take it over, they can only read it."
        )
        self._say(words.format(who=held.shown, time=since), _("Take over"))

    def _say(self, words: str, action: str) -> None:
        for widget in self._writing:
            widget.setEnabled(not words)
        self.bar.say(words)
        self.take_button.setFocusPolicy(Qt.FocusPolicy.TabFocus if words else Qt.FocusPolicy.NoFocus)
        if words:
            set_words(self.take_button, action)
            announce(self.bar, words)

    def _on_button(self) -> None:
        if self._session is not None:
            self.open_wanted.emit(self._session.issue.id, True)
