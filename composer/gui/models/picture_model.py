"""The pictures of the library as a list: small pictures arrive as they are made, off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QPixmap

from composer.document.picture_library import KeptPicture
from composer.gui.models.tile_pictures import SIDE, TilePictures


class PictureModel(QAbstractListModel):
    """Each row is a :class:`KeptPicture` (``UserRole``)."""

    def __init__(self, tiles: TilePictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._rows: list[KeptPicture] = []
        self._places: dict[str, int] = {}
        self._blank = QPixmap(SIDE, SIDE)
        self._blank.fill(Qt.GlobalColor.transparent)
        tiles.ready.connect(self._on_ready)

    def show_rows(self, rows: Sequence[KeptPicture]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.hash: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def place_of(self, picture_hash: str) -> int:
        """Which row shows this picture; -1 where none does."""
        return self._places.get(picture_hash, -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.DecorationRole:
            return QIcon(self._tiles.of_picture(row.hash) or self._blank)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return row.alt
        return row if role == Qt.ItemDataRole.UserRole else None

    def _on_ready(self, key: str) -> None:
        place = self._places.get(key, -1)
        if place >= 0:
            index = self.index(place)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])
