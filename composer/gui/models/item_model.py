"""The shelf as cards: what is new, then what is older behind a line that opens and closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from composer.gui.models.item_words import card_face, sent_note, spoken
from composer.gui.models.tile_pictures import TilePictures
from composer.gui.widgets.cards import CARD_ROLE, SECTION_ROLE, SectionFace, with_picture
from composer.i18n import _
from composer.library.item import Item

if TYPE_CHECKING:
    from composer.library.shelf import ShelfRow

ITEMS_MIME = "application/x-newsletter-items"
"""Ids of items, one a line: what is dragged from here into the issue."""

PAGE = 40
"""Rows that are shown at first, and loaded at once when scrolled to."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ItemModel(QAbstractListModel):
    """Rows are :class:`ShelfRow` values it was given; which of them are in the issue it is told as well.

    It shows the beginning of what was found and asks for the next page (``more_wanted`` with ids, answered by :meth:`add_rows`)
    when the list is scrolled to its end.
    """

    more_wanted = Signal(list)

    def __init__(self, tiles: TilePictures, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._today = today
        self._new: list[ShelfRow] = []
        self._older: list[ShelfRow] = []
        self._new_to_come: list[str] = []
        self._older_to_come: list[str] = []
        self._asked: list[str] = []
        self._older_open = False
        self._older_wanted = False
        self._in_issue: frozenset[str] = frozenset()
        self._working: frozenset[str] = frozenset()
        tiles.ready.connect(self._on_picture)

    # -- what it shows ----------------------------------------------------------------------------------------------------------

    def set_rows(
        self,
        new: Sequence[ShelfRow],
        older: Sequence[ShelfRow],
        *,
        new_to_come: Sequence[str] = (),
        older_to_come: Sequence[str] = (),
    ) -> None:
        """Show these; the older ones open by themselves where nothing is new.

        Args:
            new_to_come, older_to_come: ids of those that follow.
        """
        self.beginResetModel()
        self._new, self._older = list(new), list(older)
        self._new_to_come, self._older_to_come = list(new_to_come), list(older_to_come)
        self._asked = []
        self._older_open = self._older_wanted or not new
        self.endResetModel()

    def add_rows(self, ids: Sequence[str], rows: Sequence[ShelfRow]) -> None:
        """What was asked for by ``more_wanted``: ``ids`` as they were asked for; some may be gone since."""
        if list(ids) != self._asked:
            return
        new = ids[0] in self._new_to_come[:1]
        to_come, shown = (self._new_to_come, self._new) if new else (self._older_to_come, self._older)
        first = len(self._new) if new else self.rowCount()
        insert = bool(rows) and (new or self._older_open)
        if insert:
            self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
        shown.extend(rows)
        del to_come[: len(ids)]
        self._asked = []
        if insert:
            self.endInsertRows()
        if self.older_count:
            line = self.index(len(self._new))
            self.dataChanged.emit(line, line)

    @property
    def older_is_open(self) -> bool:
        """Whether the older ones are shown, or will be with the next rows."""
        return self._older_wanted

    @property
    def older_count(self) -> int:
        """How many older ones there are, loaded or not."""
        return len(self._older) + len(self._older_to_come)

    def set_in_issue(self, item_ids: frozenset[str]) -> None:
        """Tick these."""
        changed = item_ids ^ self._in_issue
        self._in_issue = item_ids
        self._touch(changed)

    def set_working(self, item_ids: frozenset[str]) -> None:
        """These are on their way into the issue (their picture is being fetched)."""
        changed = item_ids ^ self._working
        self._working = item_ids
        self._touch(changed)

    def toggle_older(self) -> None:
        """Open or close the older ones."""
        first, count = len(self._new) + 1, len(self._older)
        if not self.older_count:
            return
        opened = not self._older_open
        if count and opened:
            self.beginInsertRows(_NOWHERE, first, first + count - 1)
        elif count:
            self.beginRemoveRows(_NOWHERE, first, first + count - 1)
        self._older_open = self._older_wanted = opened
        if count and opened:
            self.endInsertRows()
        elif count:
            self.endRemoveRows()
        line = self.index(len(self._new))
        self.dataChanged.emit(line, line)
        if opened and not count and not self._asked:
            self._ask(self._older_to_come)

    @property
    def new_count(self) -> int:
        """How many new ones are not in the issue yet, loaded or not."""
        loaded = sum(not self._ticked(row) for row in self._new)
        return loaded + len(self._new_to_come) - sum(map(self._in_issue.__contains__, self._new_to_come))

    def item_row(self, index: _Index) -> ShelfRow | None:
        """The row at ``index``; None for the line between new and older."""
        at = index.row()
        if 0 <= at < len(self._new):
            return self._new[at]
        at -= len(self._new) + 1
        return self._older[at] if self._older_open and 0 <= at < len(self._older) else None

    def is_section(self, index: _Index) -> bool:
        """Whether this is the line between new and older."""
        return index.isValid() and bool(self.older_count) and index.row() == len(self._new)

    def index_of(self, item_id: str) -> QModelIndex:
        """Where an item stands; an invalid index where it does not."""
        for at in range(self.rowCount()):
            row = self.item_row(self.index(at))
            if row is not None and row.item.id == item_id:
                return self.index(at)
        return _NOWHERE

    def is_in_issue(self, item_id: str) -> bool:
        """Whether it, or another that tells the same story, is in the issue."""
        return bool(self.in_issue_as(item_id))

    def in_issue_as(self, item_id: str) -> str:
        """The id by which this story is in the issue; empty where it is not."""
        if item_id in self._in_issue:
            return item_id
        row = next((row for row in (*self._new, *self._older) if row.item.id == item_id), None)
        also = row.also if row is not None else ()
        return next((other.item_id for other in also if other.item_id in self._in_issue), "")

    def _ticked(self, row: ShelfRow) -> bool:
        return row.item.id in self._in_issue or any(other.item_id in self._in_issue for other in row.also)

    # -- Qt ---------------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        if parent.isValid():
            return 0
        older = (1 + (len(self._older) if self._older_open else 0)) if self.older_count else 0
        return len(self._new) + older

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and not self._asked and bool(self._next_page())

    def fetchMore(self, parent: _Index) -> None:
        if not self._asked:
            self._ask(self._next_page())

    def _next_page(self) -> list[str]:
        return self._new_to_come or (self._older_to_come if self._older_open else [])

    def _ask(self, to_come: list[str]) -> None:
        if to_come:
            self._asked = to_come[:PAGE]
            self.more_wanted.emit(list(self._asked))

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == SECTION_ROLE:
            return self.is_section(index)
        if self.is_section(index):
            face = SectionFace(_("Older ({count})").format(count=f"{self.older_count:,}"), self._older_open)
            return face if role == CARD_ROLE else face.title if role in _WORDS else None
        row = self.item_row(index)
        if row is None or role not in (CARD_ROLE, *_WORDS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        in_issue = self._ticked(row)
        today = self._today()
        sent_at = row.sent[0].at if row.sent else None
        note = sent_note([one.issue_name for one in row.sent], sent_at, today)
        if row.changed_since_sent and note:
            note = _("{note}, changed since").format(note=note)
        face_of = card_face(
            row.item,
            today,
            note=note,
            in_issue=in_issue,
            working=row.item.id in self._working,
            also=[one.source for one in row.also],
        )
        if role == CARD_ROLE:
            return with_picture(face_of, self._tiles.of_address(row.item.image)) if row.item.image else face_of
        return spoken(face_of, in_issue)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or self.is_section(index):
            return flags & ~Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [ITEMS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = (self.item_row(index) for index in sorted(indexes, key=lambda one: one.row()))
        made = QMimeData()
        made.setData(ITEMS_MIME, QByteArray("\n".join(row.item.id for row in rows if row is not None).encode()))
        return made

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def items(self, item_ids: Sequence[str]) -> list[Item]:
        """The items with these ids that are known here, in the order given."""
        rows = (*self._new, *self._older)
        known = {other.item_id: replace(row.item, id=other.item_id) for row in rows for other in row.also}
        known.update((row.item.id, row.item) for row in rows)
        return [known[item_id] for item_id in item_ids if item_id in known]

    def _touch(self, item_ids: frozenset[str]) -> None:
        if not item_ids:
            return
        for at in range(self.rowCount()):
            row = self.item_row(self.index(at))
            if row is not None and (row.item.id in item_ids or any(other.item_id in item_ids for other in row.also)):
                self.dataChanged.emit(self.index(at), self.index(at))

    def _on_picture(self, key: str) -> None:
        for at in range(self.rowCount()):
            row = self.item_row(self.index(at))
            if row is not None and row.item.image == key:
                self.dataChanged.emit(self.index(at), self.index(at), [CARD_ROLE])


_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
