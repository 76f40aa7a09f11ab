"""IssueSession: the one issue being written, its revision, and the way every change takes.

Everything that changes the issue goes through :meth:`IssueSession.edit`; everything that shows it listens to ``issue_changed``.
Undoing is going back to an earlier value (:class:`composer.document.history.History`): no inverse code anywhere.

The revision lives here and not in the issue: an edit after an undo would repeat a number kept in the issue, and a stale preview
would pass for new.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from composer.clock import Clock
from composer.document.edits import Edit
from composer.document.history import History, Step
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter


class IssueSession(QObject):
    """One open issue.

    ``issue_changed(issue, revision, origin)``: ``origin`` is what the cause gave to :meth:`edit`, so that whoever caused the
    change can ignore the echo; it is empty for undo and redo.

    Attributes:
        read_only: somebody else writes it; nothing given here changes it.
    """

    issue_changed = Signal(object, int, str)

    def __init__(self, history: History, newsletter: Newsletter | None, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self.newsletter = newsletter
        self._clock = clock
        self._revision = 1
        self.read_only = False

    @property
    def issue(self) -> Issue:
        """The issue as it stands."""
        return self.history.issue

    @property
    def revision(self) -> int:
        """Rises with every change, undo and redo included."""
        return self._revision

    def now(self) -> datetime:
        """What time it is."""
        return self._clock()

    def edit(self, edit: Edit, origin: str = "") -> bool:
        """Do it. False where it changed nothing, or does not fit any more (the block is gone)."""
        if self.read_only:
            return False
        before = self.issue
        try:
            after = self.history.apply(edit, self._clock())
        except KeyError:
            return False
        if after is before or after == before:
            return False
        self._tell(origin)
        return True

    def undo(self) -> str:
        """Take the last step back; returns what it was, empty where there was none."""
        if self.read_only:
            return ""
        label = self.history.undo_label
        if self.history.undo() is not None:
            self._tell("")
        return label

    def redo(self) -> str:
        """Do it again; returns what it was, empty where there was nothing."""
        if self.read_only:
            return ""
        label = self.history.redo_label
        if self.history.redo() is not None:
            self._tell("")
        return label

    def go_to(self, position: int) -> None:
        """Stand at any step of the history."""
        if not self.read_only:
            self.history.go_to(position)
            self._tell("")

    def name_restore_point(self, name: str) -> None:
        """Give the state it stands at a name, to find the way back by."""
        if not self.read_only:
            self.history.name_restore_point(name)
            self._tell("")

    @property
    def steps(self) -> Sequence[Step]:
        """The history, the beginning first."""
        return self.history.steps

    def _tell(self, origin: str) -> None:
        self._revision += 1
        self.issue_changed.emit(self.issue, self._revision, origin)
