"""The table of people: Enter shows one of them, Shift and Ctrl choose several."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from composer.gui.models.people_model import PeopleModel
from composer.i18n import _

LISTS_FROM = 620
"""Pixels of the table from which there is room for the lists somebody is on."""
STATE_WIDE = 164


class PeopleTable(QTableView):
    """Enter shows a person; ``chosen_changed`` carries how many rows are chosen."""

    chosen_changed = Signal(int)

    def __init__(self, model: PeopleModel, on_chosen: Callable[[QModelIndex], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_chosen = on_chosen
        self.setAccessibleName(_("People"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(40)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setModel(model)
        for column in (0, 1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(3, STATE_WIDE)
        self.setSortingEnabled(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def ranges(self) -> list[tuple[int, int]]:
        """The chosen rows as ranges (from, to, both included), falling into one where they touch."""
        found: list[tuple[int, int]] = []
        selection = self.selectionModel().selection()
        parts = (selection.at(at) for at in range(selection.count()))
        for part in sorted((part.top(), part.bottom()) for part in parts):
            if found and part[0] <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], part[1]))
            else:
                found.append(part)
        return found

    def chosen(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.ranges())

    def _on_selection(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self.chosen_changed.emit(self.chosen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(2, event.size().width() < LISTS_FROM)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        if plain and index.isValid() and self.chosen() == 1:
            self._on_chosen(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)
