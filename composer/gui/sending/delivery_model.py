"""Everyone's letter of one campaign as a table, read page by page: a campaign may have two hundred thousand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from composer.delivery.campaign import Delivery
from composer.gui.sending.words import STATE_WORDS, reason_in_plain_words, when
from composer.gui.theme import active_theme
from composer.i18n import N_, _

PAGE = 300
HEADINGS = (N_("Address"), N_("What became of it"), N_("When"), N_("Why"))
_COLOURS = {"sent": "ok", "failed": "danger", "uncertain": "warn"}
_NO_PARENT = QModelIndex()


class DeliveryModel(QAbstractTableModel):
    """Asks for further rows with ``more_wanted`` (offset, limit); give them with :meth:`add_rows`."""

    more_wanted = Signal(int, int)

    def __init__(self, clock: Callable[[], datetime], zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._zone = zone
        self._rows: list[Delivery] = []
        self._total = 0
        self._waiting = False

    def start(self, total: int) -> None:
        """Empty it and ask for the first of ``total`` rows."""
        self.beginResetModel()
        self._rows = []
        self._total = total
        self._waiting = False
        self.endResetModel()
        if total:
            self.fetchMore(QModelIndex())

    def add_rows(self, offset: int, rows: list[Delivery]) -> None:
        """Rows that were asked for."""
        if offset != len(self._rows):
            return
        self._waiting = False
        if not rows:
            self._total = len(self._rows)
            return
        self.beginInsertRows(QModelIndex(), offset, offset + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def delivery(self, index: QModelIndex | QPersistentModelIndex) -> Delivery | None:
        """The letter in this row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """Rows read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """Address, state, time, reason."""
        return 0 if parent.isValid() else len(HEADINGS)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether there are rows not read yet."""
        return not parent.isValid() and not self._waiting and len(self._rows) < self._total

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._waiting = True
            self.more_wanted.emit(len(self._rows), PAGE)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """A column's heading."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """A cell."""
        delivery = self.delivery(index)
        if delivery is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return active_theme().colour(_COLOURS.get(delivery.state, "muted"))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if column == 0:
            return delivery.email
        if column == 1:
            return _(STATE_WORDS[delivery.state])
        if column == 2:
            return when(delivery.at, self._clock(), self._zone) if delivery.at is not None else ""
        return reason_in_plain_words(delivery.state, delivery.reply)
