"""The table of people: any number of them, read page by page off the GUI thread, sorted and filtered by the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from composer.contacts.store import ContactRow
from composer.gui.icons import icon
from composer.gui.jobs import Jobs
from composer.i18n import N_, _

if TYPE_CHECKING:
    from composer.contacts.segment_rules import Rules
    from composer.workspace import Workspace

PAGE = 200
COLUMNS: tuple[tuple[str, str], ...] = (("name", N_("Name")), ("email", N_("E-mail")), ("", N_("Lists")), ("", N_("State")))
"""What each column is sorted by (empty: not at all), and its heading."""
STATES: dict[str, tuple[str, str, str]] = {
    "active": (N_("Active"), "circle-check", "ok"),
    "unsubscribed": (N_("Unsubscribed"), "circle-minus", "muted"),
    "suppressed": (N_("Gets no letters"), "ban", "danger"),
}
"""State: words, drawing, colour."""

Index = QModelIndex | QPersistentModelIndex


class PeopleModel(QAbstractTableModel):
    """Rows that are not read yet are blank and on their way. ``counted`` says how many match."""

    counted = Signal(int)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._text, self._list, self._state, self._sort = "", "", "", "name"
        self._picked: Rules | None = None
        self._total = 0
        self._pages: dict[int, list[ContactRow]] = {}
        self._asked: set[int] = set()
        self._generation = 0

    def filter(self, *, text: str | None = None, list_name: str | None = None, state: str | None = None) -> None:
        """Show only these; what is None stays as it was."""
        self._picked = self._picked if list_name is None else None
        self._text = self._text if text is None else text
        self._list = self._list if list_name is None else list_name
        self._state = self._state if state is None else state
        self.read_again()

    def pick(self, rules: Rules | None) -> None:
        """Show only those whom rules pick (None: no rules)."""
        self._picked, self._list, self._state = rules, "", ""
        self.read_again()

    def _search(self) -> Callable[[int, int], list[ContactRow]]:
        """What reads a page (offset and limit) of what is shown now."""
        contacts, text, sort = self._workspace.contacts, self._text, self._sort
        among = {"list_name": self._list, "state": self._state}
        picked = self._picked
        return lambda offset, limit: contacts.search(text, sort=sort, offset=offset, limit=limit, picked=picked, **among)

    def ids_of(self, ranges: Sequence[tuple[int, int]]) -> Callable[[], list[str]]:
        """What finds the ids of these rows (from, to, both included): to be called off the GUI thread."""
        contacts, text, list_name, state, picked = self._workspace.contacts, self._text, self._list, self._state, self._picked
        search, total = self._search(), self._total
        if ranges and ranges[0] == (0, total - 1):
            return lambda: contacts.ids(text, list_name=list_name, state=state, picked=picked)
        return lambda: [row.contact.id for first, last in ranges for row in search(first, last - first + 1)]

    def read_again(self) -> None:
        """Count and read anew."""
        contacts, text, list_name, state, picked = self._workspace.contacts, self._text, self._list, self._state, self._picked
        search = self._search()

        def read() -> tuple[int, list[ContactRow]]:
            found = search(0, PAGE)
            if len(found) < PAGE:
                return len(found), found
            return contacts.count(text, list_name=list_name, state=state, picked=picked), found

        self._jobs.submit(read, self._on_read, newest="people", owner=self)

    def _on_read(self, answer: tuple[int, list[ContactRow]]) -> None:
        self.beginResetModel()
        self._generation += 1
        self._total, first = answer
        self._pages = {0: first}
        self._asked = {0}
        self.endResetModel()
        self.counted.emit(self._total)

    def row_at(self, row: int) -> ContactRow | None:
        """The person in this row; None while on the way."""
        page = self._pages.get(row // PAGE)
        if page is None:
            self._ask(row // PAGE)
            return None
        at = row % PAGE
        return page[at] if at < len(page) else None

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        search = self._search()
        generation = self._generation

        def arrived(found: list[ContactRow]) -> None:
            if generation != self._generation:
                return
            self._pages[number] = found
            last = min(self._total, (number + 1) * PAGE) - 1
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(COLUMNS) - 1))

        self._jobs.submit(
            lambda: search(number * PAGE, PAGE),
            arrived,
            owner=self,
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section][1])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        words, drawing, token = STATES[row.state]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            cells = (row.contact.full_name, row.contact.email, ", ".join(row.lists), _(words))
            return cells[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 3:
            return icon(drawing, token)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{row.contact.full_name}, {row.contact.email}, {_(words)}"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = COLUMNS[column][0] if 0 <= column < len(COLUMNS) else ""
        if key:
            self._sort = key if order == Qt.SortOrder.AscendingOrder else f"-{key}"
            self.read_again()
