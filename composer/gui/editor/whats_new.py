"""What there is to write about: new things first, filtered, ticked where they are in the issue, one key away from being in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import month_name
from composer.errors import ComposerError
from composer.gui.editor.item_list import GUTTER, ItemList
from composer.gui.editor.item_panel import ItemPanel
from composer.gui.jobs import Jobs
from composer.gui.models.item_model import ItemModel
from composer.gui.models.item_words import CHIPS
from composer.gui.models.tile_pictures import TilePictures
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.chips import ChipRow
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.line_field import LineField
from composer.gui.widgets.search_field import SearchField
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _
from composer.library.item import Kind

if TYPE_CHECKING:
    from composer.library.shelf import ShelfRow
    from composer.workspace import Workspace

LIMIT = 200


@dataclass(frozen=True)
class Found:
    """One answer of the shelf: what is new for the list, what is older, which kinds there are, when was last sent."""

    new: tuple[ShelfRow, ...]
    older: tuple[ShelfRow, ...]
    kinds: frozenset[Kind]
    last_sent: date | None


def look(workspace: Workspace, usual_list: str, text: str, kinds: frozenset[str]) -> Found:
    """Ask the shelf (off the GUI thread)."""
    from composer.library.shelf import ShelfQuery

    new = workspace.shelf.find(ShelfQuery(text=text, kinds=kinds, new_for_list=usual_list, limit=LIMIT)) if usual_list else []
    every = workspace.shelf.find(ShelfQuery(text=text, kinds=kinds, limit=LIMIT))
    new_ids = {row.item.id for row in new}
    last = workspace.ledger.last_sent(usual_list) if usual_list else None
    if not usual_list:
        # Nothing was ever counted against a list: all of it is new.
        new, every = every, []
        new_ids = set()
    return Found(
        tuple(new),
        tuple(row for row in every if row.item.id not in new_ids),
        frozenset(workspace.shelf.kinds()),
        last.astimezone(workspace.zone).date() if last else None,
    )


class WhatsNew(QWidget):
    """``add_wanted`` and ``remove_wanted`` with item ids, ``link_line_wanted`` with an item, ``read_wanted`` with an address."""

    add_wanted = Signal(list)
    remove_wanted = Signal(list)
    link_line_wanted = Signal(object)
    read_wanted = Signal(str)
    refresh_wanted = Signal()
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, tiles: TilePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._usual_list = ""
        self._asked = False
        self.model = ItemModel(tiles, lambda: workspace.clock().date(), self)
        self.list = ItemList(self.model, _("What's new"))
        self.list.toggled.connect(self._on_toggled)
        self.list.peeked.connect(self.peek)
        self.list.link_wanted.connect(self._on_link_wanted)
        self.search = SearchField(_("Filter posts and events"))
        self.search.searched.connect(lambda _words: self.reload())
        self.search.left_downwards.connect(self._to_list)
        self.list.left_upwards.connect(lambda: self.search.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.chips = ChipRow(_("Kinds"))
        self.chips.set_options([("all", _("All"))])
        self.chips.chosen.connect(lambda _value: self.reload())
        self.bar = ThinBar(_("Reading your sources"))
        self._title = ElidedLabel(_("What's new"), "pane-title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._count = label("", "badge")
        self._count.hide()
        self._build()

    def _build(self) -> None:
        refresh = icon_button("refresh-cw", _("Read your sources again"), self.refresh_wanted.emit, keys="F5", dense=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(refresh)
        self._empty = EmptyState(
            "inbox", _("Nothing here yet"), _("Add your website or a calendar under Sources, or paste a link below.")
        )
        self._none_found = EmptyState("search", _("Nothing found"), _("Try fewer letters, or another kind."))
        self._peek = ItemPanel()
        self._peek.left.connect(self._close_peek)
        self._peek.add_wanted.connect(lambda item_id: self._on_toggled([item_id]))
        self._stack = QStackedWidget()
        for page in (self.list, self._empty, self._none_found, self._peek):
            self._stack.addWidget(page)
        self._paste = button(_("Paste a &link…"), self.ask_link, kind="quiet", icon="link")
        self._address = LineField(name=_("Address of a page, a feed or a calendar"))
        self._address.setPlaceholderText(_("Paste an address, then press Return"))
        self._address.returnPressed.connect(self._on_address)
        self._address.hide()
        bottom = QHBoxLayout()
        bottom.setContentsMargins(0, 4, GUTTER, 0)
        bottom.addWidget(self._paste)
        bottom.addWidget(self._address, 1)
        bottom.addStretch(0)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, GUTTER, 0)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self.search)
        head.addWidget(self.chips)
        head.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addLayout(bottom)
        self.setFocusProxy(self.list)

    # -- what it is told --------------------------------------------------------------------------------------------------------

    def set_list(self, usual_list: str) -> None:
        """Against which list “new” is counted."""
        if usual_list != self._usual_list or not self._asked:
            self._usual_list = usual_list
            self.reload()

    def set_in_issue(self, item_ids: frozenset[str]) -> None:
        """Tick these."""
        self.model.set_in_issue(item_ids)
        self._peek.set_in_issue(item_ids)
        self._show_count()

    def reload(self) -> None:
        """Ask the shelf again."""
        self._asked = True
        kinds = next((found for value, _words, found in CHIPS if value == self.chips.value()), frozenset())
        workspace, usual, text = self._workspace, self._usual_list, self.search.text().strip()
        self._jobs.submit(
            lambda: look(workspace, usual, text, kinds), self._on_found, self._on_failed, newest="shelf", owner=self
        )

    def ask_link(self) -> None:
        """Open the line for an address."""
        self._paste.hide()
        self._address.clear()
        self._address.show()
        self._address.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """Put the caret into the filter."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def peek(self, item_id: str) -> None:
        """Show the whole text of an item."""
        found = self.model.items([item_id])
        if found:
            self._peek.show_item(found[0], self._workspace.clock().date(), self.model.is_in_issue(item_id))
            self._stack.setCurrentWidget(self._peek)
            self._peek.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what happens -----------------------------------------------------------------------------------------------------------

    def _on_found(self, found: Found) -> None:
        current = self.list.currentIndex()
        row = self.model.item_row(current)
        self.model.set_rows(found.new, found.older)
        if row is not None:
            again = self.model.index_of(row.item.id)
            if again.isValid():
                self.list.setCurrentIndex(again)
        if self.list.hasFocus():
            self.list.start_at_top()
        if found.last_sent is not None:
            day = found.last_sent
            self._title.setText(_("New since {day} {month}").format(day=day.day, month=month_name(day.month)))
        else:
            self._title.setText(_("What's new"))
        self.chips.set_options([(value, _(words)) for value, words, kinds in CHIPS if value == "all" or kinds & found.kinds])
        self.chips.setVisible(len(found.kinds) > 1)
        if self._stack.currentWidget() is not self._peek:
            nothing = self._none_found if self.search.text().strip() or self.chips.value() != "all" else self._empty
            self._stack.setCurrentWidget(self.list if self.model.rowCount() else nothing)
        self._show_count()

    def _on_failed(self, error: ComposerError) -> None:
        self.troubled.emit(error)

    def _show_count(self) -> None:
        count = self.model.new_count
        self._count.setText(str(count))
        self._count.setAccessibleName(_("{count} new").format(count=count))
        self._count.setVisible(count > 0)

    def _on_toggled(self, item_ids: list[str]) -> None:
        out = [item_id for item_id in item_ids if not self.model.is_in_issue(item_id)]
        if out:
            self.add_wanted.emit(out)
        else:
            self.remove_wanted.emit(item_ids)

    def _on_link_wanted(self, item_id: str) -> None:
        for item in self.model.items([item_id]):
            self.link_line_wanted.emit(item)

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_address(self) -> None:
        address = self._address.text().strip()
        self._close_address()
        if address:
            self.read_wanted.emit(address)

    def _close_address(self) -> None:
        self._address.hide()
        self._paste.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_peek(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._address.isVisible():
            self._close_address()
        else:
            super().keyPressEvent(event)
