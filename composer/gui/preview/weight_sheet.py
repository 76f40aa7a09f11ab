"""What each part of the letter weighs in its HTML, the heaviest first, beside the 102 KB at which Gmail cuts letters off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from composer.gui.theme import active_theme, mark
from composer.gui.widgets.labels import label
from composer.i18n import _

if TYPE_CHECKING:
    from composer.document.issue import Issue
    from composer.rendering.rendered import Rendered

CUT_OFF = 102 * 1024
"""Bytes of HTML after which Gmail hides the rest behind a link."""
_BYTES, _BLOCK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class WeightSheet(QWidget):
    """``block_chosen(id)`` when a part is chosen with Return or by a click."""

    block_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total = label("", "pane-title", wrap=True)
        self.said = label("", "caption", wrap=True)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(_("What each part of the letter weighs"))
        self.table.setHorizontalHeaderLabels([_("Part"), _("Kilobytes"), _("Share")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(2, 124)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItemDelegateForColumn(2, _Bar(self.table))
        self.table.cellActivated.connect(self._on_chosen)
        self.table.cellClicked.connect(self._on_chosen)
        self.setFocusProxy(self.table)
        mark(self, surface="window")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.total)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)

    def show_weights(self, rendered: Rendered, issue: Issue) -> None:
        """Show what the parts of this letter weigh."""
        known = {block.id: block.title() for block in issue.blocks}
        blocks = sorted(rendered.block_bytes.items(), key=lambda pair: -pair[1])
        rows = [(known.get(block_id) or _("A part"), block_id if block_id in known else "", size) for block_id, size in blocks]
        frame = max(0, rendered.html_bytes - rendered.style_bytes - sum(size for _title, _id, size in rows))
        rows += [(_("The style sheets"), "", rendered.style_bytes), (_("The frame around the parts"), "", frame)]
        share = rendered.html_bytes / CUT_OFF
        self.total.setText(
            _("{size} KB of the 102 KB Gmail shows").format(size=_kilobytes(rendered.html_bytes))
            if share <= 1
            else _("{size} KB: Gmail hides what comes after 102 KB").format(size=_kilobytes(rendered.html_bytes))
        )
        heaviest = next((title for title, block_id, _size in rows if block_id), "")
        self.said.setText(
            _("Of the parts “{title}” costs most. Pictures do not count here; a reader’s own values add a little.").format(
                title=heaviest[:60].strip()
            )
            if heaviest
            else _("There are no parts yet. Pictures do not count here.")
        )
        self._fill(sorted(rows, key=lambda row: -row[2]), max(1, rendered.html_bytes))

    def _fill(self, rows: list[tuple[str, str, int]], whole: int) -> None:
        chosen = self.table.currentRow()
        self.table.setRowCount(len(rows))
        most = max((size for _title, _id, size in rows), default=1) or 1
        for at, (title, block_id, size) in enumerate(rows):
            share = f"{round(100 * size / whole)} %"
            words = (title, _kilobytes(size), share)
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setData(_BLOCK, block_id)
                if column == 0:
                    item.setToolTip(title)
                elif column == 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                else:
                    item.setData(_BYTES, size / most)
                self.table.setItem(at, column, item)
        if 0 <= chosen < len(rows):
            self.table.setCurrentCell(chosen, 0)

    def _on_chosen(self, row: int, _column: int) -> None:
        item = self.table.item(row, 0)
        if item is not None and (block_id := item.data(_BLOCK)):
            self.block_chosen.emit(block_id)


class _Bar(QStyledItemDelegate):
    """A bar as long as the part is heavy, beside its share in words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        share = float(index.data(_BYTES) or 0)
        rect = QRectF(option.rect)
        room = max(0.0, rect.width() - 62)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(active_theme().colour("accent"))
        painter.drawRoundedRect(QRectF(rect.left() + 56, rect.center().y() - 4, max(2.0, room * share), 8), 3, 3)
        painter.restore()


def _kilobytes(size: int) -> str:
    return f"{size / 1024:.1f}"
