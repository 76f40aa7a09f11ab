"""How an issue came to be, step by step: undo and redo without limit, also after the program was closed.

A step keeps the whole issue as it stood after it, so undoing needs no inverse of anything. Issues share the blocks that did not
change; a step read from the database unpacks its issue only when somebody goes there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from composer.document.edits import Edit
from composer.document.issue import Issue
from composer.errors import FormatError

MERGE_WITHIN = timedelta(seconds=1.5)
"""Edits of one field become one step while each comes this soon after the last."""


@dataclass(frozen=True)
class Step:
    """One step of the history.

    Attributes:
        label: what it did, in words; empty for the beginning.
        merge_key: of its edit (see :class:`composer.document.edits.Edit`).
        at: when its last key was pressed.
        restore_point: the name a person or the program gave this state; empty for none.
    """

    label: str
    merge_key: str
    at: datetime
    restore_point: str
    _source: Issue | Callable[[], Issue]

    @property
    def issue(self) -> Issue:
        """The issue as it stood after this step.

        Raises:
            FormatError: what was stored of it is damaged.
        """
        if isinstance(self._source, Issue):
            return self._source
        issue = self._source()
        object.__setattr__(self, "_source", issue)  # unpacked once
        return issue

    def readable(self) -> bool:
        """False where what was stored of the issue is damaged."""
        try:
            return bool(self.issue.id)
        except FormatError:
            return False


@dataclass(frozen=True)
class HistoryChanges:
    """What has to be written to make the stored history equal to the one in memory. A plain value; may cross threads.

    Attributes:
        position: the step the issue stands at; issue: the issue there.
        length: how many steps there are; stored ones from there on are gone.
        steps: those that are new or different, by position.
        moved: True where the position or the length changed.
    """

    issue: Issue
    position: int
    length: int
    steps: tuple[tuple[int, Step], ...]
    moved: bool

    def __bool__(self) -> bool:
        return bool(self.steps) or self.moved


class History:
    """An issue with everything that was done to it. Not for several threads; what :meth:`take_changes` returns is."""

    def __init__(self, steps: Sequence[Step], position: int, *, stored: bool) -> None:
        if not 0 <= position < len(steps):
            raise ValueError("a history stands at one of its steps")
        self._steps = list(steps)
        self._position = position
        self._open_key = ""
        self._unsaved: set[int] = set() if stored else set(range(len(steps)))
        self._taken = (position, len(steps))

    @classmethod
    def start(cls, issue: Issue, at: datetime) -> History:
        """The history of an issue that nothing was done to yet."""
        return cls([Step("", "", at, "", issue)], 0, stored=False)

    @property
    def issue(self) -> Issue:
        """The issue as it stands."""
        return self._steps[self._position].issue

    @property
    def position(self) -> int:
        """Which step it stands at; 0 is the beginning."""
        return self._position

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, the beginning first, undone ones last."""
        return tuple(self._steps)

    @property
    def can_undo(self) -> bool:
        """True where there is a step to take back."""
        return self._position > 0

    @property
    def can_redo(self) -> bool:
        """True where a step was taken back and nothing else done since."""
        return self._position < len(self._steps) - 1

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty where it would do nothing."""
        return self._steps[self._position].label if self.can_undo else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again; empty where it would do nothing."""
        return self._steps[self._position + 1].label if self.can_redo else ""

    def apply(self, edit: Edit, at: datetime) -> Issue:
        """Do ``edit`` at the moment ``at``. What had been undone is gone; typing goes on in the step it began in.

        Returns the issue after it. Raises what the edit raises; then nothing has changed.
        """
        before = self.issue
        issue = edit.apply(before)
        if issue == before:
            return before
        last = self._steps[self._position]
        step = Step(edit.label(before), edit.merge_key, at, "", issue)
        if self._open_key and edit.merge_key == self._open_key and timedelta(0) <= at - last.at < MERGE_WITHIN:
            self._steps[self._position] = replace(step, label=last.label)
        else:
            self._position += 1
            self._steps[self._position :] = [step]
            self._unsaved = {position for position in self._unsaved if position < self._position}
        self._open_key = edit.merge_key
        self._unsaved.add(self._position)
        return issue

    def undo(self) -> Issue | None:
        """Take the last step back. None where there is none."""
        return self.go_to(self._position - 1) if self.can_undo else None

    def redo(self) -> Issue | None:
        """Do again what was taken back last. None where there is nothing."""
        return self.go_to(self._position + 1) if self.can_redo else None

    def go_to(self, position: int) -> Issue:
        """Stand at another step; the later ones stay and can be reached again.

        Raises:
            IndexError: there is no such step.
            FormatError: what was stored of it is damaged; the history stays where it is.
        """
        if not 0 <= position < len(self._steps):
            raise IndexError(position)
        issue = self._steps[position].issue
        self._position = position
        self._open_key = ""
        return issue

    def name_restore_point(self, name: str) -> None:
        """Give the state the issue stands at a name (an empty one takes it away). Typing afterwards is a step of its own."""
        self._steps[self._position] = replace(self._steps[self._position], restore_point=name)
        self._unsaved.add(self._position)
        self._open_key = ""

    def take_changes(self) -> HistoryChanges:
        """What changed since the last time this was asked, to be written; falsy where nothing did.

        Whoever takes them writes them, in the order taken, or hands them back to :meth:`give_back`.
        """
        now = (self._position, len(self._steps))
        changes = HistoryChanges(
            issue=self.issue,
            position=self._position,
            length=len(self._steps),
            steps=tuple((position, self._steps[position]) for position in sorted(self._unsaved)),
            moved=now != self._taken,
        )
        self._unsaved.clear()
        self._taken = now
        return changes

    def give_back(self, changes: HistoryChanges) -> None:
        """Changes that could not be written are due again."""
        self._unsaved.update(position for position, _step in changes.steps if position < len(self._steps))
        self._taken = (-1, -1)
