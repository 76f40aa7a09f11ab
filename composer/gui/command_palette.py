"""Everything by its name: type a few letters of an action, a place, an issue or a person; Return does it or goes there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from composer.gui.icons import icon
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import _

WIDTH, HEIGHT, ROW = 600, 460, 44
MOST = 60
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One line: what it is called, what sort of thing it is, its keys, and what choosing it does."""

    title: str
    sort: str
    icon: str
    run: Callable[[], object]
    keys: str = ""


def rank(entry: Entry, words: str) -> int | None:
    """How well an entry fits what was typed: smaller is better, None not at all.

    Every word typed must begin a word of the title or of the sort; the title's front counts most.
    """
    wanted = fold(words).split()
    title = fold(entry.title)
    inside = [*title.split(), *fold(entry.sort).split()]
    if not all(any(one.startswith(word) for one in inside) for word in wanted):
        return None
    if title.startswith(" ".join(wanted)):
        return 0
    return 1 if any(one.startswith(wanted[0]) for one in title.split()) else 2


def fold(text: str) -> str:
    """Without capitals and accents, words apart."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(" " if not sign.isalnum() else sign for sign in plain if not unicodedata.combining(sign))


class EntryModel(QAbstractListModel):
    """The entries that fit, best first."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self._shown = tuple(entries[:MOST])
        self.endResetModel()

    def entry(self, index: _Index) -> Entry:
        """The one at ``index``."""
        return self._shown[index.row()]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.sort, entry.keys) if part)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(entry.icon or "chevron-right", "accent", "accent")
        return None


class _EntryDelegate(QStyledItemDelegate):
    """Drawing, title, what sort of thing it is; the keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = active_theme()
        row: QRect = option.rect
        entry: Entry = index.data(ENTRY_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6)
        left_to_right = option.direction == Qt.LayoutDirection.LeftToRight
        drawing: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        at = row.left() + 12 if left_to_right else row.right() - 32
        drawing.paint(painter, QRect(at, row.top() + (ROW - 20) // 2, 20, 20))
        front, back = (44, -12) if left_to_right else (12, -44)
        room = row.adjusted(front, 0, back, 0)
        start = Qt.AlignmentFlag.AlignLeft if left_to_right else Qt.AlignmentFlag.AlignRight
        end = Qt.AlignmentFlag.AlignRight if left_to_right else Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("on_accent_soft" if chosen else "muted"))
        aside = entry.keys or entry.sort
        taken = painter.fontMetrics().horizontalAdvance(aside) + 16
        painter.drawText(room, int(end | middle), aside)
        painter.setFont(theme.font(14, 500))
        painter.setPen(theme.colour("on_accent_soft" if chosen else "text"))
        free = room.adjusted(0, 0, -taken, 0) if left_to_right else room.adjusted(taken, 0, 0, 0)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, free.width())
        painter.drawText(free, int(start | middle), title)
        painter.restore()


class CommandPalette(QFrame):
    """A pop-up near the top of the window. ``searched(words)`` asks whoever knows more (people) for further entries."""

    searched = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        active_theme().dress(self)
        mark(self, surface="popup")
        self.setAccessibleName(_("Everything by its name"))
        self._own: tuple[Entry, ...] = ()
        self._further: tuple[Entry, ...] = ()
        self._model = EntryModel()
        self.field = LineField(name=_("What would you like to do?"))
        self.field.setPlaceholderText(_("An action, a place, an issue, a person …"))
        self.field.textEdited.connect(self._on_typed)
        self._list = QListView()
        mark(self._list, surface="menu")
        self._list.setModel(self._model)
        self._list.setItemDelegate(_EntryDelegate(self._list))
        self._list.setAccessibleName(_("What fits"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._take)
        self._none = label(_("Nothing is called so. Try fewer letters."), "muted")
        self._none.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)

    def open_with(self, entries: Sequence[Entry]) -> None:
        """Open it on these."""
        window = self.parentWidget()
        assert window is not None
        self._own = tuple(entries)
        self.field.clear()
        self._on_typed("")
        width, height = min(WIDTH, window.width() - 48), min(HEIGHT, window.height() - 96)
        self.setFixedSize(width, height)
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, min(72, (window.height() - height) // 2))))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def add_own(self, entries: Sequence[Entry]) -> None:
        """More that is there whatever is typed (they came later)."""
        self._own = (*self._own, *entries)
        self._show_fitting()

    def show_further(self, words: str, entries: Sequence[Entry]) -> None:
        """What was found for ``words``; unheard where something else is typed by now."""
        if words == self.words:
            self._further = tuple(entries)
            self._show_fitting()

    @property
    def words(self) -> str:
        """What is typed now."""
        return self.field.text().strip()

    @property
    def shown(self) -> list[str]:
        """The titles that show."""
        return [self._model.entry(self._model.index(row)).title for row in range(self._model.rowCount())]

    def _on_typed(self, _text: str) -> None:
        self._further = ()
        self._show_fitting()
        self.searched.emit(self.words)

    def _show_fitting(self) -> None:
        words = self.words
        if words:
            ranked = [(found, at, entry) for at, entry in enumerate(self._own) if (found := rank(entry, words)) is not None]
            fitting = [entry for _rank, _at, entry in sorted(ranked, key=lambda one: one[:2])]
        else:
            fitting = list(self._own)
        self._model.show_entries([*fitting, *self._further])
        there = self._model.rowCount() > 0
        self._none.setVisible(not there)
        self._list.setVisible(there)
        if there:
            self._go_to(0)

    def _go_to(self, row: int) -> None:
        index = self._model.index(max(0, min(row, self._model.rowCount() - 1)))
        self._list.setCurrentIndex(index)
        if self.isVisible():
            announce(self.field, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self._model.entry(index)
            self.close()
            entry.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._list.currentIndex().row()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(Qt.Key(event.key()), 0)
        if step and self._model.rowCount():
            self._go_to(row + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
