"""People: who gets letters, who does not any more, and how they came here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from composer.contacts.groups import SEGMENT
from composer.contacts.retention import Due
from composer.contacts.segment_rules import Rules
from composer.contacts.segments import Segment
from composer.contacts.sheet_sources import SheetSource
from composer.contacts.tags import TAG
from composer.gui import changes
from composer.gui.dialogs.import_panel import ImportPanel
from composer.gui.models.people_model import PeopleModel
from composer.gui.pages.page import Page
from composer.gui.people.add_row import AddRow
from composer.gui.people.bulk_bar import BulkBar
from composer.gui.people.changing import PeopleChanging
from composer.gui.people.group_line import GroupLine
from composer.gui.people.keeping_panel import due_in_words
from composer.gui.people.people_table import PeopleTable
from composer.gui.people.person_work import Groups, add_person, read_groups, read_person
from composer.gui.people.side import PeopleSide
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.chips import ChipRow
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import label
from composer.gui.widgets.person_card import PersonCard, PersonFacts
from composer.gui.widgets.search_field import SearchField
from composer.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

CARD_ALONE_BELOW = 700
"""Pixels of the page under which what stands beside the table stands in its place."""
TAGS_SHOWN = 8
NOT_READ = Groups()
EVERYONE, UNSUBSCRIBED, SUPPRESSED = "", ":unsubscribed", ":suppressed"
FILES = N_("People in files (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.vcf *.zip)")
ABOUT_FILES = N_("A page to read (*.html);;Data (*.json)")


class PeoplePage(Page):
    """Search, groups, one person or many at a time, and the import as a part of the page."""

    title = N_("People")
    icon = "users"
    depends_on = frozenset({changes.PEOPLE, changes.CAMPAIGNS})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._groups = NOT_READ
        self._total = 0
        self._count = label("", "badge")
        self._search = SearchField(_("Find by name or address"))
        self._chips = ChipRow(_("Which people"))
        self._model = PeopleModel(workspace, jobs, self)
        self._table = PeopleTable(self._model, self._on_chosen)
        self._bulk = BulkBar(workspace.clock)
        self._bulk.hide()
        self._group_line = GroupLine()
        self._side = PeopleSide(workspace, jobs)
        self._doing = PeopleChanging(workspace, jobs, self)
        self._importing: ImportPanel | None = None
        self._add = AddRow()
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._import_button = button(_("Import a spreadsheet…"), self._on_import, kind="primary", icon="file-spreadsheet")
        self._add_button = button(_("Add one"), self._add.toggle, icon="user-plus")
        more, side = QMenu(self), self._side
        more.addAction(_("A group by rules…")).triggered.connect(lambda: self._open_segment(None))
        for words, panel in (
            (_("Find doubles…"), "doubles"),
            (_("Read sheets again…"), "sheets"),
            (_("What was done…"), "steps"),
            (_("How long people are kept…"), "keeping"),
            (_("Marks for sister organisations…"), "exchange"),
        ):
            more.addAction(words).triggered.connect(lambda _checked=False, panel=panel: side.look(getattr(side, panel)))
        self._more_button = button(_("More"), icon="ellipsis")
        self._more_button.setMenu(more)
        mark(self._more_button, menu=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(_("People"), "page-title"))
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        for part in (self._more_button, self._add_button, self._import_button):
            head.addWidget(part)
        self._add.hide()
        filters = QHBoxLayout()
        filters.setSpacing(12)
        self._search.setMinimumWidth(160)
        self._search.setMaximumWidth(280)
        filters.addWidget(self._search, 1, Qt.AlignmentFlag.AlignTop)
        filters.addWidget(self._chips, 2, Qt.AlignmentFlag.AlignVCenter)
        self._due_row = QWidget()
        due = QHBoxLayout(self._due_row)
        due.setContentsMargins(0, 0, 0, 0)
        self._due_words = label("", "warn", wrap=True)
        due.addWidget(self._due_words, 1)
        due.addWidget(button(_("Look…"), lambda: self._side.look(self._side.keeping), kind="link"))
        self._due_row.hide()
        self._nobody = EmptyState(
            "users",
            _("Nobody here yet"),
            _("Drop a spreadsheet here, or choose one. We show you what it would change before anything does."),
            _("Choose a spreadsheet…"),
            self._on_import,
            primary=True,
        )
        self._somebody = False
        self._nobody_found = EmptyState("search", _("Nobody fits"), _("Try fewer letters, or another list."))
        self._stack = QStackedWidget()
        for sheet in (self._table, self._nobody, self._nobody_found):
            self._stack.addWidget(sheet)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bulk)
        column.addWidget(self._stack, 1)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._left, 1)
        body.addWidget(self._side)
        self._browsing = QWidget()
        browsing = QVBoxLayout(self._browsing)
        browsing.setContentsMargins(0, 0, 0, 0)
        browsing.setSpacing(12)
        self._head = QWidget()
        above = QVBoxLayout(self._head)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(12)
        above.addLayout(head)
        above.addWidget(self._add)
        above.addLayout(filters)
        above.addWidget(self._group_line)
        above.addWidget(self._due_row)
        browsing.addWidget(self._head)
        browsing.addLayout(body, 1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(24, 20, 24, 24)
        self._whole.addWidget(self._browsing)

    def _connect(self) -> None:
        self._search.searched.connect(lambda words: self._model.filter(text=words))
        self._search.left_downwards.connect(self._table.setFocus)
        self._chips.chosen.connect(self._on_chip)
        self._model.counted.connect(self._on_counted)
        self._table.chosen_changed.connect(self._on_chosen_changed)
        self._add.added.connect(self._on_add)
        doing, side = self._doing, self._side
        side.changed.connect(self._make_room)
        side.rules_left.connect(lambda: self._on_chip(self._chips.value()))
        side.card_made.connect(self._connect_card)
        self._bulk.wished.connect(lambda change: doing.edit(self._who(), change))
        self._bulk.merge_wished.connect(lambda: doing.merge(self._who()))
        self._bulk.all_wished.connect(self._table.selectAll)
        self._bulk.closed.connect(self._on_bulk_done)
        self._bulk.erase_wished.connect(lambda: doing.forget_all(self._who()))
        self._group_line.rules_wished.connect(lambda: self._open_segment(self._segment_chosen()))
        self._group_line.demanded.connect(doing.set_demands)
        side.rules_looked_at.connect(self._on_looked_at)
        side.due_shown.connect(self._model.pick)
        side.merge_wished.connect(lambda keep, others: doing.merge(lambda: [keep, *others]))
        side.undo_wished.connect(doing.undo)
        side.read_wished.connect(self._on_read_again)
        side.stored.connect(self._changed)
        side.troubled.connect(self.troubled.emit)
        doing.changed.connect(self._changed)
        doing.offered.connect(self.offered.emit)
        doing.troubled.connect(self.troubled.emit)

    def _connect_card(self, card: PersonCard) -> None:
        self._doing.serve(card)
        card.about_wished.connect(self._on_about)
        card.forget_wished.connect(self._on_forget)

    def panes(self) -> list[QWidget]:
        return [self._search, self._table, *filter(None, [self._side.current()])]

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"find": self._search.setFocus}

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def show_argument(self, argument: object) -> None:
        """A person's id: their card opens."""
        self._show_person(str(argument))

    def refresh(self) -> None:
        workspace = self.workspace
        self.jobs.submit(lambda: read_groups(workspace), self._on_groups, newest="lists", owner=self)
        self._model.read_again()
        if self._side.person:
            self._show_person(self._side.person)
        self._side.look_again()
        retention = self.workspace.retention
        self.jobs.submit(retention.due, self._on_due, newest="due", owner=self)

    def _on_groups(self, groups: Groups) -> None:
        self._groups = groups
        options = [(EVERYONE, _("All"))]
        options += [(row.name, f"{row.name}  {row.contacts:,}") for row in groups.lists]
        options += [(f"{SEGMENT}{segment.name}", f"≡ {segment.name}") for segment in groups.segments]
        options += [(f"{TAG}{row.name}", f"# {row.name}  {row.contacts:,}") for row in groups.tags[:TAGS_SHOWN]]
        options += [(UNSUBSCRIBED, _("Unsubscribed")), (SUPPRESSED, _("Gets no letters"))]
        before = self._chips.value()
        self._chips.set_options(options)
        if self._chips.value() != before:
            self._on_chip(self._chips.value())
        elif self._segment_chosen() is None:
            self._show_list(before)
        if self._importing is not None:
            self._importing.set_lists([row.name for row in groups.lists])
        self._bulk.set_groups([row.name for row in groups.lists], [row.name for row in groups.tags])

    def _on_chip(self, value: str) -> None:
        segment = self._segment_chosen()
        if segment is not None:
            self._group_line.show_segment(segment)
            self._model.pick(segment.rules)
            return
        self._show_list(value)
        state = {UNSUBSCRIBED: "unsubscribed", SUPPRESSED: "suppressed"}.get(value, "")
        self._model.filter(list_name="" if state else value, state=state)

    def _show_list(self, value: str) -> None:
        self._group_line.hide()
        for row in self._groups.lists:
            if row.name == value:
                self._group_line.show_list(row)

    def _segment_chosen(self) -> Segment | None:
        value = self._chips.value()
        return next((each for each in self._groups.segments if value == f"{SEGMENT}{each.name}"), None)

    def _on_counted(self, total: int) -> None:
        self._total = total
        self._count.setText(f"{total:,}")
        self._count.setAccessibleName(ngettext("{count} person", "{count} people", total).format(count=total))
        filtered = bool(self._search.text()) or self._chips.value() != EVERYONE
        if not filtered and not self._side.picks:
            self._somebody = total > 0
        filtered |= self._side.picks and self._somebody
        self._stack.setCurrentWidget(self._table if total else (self._nobody_found if filtered else self._nobody))

    def _on_chosen(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None:
            self._show_person(row.contact.id)

    def _on_chosen_changed(self, count: int) -> None:
        self._bulk.setVisible(count > 1)
        if count > 1:
            self._bulk.show_count(count, self._total)

    def _on_bulk_done(self) -> None:
        self._table.clearSelection()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _who(self) -> Callable[[], list[str]]:
        return self._model.ids_of(self._table.ranges())

    def _show_person(self, contact_id: str) -> None:
        workspace = self.workspace
        self.jobs.submit(
            lambda: read_person(workspace, contact_id),
            self._on_person,
            lambda _gone: self._side.close_all(),
            newest="person",
            owner=self,
        )

    def _on_person(self, facts: PersonFacts) -> None:
        self._side.card.show_person(facts, tuple(each.name for each in self._groups.lists))
        self._side.open_only(self._side.card)

    def _open_segment(self, segment: Segment | None) -> None:
        self._side.segment.open_segment(segment)
        self._side.open_only(self._side.segment)

    def _on_looked_at(self, rules: Rules) -> None:
        if self._side.by_rules:
            self._model.pick(rules)

    def _on_due(self, due: list[Due]) -> None:
        self._due_row.setVisible(bool(due))
        self._due_words.setText("  ".join(due_in_words(each) for each in due[:2]))

    def _on_read_again(self, source: SheetSource) -> None:
        self._side.close_all()
        self._show_import().open_source(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where the page is narrow, what stands beside the table stands in its place."""
        had_focus = self._side.isAncestorOf(self.window().focusWidget() or self)
        narrow = self.width() < active_theme().room_for(CARD_ALONE_BELOW)
        set_words(self._import_button, _("Import…") if narrow else _("Import a spreadsheet…"))
        alone = narrow and self._side.current() is not None
        self._left.setVisible(not alone)
        self._head.setVisible(not alone)
        self._side.stand_alone(alone)
        if had_focus and self._side.current() is None:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- changing ---------------------------------------------------------------------------------------------------------------

    def _on_add(self, name: str, email: str) -> None:
        chip = self._chips.value()
        target = chip if chip in [row.name for row in self._groups.lists] else ""
        workspace = self.workspace
        self.jobs.write(
            lambda: add_person(workspace, name, email, target, _("Added by hand")),
            self._on_added,
            self.troubled.emit,
            owner=self,
        )

    def _on_added(self, list_name: str) -> None:
        words = _("{name} is on “{list}” now.") if list_name else _("{name} is here now, on no list yet.")
        self._changed(words.format(name=self._add.take(), list=list_name))

    def _on_about(self, address: str) -> None:
        suggested = f"{address.replace('@', ' at ')}.html"
        path, _filter = QFileDialog.getSaveFileName(self, _("Everything held about this person"), suggested, _(ABOUT_FILES))
        if path:
            self._doing.write_about(address, Path(path))

    def _on_forget(self, address: str) -> None:
        self._side.close_all()
        self._doing.forget(address)

    def _changed(self, words: str) -> None:
        if words:
            self.said.emit(words)
        self.stored.emit(changes.PEOPLE)

    # -- import -----------------------------------------------------------------------------------------------------------------

    def _on_import(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a file of people"), "", _(FILES))
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Show what a file of people would change."""
        self._show_import().open_file(path)

    def _show_import(self) -> ImportPanel:
        if self._importing is None:
            self._importing = ImportPanel(self.workspace, self.jobs)
            self._importing.closed.connect(self._close_import)
            self._importing.imported.connect(self._on_imported)
            self._importing.troubled.connect(self.troubled.emit)
            if self._groups is not NOT_READ:
                self._importing.set_lists([row.name for row in self._groups.lists])
            self._whole.addWidget(self._importing)
        self._browsing.hide()
        self._importing.show()
        return self._importing

    def _close_import(self) -> None:
        if self._importing is not None:
            self._importing.hide()
        self._browsing.show()
        self._import_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_imported(self, words: str) -> None:
        self._close_import()
        self._changed(words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.open_file(paths[0])
