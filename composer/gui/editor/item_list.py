"""The list of cards one picks from, with its keys: Space or Return adds and takes out, a double click looks closer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLayout, QListView, QMenu, QWidget

from composer.gui.editor.item_facts import AS_KIND
from composer.gui.icons import icon
from composer.gui.models.item_model import ItemModel
from composer.gui.widgets.cards import CardDelegate
from composer.i18n import _
from composer.library.item import KINDS

GUTTER = 12


"""Room to the right of the cards for the scroll bar."""


def leave_gutter(inside: QLayout | QWidget, top: int = 0, bottom: int = 0, *, start: int = 0) -> None:
    """Margins that leave free what the scroll bar takes, on the side where it stands: Qt does not turn margins round."""
    turned = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    inside.setContentsMargins(GUTTER if turned else start, top, start if turned else GUTTER, bottom)


class ItemList(QListView):
    """``toggled`` with items' ids in order; ``peeked`` and ``link_wanted`` with one id; ``left_upwards`` from the top;
    ``kind_wanted`` with ids and a kind; ``remember_wanted`` where what was asked about a kind is agreed to."""

    toggled = Signal(list)
    peeked = Signal(str)
    link_wanted = Signal(str)
    left_upwards = Signal()
    kind_wanted = Signal(list, str)
    remember_wanted = Signal()

    def __init__(self, model: ItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self.setAccessibleName(name)
        self.setProperty("own_ring", True)
        self.setModel(model)
        self._cards = delegate = CardDelegate(self)
        delegate.trailing_clicked.connect(self._on_trailing)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(False)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().rangeChanged.connect(lambda _low, high: self._keep_gutter(high > 0))
        self._keep_gutter(False)
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)

    def _keep_gutter(self, bar: bool) -> None:
        """The cards end where the field above them ends, whether the bar beside them shows or not."""
        self._cards.gutter = 0 if bar else GUTTER
        self.viewport().update()

    def chosen_ids(self) -> list[str]:
        """Ids of the selected items, in their order; the current one where none is selected."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows = (self._items.item_row(index) for index in sorted(indexes, key=lambda one: one.row()))
        return [row.item.id for row in rows if row is not None]

    def start_at_top(self) -> None:
        """Put the focus on the first row if no row has it yet."""
        if not self.currentIndex().isValid() and self._items.rowCount():
            self.setCurrentIndex(self._items.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & Qt.KeyboardModifier.ControlModifier:
            if self._items.is_section(current):
                self._items.toggle_older()
            elif key == Qt.Key.Key_Space and modifiers & Qt.KeyboardModifier.ShiftModifier:
                for item_id in self.chosen_ids():
                    self.link_wanted.emit(item_id)
            elif ids := self.chosen_ids():
                self.toggled.emit(ids)
            return
        if self._items.is_section(current) and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._items.toggle_older()
            return
        if not modifiers & ~Qt.KeyboardModifier.KeypadModifier and self._own_key(current, key):
            return
        if key == Qt.Key.Key_Up and current.row() <= 0 and not modifiers:
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def _own_key(self, current: QModelIndex, key: int) -> bool:
        """1 to 6 say which kind it is, R remembers that for its category, Right looks closer. No letter searches: Ctrl+F does."""
        row = self._items.item_row(current)
        if row is None:
            return False
        number = key - Qt.Key.Key_1
        if 0 <= number < len(KINDS):
            self.kind_wanted.emit(self.chosen_ids(), KINDS[number])
        elif key == Qt.Key.Key_R:
            self.remember_wanted.emit()
        elif key == Qt.Key.Key_Right:
            self.peeked.emit(row.item.id)
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._items.item_row(self.currentIndex())
        if row is None:
            return
        ids = self.chosen_ids()
        menu = QMenu(self)
        menu.setAccessibleName(row.item.title)
        words = _("Take out of the issue") if self._items.is_in_issue(row.item.id) else _("Add to the issue")
        _keyed(menu.addAction(icon("plus"), words), _("Space")).triggered.connect(lambda: self.toggled.emit(ids))
        _keyed(menu.addAction(icon("eye"), _("Look closer")), "→").triggered.connect(lambda: self.peeked.emit(row.item.id))
        menu.addSeparator()
        for number, kind in enumerate(KINDS, start=1):
            action = _keyed(menu.addAction(_("It is {kind}").format(kind=_(AS_KIND[kind]))), str(number))
            action.setCheckable(True)
            action.setChecked(kind == row.item.kind)
            action.triggered.connect(lambda _checked=False, kind=kind: self.kind_wanted.emit(ids, kind))
        rect = self.visualRect(self.currentIndex())
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(rect.center()))
        menu.aboutToHide.connect(menu.deleteLater)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.start_at_top()

    def startDrag(self, supported: Qt.DropAction) -> None:
        # The view's own would run the drag without letting go of Python's lock, and every worker would stand still meanwhile.
        indexes = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self._items.mimeData(indexes))
        rect = self.visualRect(indexes[0])
        drag.setPixmap(self.viewport().grab(self._cards.card_rect(rect)))
        drag.setHotSpot(QPoint(24, 24))
        drag.exec(supported)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.update(index)

    def _on_trailing(self, index: QModelIndex) -> None:
        row = self._items.item_row(index)
        if row is not None:
            self.toggled.emit([row.item.id])

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._items.is_section(index):
            self._items.toggle_older()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self._items.item_row(index)
        if row is not None:
            self.peeked.emit(row.item.id)


def _keyed(action: QAction, keys: str) -> QAction:
    """The action with the list's own key beside its words; the list handles it, not the menu."""
    action.setText(f"{action.text()}\t{keys}")
    return action
