"""What there is to write about: new things first, filtered, ticked where they are in the issue, one key away from being in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import month_name
from composer.errors import ComposerError
from composer.gui.dropping import Dropping
from composer.gui.editor.filter_chips import FilterChips
from composer.gui.editor.filter_panel import FilterPanel
from composer.gui.editor.item_list import ItemList, leave_gutter
from composer.gui.editor.looking_closer import LookingCloser
from composer.gui.editor.saving_filters import SavingFilters
from composer.gui.editor.shelf_look import Found, Wanted, look
from composer.gui.icons import icon
from composer.gui.jobs import Jobs
from composer.gui.models.item_model import ItemModel
from composer.gui.models.item_words import CHIPS
from composer.gui.models.tile_pictures import TilePictures
from composer.gui.theme import active_theme
from composer.gui.widgets.buttons import button, icon_button, name_icon_button
from composer.gui.widgets.chips import ChipRow
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.line_field import LineField
from composer.gui.widgets.search_field import SearchField
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _
from composer.library.shelf_filter import ShelfFilter
from composer.library.shelf_finder import ShelfFinder

if TYPE_CHECKING:
    from composer.library.shelf import Choices, ShelfRow
    from composer.workspace import Workspace

_NOTHING = frozenset({"nothing"})
"""No kind of item: two choices of kinds that exclude each other."""


class WhatsNew(QWidget):
    """``add_wanted`` and ``remove_wanted`` with item ids, ``link_line_wanted`` with an item, ``read_wanted`` with an address,
    ``offered`` with words, the words of a way back, and that way."""

    add_wanted = Signal(list)
    remove_wanted = Signal(list)
    link_line_wanted = Signal(object)
    read_wanted = Signal(str)
    refresh_wanted = Signal()
    troubled = Signal(object)
    offered = Signal(str, str, object)
    stored = Signal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs, tiles: TilePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._tiles = tiles
        self._usual_list = ""
        self._planned: date | None = None
        self._asked = False
        self._filter = ShelfFilter()
        self._titles: Mapping[str, str] = {}
        self._finder = ShelfFinder(workspace.engine, workspace.clock)
        self.model = ItemModel(tiles, lambda: workspace.clock().date(), self)
        self.list = ItemList(self.model, _("What's new"))
        self.list.toggled.connect(self._on_toggled)
        self.list.peeked.connect(self.peek)
        self.list.link_wanted.connect(self._on_link_wanted)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.search = SearchField(_("Filter posts and events"), pause=0)
        self.search.searched.connect(lambda _words: self._ask())
        self.search.left_downwards.connect(self._to_list)
        self.list.left_upwards.connect(lambda: self.search.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.chips = ChipRow(_("Kinds"))
        self.chips.set_options([("all", _("All"))])
        self.chips.chosen.connect(lambda _value: self._ask())
        self.filter_button = icon_button("list-filter", _("Filters"), self.toggle_filters, keys="Ctrl+F Ctrl+F", checkable=True)
        self.filter_chips = FilterChips()
        self.filter_chips.removed.connect(lambda name, value: self.set_filter(self._filter.without(name, value)))
        self.filter_chips.cleared.connect(self.clear_filters)
        self.panel = FilterPanel(workspace.clock, self)
        self.panel.changed.connect(self.set_filter)
        self.panel.left.connect(self.close_filters)
        self.saving = SavingFilters(workspace, jobs, self.panel.saved, self)
        self.saving.wanted.connect(self.set_filter)
        self.saving.troubled.connect(self.troubled)
        self.saving.offered.connect(self.offered)
        self.bar = ThinBar(_("Reading your sources"))
        self.dropping = Dropping(workspace, jobs, (self, self.list), self)
        self.dropping.offered.connect(self.offered)
        self.dropping.said.connect(lambda words: self.offered.emit(words, "", None))
        self.dropping.troubled.connect(self.troubled)
        self.dropping.stored.connect(self.stored)
        self._title = ElidedLabel(_("What's new"), "pane-title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._count = label("", "badge")
        self._count.hide()
        self._build()

    def _build(self) -> None:
        self._refresh = icon_button("refresh-cw", _("Read your sources again"), self.refresh_wanted.emit, keys="F5", dense=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self._refresh)
        self._empty = EmptyState(
            "inbox", _("Nothing here yet"), _("Add your website or a calendar under Sources, or paste a link below.")
        )
        self._none_found = EmptyState(
            "search",
            _("Nothing matches"),
            _("Try fewer letters, or another kind."),
            _("Clear filters"),
            self._clear_and_return,
        )
        self._stack = QStackedWidget(self)
        active_theme().dressing.dress_inside(self, self._stack)
        for page in (self.list, self._empty, self._none_found, self.panel):
            self._stack.addWidget(page)
        # The list gives way before the chips do: the largest of these pages may not ask for room the pane does not have.
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.closer = closer = LookingCloser(self._workspace, self._jobs, self._tiles, self._stack, self)
        closer.back.connect(self._close_peek)
        closer.add_wanted.connect(lambda item_id: self._on_toggled([item_id]))
        closer.correcting.offered.connect(self.offered)
        closer.correcting.stored.connect(self.stored)
        closer.correcting.troubled.connect(self.troubled)
        self.list.kind_wanted.connect(closer.set_kind)
        self.list.remember_wanted.connect(closer.remember)
        self._paste = button(_("Paste a &link…"), self.ask_link, kind="quiet", icon="link")
        self._address = LineField(name=_("Address of a page, a feed or a calendar"))
        self._address.setPlaceholderText(_("Paste an address, then press Return"))
        self._address.returnPressed.connect(self._on_address)
        self._address.hide()
        self._foot = QWidget(self)
        bottom = QHBoxLayout(self._foot)
        leave_gutter(bottom, 4)
        bottom.addWidget(self._paste)
        bottom.addWidget(self._address, 1)
        self._new = button(_("&New item…"), self.closer.write_new, kind="quiet", icon="plus")
        bottom.addWidget(self._new)
        bottom.addStretch(0)
        above = QWidget(self)
        head = QVBoxLayout(above)
        leave_gutter(head)
        head.setSpacing(8)
        head.addLayout(top)
        self._finding = QWidget(self)
        finding = QVBoxLayout(self._finding)
        finding.setContentsMargins(0, 0, 0, 0)
        finding.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.search, 1)
        line.addWidget(self.filter_button)
        finding.addLayout(line)
        finding.addWidget(self.chips)
        finding.addWidget(self.filter_chips)
        head.addWidget(self._finding)
        head.addWidget(self.bar)
        head.addWidget(self.dropping.bar)
        head.addWidget(self.closer.rule_bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)
        self._stack.currentChanged.connect(lambda _at: self._make_room())

    def _make_room(self) -> None:
        """What is looked at closely has the whole pane, what one can filter by all below the words."""
        self._finding.setVisible(not self.closer.is_open)
        self._foot.setVisible(not self.closer.is_open and self._stack.currentWidget() is not self.panel)

    # -- what it is told --------------------------------------------------------------------------------------------------------

    def show_reading(self, reading: bool) -> None:
        """While the sources are read, the button that reads them stops it."""
        self._refresh.setIcon(icon("circle-stop" if reading else "refresh-cw"))
        name_icon_button(self._refresh, _("Stop reading") if reading else _("Read your sources again"), "" if reading else "F5")

    def set_list(self, usual_list: str) -> None:
        """Against which list “new” is counted."""
        if usual_list != self._usual_list or not self._asked:
            self._usual_list = usual_list
            self.reload()

    def set_in_issue(self, item_ids: frozenset[str]) -> None:
        """Tick these."""
        self.model.set_in_issue(item_ids)
        self.closer.panel.set_in_issue(item_ids)
        self._show_count()

    def set_planned(self, planned: date | None) -> None:
        """When the issue is to go out."""
        if planned != self._planned:
            self._planned = planned
            if self._asked:
                self._ask()

    def reload(self) -> None:
        """The shelf changed: ask it again for everything."""
        self._asked = True
        self._finder.forget()
        self._ask()
        if self._stack.currentWidget() is self.panel:
            self._ask_choices()

    @property
    def wanted(self) -> Wanted:
        """What is asked of the shelf at the moment."""
        kinds = next((found for value, _words, found in CHIPS if value == self.chips.value()), frozenset())
        if kinds and self._filter.kinds:
            kinds = (kinds & self._filter.kinds) or _NOTHING
        chosen = msgspec.structs.replace(self._filter, text=self.search.text().strip(), kinds=kinds or self._filter.kinds)
        return Wanted(chosen, self._usual_list, self._planned, self.model.older_is_open)

    def _ask(self) -> None:
        workspace, finder, wanted = self._workspace, self._finder, self.wanted
        self._jobs.submit(lambda: look(workspace, finder, wanted), self._on_found, self._on_failed, newest="shelf", owner=self)

    def _on_more_wanted(self, ids: list[str]) -> None:
        shelf = self._workspace.shelf

        def show(rows: list[ShelfRow]) -> None:
            self.model.add_rows(ids, rows)

        self._jobs.submit(lambda: shelf.rows(ids), show, self._on_failed, owner=self)

    # -- filters ----------------------------------------------------------------------------------------------------------------

    @property
    def filter(self) -> ShelfFilter:
        """What the panel and its chips hold (neither the words nor the kinds chosen above the list)."""
        return self._filter

    def set_filter(self, chosen: ShelfFilter) -> None:
        """Narrow the list to this; its words are left out."""
        self._filter = msgspec.structs.replace(chosen, text="")
        self.filter_chips.show_filter(self._filter, self._titles)
        self.panel.show_filter(self._filter)
        self._ask()

    def clear_filters(self) -> None:
        """Let everything through: words, kinds and all."""
        self.chips.set_value("all")
        with QSignalBlocker(self.search):
            self.search.clear()
        self.search.forget()
        self.set_filter(ShelfFilter())

    def toggle_filters(self) -> None:
        """Show everything one can filter by, or the list again."""
        if self._stack.currentWidget() is self.panel:
            self.close_filters()
            return
        self.filter_button.setChecked(True)
        self._ask_choices()
        self.saving.reload()
        self.panel.show_filter(self._filter)
        self._stack.setCurrentWidget(self.panel)
        self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_filters(self) -> None:
        """Back to what was found."""
        self.filter_button.setChecked(False)
        self._show_list()
        target = self.list if self.model.rowCount() else self.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_choices(self) -> None:
        shelf = self._workspace.shelf
        self._jobs.submit(shelf.choices, self._on_choices, self._on_failed, newest="choices", owner=self)

    def _on_choices(self, choices: Choices) -> None:
        self._titles = {source: title for source, title, _count in choices.sources}
        self.panel.show_choices(choices)
        self.filter_chips.show_filter(self._filter, self._titles)

    def _clear_and_return(self) -> None:
        self.clear_filters()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_link(self) -> None:
        """Open the line for an address."""
        self._leave_item()
        self._paste.hide()
        self._new.hide()
        self._address.clear()
        self._address.show()
        self._address.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """Put the caret into the filter; from there on to all that one can filter by."""
        self._leave_item()
        if self.search.hasFocus() and self._stack.currentWidget() is not self.panel:
            self.toggle_filters()
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def peek(self, item_id: str) -> None:
        """Show the whole text of an item."""
        found = self.model.items([item_id])
        if found:
            self.closer.look(found[0], self.model.is_in_issue(item_id))

    # -- what happens -----------------------------------------------------------------------------------------------------------

    def _on_found(self, found: Found) -> None:
        current = self.list.currentIndex()
        row = self.model.item_row(current)
        self.model.set_rows(found.new, found.older, new_to_come=found.new_to_come, older_to_come=found.older_to_come)
        self.panel.show_count(found.count)
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
        if self._stack.currentWidget() is not self.panel and not self.closer.is_open:
            self._show_list()
        self._show_count()

    def _show_list(self) -> None:
        narrowed = not self._filter.is_empty() or self.search.text().strip() or self.chips.value() != "all"
        nothing = self._none_found if narrowed else self._empty
        self._stack.setCurrentWidget(self.list if self.model.rowCount() else nothing)

    def _on_failed(self, error: ComposerError) -> None:
        self.troubled.emit(error)

    def _show_count(self) -> None:
        count = self.model.new_count
        self._count.setText(f"{count:,}")
        self._count.setAccessibleName(_("{count} new").format(count=count))
        self._count.setVisible(count > 0)

    def _on_toggled(self, item_ids: list[str]) -> None:
        out = [item_id for item_id in item_ids if not self.model.is_in_issue(item_id)]
        if out:
            self.add_wanted.emit(out)
        else:
            self.remove_wanted.emit([self.model.in_issue_as(item_id) for item_id in item_ids])

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
        self._new.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_item(self) -> None:
        if self.closer.is_open:
            self._show_list()

    def _close_peek(self) -> None:
        self._show_list()
        target = self.list if self.model.rowCount() else self.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._address.isVisible():
            self._close_address()
        else:
            super().keyPressEvent(event)
