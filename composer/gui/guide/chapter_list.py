"""The list of chapters: a drawing, the title, and a line below it, which while searching is the sentence that was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from composer.gui.guide.chapter import Found
from composer.gui.icons import pixmap
from composer.gui.theme import active_theme
from composer.i18n import _

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LINE_ROLE = ICON_ROLE + 1


class _Model(QAbstractListModel):
    """What was found, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Found] = ()

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.found[index.row()]
        title = _(row.chapter.title)
        values = {
            int(Qt.ItemDataRole.DisplayRole): title,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{title}. {row.sentence}",
            int(Qt.ItemDataRole.ToolTipRole): row.sentence,
            ICON_ROLE: row.chapter.icon,
            LINE_ROLE: row.sentence,
        }
        return values.get(role)


class _Delegate(QStyledItemDelegate):
    """One chapter."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, active_theme().px(60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = active_theme()
        rect: QRect = option.rect.adjusted(2, 2, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(rect, 8, 8)
        ink = "on_accent_soft" if chosen else "text"
        painter.drawPixmap(rect.left() + 10, rect.top() + theme.px(10), pixmap(str(index.data(ICON_ROLE)), ink, 20, 1.0))
        inside = rect.adjusted(40, theme.px(8), -10, -theme.px(8))
        half = inside.height() // 2
        for text, font, colour, top in (
            (index.data(), theme.font(14, 600 if chosen else 500), ink, inside.top()),
            (index.data(LINE_ROLE), theme.font(12), ink if chosen else "muted", inside.top() + half),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            line = QRect(inside.left(), top, inside.width(), half)
            words = painter.fontMetrics().elidedText(str(text), Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()


class ChapterList(QListView):
    """``chosen(id)`` whenever another chapter is the current one; ``entered`` when Return is pressed on it."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Chapters"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_found(self, found: Sequence[Found], keep: str = "") -> None:
        """Show these; the chapter ``keep`` stays the current one where it is among them."""
        self._model.show(found)
        ids = [row.chapter.id for row in found]
        if ids:
            self.setCurrentIndex(self._model.index(ids.index(keep) if keep in ids else 0))

    def choose(self, chapter_id: str) -> None:
        """Make a chapter the current one."""
        for row, found in enumerate(self._model.found):
            if found.chapter.id == chapter_id:
                self.setCurrentIndex(self._model.index(row))

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.found[current.row()].chapter.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
