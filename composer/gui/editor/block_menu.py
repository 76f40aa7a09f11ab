"""The add-block menu: nine most used first, saved sections last; what one types narrows it down; Return adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from composer.blocks.block import Block, block_types
from composer.document.saved_sections import SavedSection
from composer.gui.icons import icon
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.labels import label
from composer.gui.widgets.line_field import LineField
from composer.i18n import N_, _

MOST_USED = ("text", "article", "events", "button", "image", "quote", "columns", "heading", "divider")
ABOUT: dict[str, str] = {
    "text": N_("A paragraph of your own"),
    "article": N_("Title, picture, a few sentences"),
    "events": N_("Dates in their order"),
    "button": N_("One thing to do"),
    "image": N_("Over the full width, with a caption"),
    "quote": N_("A sentence set apart, and who said it"),
    "columns": N_("Two short texts side by side"),
    "heading": N_("Begins a new part"),
    "divider": N_("A line, or room"),
    "tender": N_("With its closing date"),
    "report": N_("A document to download"),
    "contents": N_("The headings, made by itself"),
    "callout": N_("What must not be overlooked"),
    "articles": N_("Several posts below each other"),
    "header": N_("Another title, a line or a picture on top"),
    "people": N_("Portraits, names and roles"),
    "gallery": N_("Funders and partners in rows"),
    "social": N_("Where else to follow you"),
    "html": N_("As a designer gave it to you"),
}
NAME_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ABOUT_ROLE = NAME_ROLE + 1
ABOUT_FROM = 148
"""Where the second column begins."""
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


def offered() -> list[type[Block]]:
    """The block types one can add: the most used first, then the others by name."""
    known = {kind: block_type for kind, block_type in block_types().items() if not block_type.locked}
    first = [known.pop(kind) for kind in MOST_USED if kind in known]
    return first + sorted(known.values(), key=lambda block_type: _(block_type.label))


@dataclass(frozen=True)
class Offer:
    """One line of the menu: a block type, or a saved section (``kind`` is then empty)."""

    what: type[Block] | SavedSection
    name: str
    about: str
    icon: str
    kind: str = ""


def offer_of(what: type[Block] | SavedSection) -> Offer:
    """The line for a block type or a saved section."""
    if isinstance(what, SavedSection):
        return Offer(what, what.name, what.words, "layout-template")
    kind = str(what.__struct_config__.tag)
    return Offer(what, _(what.label), _(ABOUT.get(kind, "")), what.icon, kind)


class BlockTypeModel(QAbstractListModel):
    """Block types and saved sections with name and drawing, narrowed by words."""

    def __init__(self, types: Sequence[type[Block]]) -> None:
        super().__init__()
        self._types = tuple(offer_of(block_type) for block_type in types)
        self._all = self._types
        self._shown = self._all

    def set_sections(self, sections: Sequence[SavedSection]) -> None:
        """Offer these sections below the blocks."""
        self._all = (*self._types, *(offer_of(section) for section in sections))
        self.narrow("")

    def narrow(self, words: str) -> None:
        """Show those whose name or description holds every word; a match at the front of the name comes first."""
        wanted = words.casefold().split()
        self.beginResetModel()
        found = [
            offer for offer in self._all if all(word in f"{offer.name} {offer.about} {offer.kind}".casefold() for word in wanted)
        ]
        front = words.casefold().strip()
        self._shown = tuple(sorted(found, key=lambda one: not one.name.casefold().startswith(front)) if front else found)
        self.endResetModel()

    def offer(self, index: _Index) -> Offer:
        """The line at ``index``."""
        return self._shown[index.row()]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        offer = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, NAME_ROLE):
            return offer.name
        if role == ABOUT_ROLE:
            return offer.about
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = offer.name if offer.kind else _("Saved section: {name}").format(name=offer.name)
            return f"{name}, {offer.about}" if offer.about else name
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(offer.icon, "accent", "accent")
        return None


class _TypeDelegate(QStyledItemDelegate):
    """Drawing, name, and what it is for, each in its column."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = active_theme()
        row = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6)
        drawing: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        drawing.paint(painter, QRect(row.left() + 10, row.top() + 10, 20, 20))
        name, about = str(index.data(NAME_ROLE)), str(index.data(ABOUT_ROLE))
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        painter.setFont(theme.font(14, 500))
        painter.setPen(theme.colour("on_accent_soft" if chosen else "text"))
        widest = row.width() - 50
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, widest)
        painter.drawText(row.adjusted(42, 0, 0, 0), align, name)
        about_from = max(ABOUT_FROM, 42 + painter.fontMetrics().horizontalAdvance(name) + 12)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("on_accent_soft" if chosen else "muted"))
        room = row.adjusted(about_from, 0, -8, 0)
        painter.drawText(room, align, painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()


class BlockMenu(QFrame):
    """A pop-up; ``chosen`` carries the block type, ``section_chosen`` the saved section."""

    chosen = Signal(object)
    section_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        mark(self, surface="popup")
        self.setAccessibleName(_("Add a block"))
        self._model = BlockTypeModel(offered())
        self._search = LineField(name=_("Which block?"))
        self._search.setPlaceholderText(_("Type to find a block or a saved section"))
        self._search.textEdited.connect(self._on_typed)
        self._list = QListView()
        mark(self._list, surface="menu")
        self._list.setModel(self._model)
        self._list.setItemDelegate(_TypeDelegate(self._list))
        self._list.setAccessibleName(_("Blocks"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setIconSize(QSize(20, 20))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.clicked.connect(self._take)
        self._none = label(_("No block of that name."), "muted")
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._none)
        self.setFixedSize(392, 420)

    def open_at(self, below: QWidget) -> None:
        """Open below a button, its right edge on the button's, kept on the screen."""
        self._search.clear()
        self._on_typed("")
        corner = below.mapToGlobal(QPoint(below.width() - self.width(), below.height() + 4))
        room = below.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_typed(self, words: str) -> None:
        self._model.narrow(words)
        there = self._model.rowCount() > 0
        self._none.setVisible(not there)
        if there:
            self._list.setCurrentIndex(self._model.index(0))

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            what = self._model.offer(index).what
            self.close()
            (self.section_chosen if isinstance(what, SavedSection) else self.chosen).emit(what)

    def set_sections(self, sections: Sequence[SavedSection]) -> None:
        """Offer these saved sections too."""
        self._model.set_sections(sections)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._list.currentIndex().row()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(Qt.Key(event.key()), 0)
        if step and self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(max(0, min(row + step, self._model.rowCount() - 1))))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
