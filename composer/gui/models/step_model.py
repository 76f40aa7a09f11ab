"""The history of an issue as rows, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from composer.document.history import Step
from composer.gui.sending.words import when
from composer.i18n import _

NAME_ROLE = int(Qt.ItemDataRole.UserRole) + 1
WORDS_ROLE = NAME_ROLE + 1
WHEN_ROLE = NAME_ROLE + 2
HERE_ROLE = NAME_ROLE + 3
UNDONE_ROLE = NAME_ROLE + 4
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class StepModel(QAbstractListModel):
    """One row per step; the one the issue stands at is *here*, later ones were undone."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[Step] = ()
        self._rows: list[int] = []
        self._position = 0
        self._only_named = False
        self._now = datetime.now().astimezone()

    def show_steps(self, steps: Sequence[Step], position: int, now: datetime) -> None:
        """Show these; ``position`` is where the issue stands."""
        self.beginResetModel()
        self._steps, self._position, self._now = steps, position, now
        self._sort()
        self.endResetModel()

    def show_only_named(self, wanted: bool) -> None:
        """Only those somebody gave a name."""
        self.beginResetModel()
        self._only_named = wanted
        self._sort()
        self.endResetModel()

    def _sort(self) -> None:
        self._rows = [at for at in reversed(range(len(self._steps))) if not self._only_named or self._steps[at].restore_point]

    def position_at(self, row: int) -> int:
        """Which step stands in a row."""
        return self._rows[row]

    def row_of(self, position: int) -> int:
        """The row of a step; -1 where it does not show."""
        return self._rows.index(position) if position in self._rows else -1

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        at = self._rows[index.row()]
        step = self._steps[at]
        words = step.label or _("The beginning")
        moment = when(step.at, self._now, self._zone)
        if role == Qt.ItemDataRole.DisplayRole:
            return step.restore_point or words
        if role == NAME_ROLE:
            return step.restore_point
        if role == WORDS_ROLE:
            return words
        if role == WHEN_ROLE:
            return moment
        if role == HERE_ROLE:
            return at == self._position
        if role == UNDONE_ROLE:
            return at > self._position
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = _("here now") if at == self._position else _("undone") if at > self._position else ""
            return ", ".join(part for part in (step.restore_point, words, moment, where) if part)
        return None

    @property
    def _zone(self) -> tzinfo:
        zone = self._now.tzinfo
        assert zone is not None
        return zone
