"""People: who gets letters, who does not any more, and how they came here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from composer.contacts.lists import ListRow
from composer.contacts.personal_data import HistoryEntry
from composer.contacts.store import ContactRow
from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.dialogs.import_panel import ImportPanel
from composer.gui.models.people_model import PeopleModel
from composer.gui.pages.page import Page
from composer.gui.widgets.buttons import button
from composer.gui.widgets.chips import ChipRow
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import label
from composer.gui.widgets.person_card import PersonCard
from composer.gui.widgets.search_field import SearchField
from composer.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

EVERYONE, UNSUBSCRIBED, SUPPRESSED = "", ":unsubscribed", ":suppressed"
FILES = N_("People in files (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.vcf)")


class PeopleTable(QTableView):
    """Enter shows a person; typing goes to the search field."""

    def __init__(self, on_chosen: Callable[[QModelIndex], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_chosen = on_chosen
        self.setAccessibleName(_("People"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(40)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        self.clicked.connect(on_chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)


class PeoplePage(Page):
    """Search, lists, one person at a time, and the import as a part of the page."""

    title = N_("People")
    icon = "users"
    depends_on = frozenset({changes.PEOPLE, changes.CAMPAIGNS})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._lists: tuple[ListRow, ...] = ()
        self.setAcceptDrops(True)
        self._count = label("", "badge")
        self._search = SearchField(_("Find by name or address"))
        self._chips = ChipRow(_("Which people"))
        self._model = PeopleModel(workspace, jobs, self)
        self._table = PeopleTable(self._on_chosen)
        self._table.setModel(self._model)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(3, 170)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self._card = PersonCard()
        self._card.hide()
        self._import = ImportPanel(workspace, jobs)
        self._import.closed.connect(self._close_import)
        self._import.imported.connect(self._on_imported)
        self._import.troubled.connect(self.troubled.emit)
        self._new_name = QLineEdit()
        self._new_email = QLineEdit()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._import_button = button(_("Import a spreadsheet…"), self._on_import, kind="primary", icon="file-spreadsheet")
        self._add_button = button(_("Add one"), self._toggle_add, icon="user-plus")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(_("People"), "page-title"))
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self._add_button)
        head.addWidget(self._import_button)
        self._add_row = QWidget()
        adding = QHBoxLayout(self._add_row)
        adding.setContentsMargins(0, 0, 0, 0)
        adding.setSpacing(8)
        self._new_name.setPlaceholderText(_("Name"))
        self._new_name.setAccessibleName(_("Name"))
        self._new_email.setPlaceholderText(_("E-mail address"))
        self._new_email.setAccessibleName(_("E-mail address"))
        adding.addWidget(self._new_name, 1)
        adding.addWidget(self._new_email, 1)
        adding.addWidget(button(_("Add"), self._on_add, kind="primary"))
        self._add_row.hide()
        filters = QHBoxLayout()
        filters.setSpacing(12)
        self._search.setFixedWidth(280)
        filters.addWidget(self._search)
        filters.addWidget(self._chips, 1)
        self._nobody = EmptyState(
            "users",
            _("Nobody here yet"),
            _("Drop a spreadsheet here, or choose one. We show you what it would change before anything does."),
            _("Choose a spreadsheet…"),
            self._on_import,
            primary=True,
        )
        self._nobody_found = EmptyState("search", _("Nobody fits"), _("Try fewer letters, or another list."))
        self._stack = QStackedWidget()
        for part in (self._table, self._nobody, self._nobody_found):
            self._stack.addWidget(part)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._stack, 1)
        body.addWidget(self._card)
        self._browsing = QWidget()
        browsing = QVBoxLayout(self._browsing)
        browsing.setContentsMargins(0, 0, 0, 0)
        browsing.setSpacing(12)
        browsing.addLayout(head)
        browsing.addWidget(self._add_row)
        browsing.addLayout(filters)
        browsing.addLayout(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 24)
        whole.addWidget(self._browsing)
        whole.addWidget(self._import)
        self._import.hide()

    def _connect(self) -> None:
        self._search.searched.connect(lambda words: self._model.filter(text=words))
        self._search.left_downwards.connect(self._table.setFocus)
        self._chips.chosen.connect(self._on_chip)
        self._model.counted.connect(self._on_counted)
        self._new_email.returnPressed.connect(self._on_add)
        self._new_name.returnPressed.connect(self._new_email.setFocus)
        self._card.closed.connect(self._close_card)
        self._card.name_changed.connect(self._on_name)
        self._card.unsubscribe_wished.connect(self._on_unsubscribe)
        self._card.forget_wished.connect(self._on_forget)
        self._card.list_wished.connect(self._on_list)

    def panes(self) -> list[QWidget]:
        return [self._search, self._table, self._card]

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"find": self._search.setFocus}

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        lists = self.workspace.lists
        self.jobs.submit(lists.all, self._on_lists, newest="lists", owner=self)
        self._model.read_again()
        if self._card.contact_id:
            self._show_person(self._card.contact_id)

    def _on_lists(self, rows: list[ListRow]) -> None:
        self._lists = tuple(rows)
        options = [(EVERYONE, _("Everyone"))]
        options += [(row.name, f"{row.name}  {row.contacts}") for row in rows]
        options += [(UNSUBSCRIBED, _("Unsubscribed")), (SUPPRESSED, _("Gets no letters"))]
        self._chips.set_options(options)
        self._import.set_lists([row.name for row in rows])

    def _on_chip(self, value: str) -> None:
        state = {UNSUBSCRIBED: "unsubscribed", SUPPRESSED: "suppressed"}.get(value, "")
        self._model.filter(list_name="" if state else value, state=state)

    def _on_counted(self, total: int) -> None:
        self._count.setText(f"{total:,}")
        self._count.setAccessibleName(ngettext("{count} person", "{count} people", total).format(count=total))
        filtered = bool(self._search.text()) or self._chips.value() != EVERYONE
        self._stack.setCurrentWidget(self._table if total else (self._nobody_found if filtered else self._nobody))

    def _on_chosen(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None:
            self._show_person(row.contact.id)

    def _show_person(self, contact_id: str) -> None:
        contacts = self.workspace.contacts

        def read() -> tuple[ContactRow, list[HistoryEntry]]:
            return contacts.row(contact_id), contacts.history(contact_id)

        self.jobs.submit(read, self._on_person, lambda _gone: self._close_card(), newest="person", owner=self)

    def _on_person(self, found: tuple[ContactRow, list[HistoryEntry]]) -> None:
        row, history = found
        self._card.show_person(row, history, tuple(each.name for each in self._lists))

    def _close_card(self) -> None:
        had_focus = self._card.isAncestorOf(self.window().focusWidget() or self)
        self._card.hide()
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- changing ---------------------------------------------------------------------------------------------------------------

    def _toggle_add(self) -> None:
        self._add_row.setVisible(self._add_row.isHidden())
        if not self._add_row.isHidden():
            self._new_name.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_add(self) -> None:
        from composer.contacts.contact import Contact
        from composer.contacts.names import split_name

        email, name = self._new_email.text().strip(), self._new_name.text().strip()
        chip = self._chips.value()
        list_name = "" if chip.startswith(":") else chip
        workspace = self.workspace

        def add() -> str:
            parts = split_name(name)
            kept = workspace.contacts.save(
                Contact(email=email, first_name=parts.first, last_name=parts.last, origin=_("Added by hand"))
            )
            target = list_name or (self._lists[0].name if len(self._lists) == 1 else "")
            if target:
                workspace.lists.add(target, [kept.id])
            return target

        self.jobs.write(add, self._on_added, self._on_failed, owner=self)

    def _on_added(self, list_name: str) -> None:
        name = self._new_name.text().strip() or self._new_email.text().strip()
        self._new_name.clear()
        self._new_email.clear()
        self._new_name.setFocus(Qt.FocusReason.OtherFocusReason)
        words = _("{name} is on “{list}” now.") if list_name else _("{name} is here now, on no list yet.")
        self._changed(words.format(name=name, list=list_name))

    def _on_name(self, first: str, last: str) -> None:
        contacts, contact_id = self.workspace.contacts, self._card.contact_id

        def rename() -> None:
            contacts.save(msgspec.structs.replace(contacts.get(contact_id), first_name=first, last_name=last))

        self.jobs.write(rename, lambda _none: self._changed(""), self._on_failed, owner=self)

    def _on_unsubscribe(self, address: str) -> None:
        lists = self.workspace.lists
        self.jobs.write(
            lambda: lists.unsubscribe(address, note=_("By hand")),
            lambda _none: self._changed(_("{address} gets no more letters.").format(address=address)),
            self._on_failed,
            owner=self,
        )

    def _on_forget(self, address: str) -> None:
        contacts = self.workspace.contacts
        self._close_card()
        self.jobs.write(lambda: contacts.forget(address), lambda _found: self._changed(_("Erased.")), self._on_failed, owner=self)

    def _on_list(self, name: str, joined: bool) -> None:
        lists, contact_id = self.workspace.lists, self._card.contact_id

        def change() -> str:
            if joined and lists.add(name, [contact_id]).said_no:
                return _("This person said no to “{list}” and stays out.").format(list=name)
            if not joined:
                lists.take_out(name, [contact_id])
            return ""

        self.jobs.write(change, self._changed, self._on_failed, owner=self)

    def _changed(self, words: str) -> None:
        if words:
            self.said.emit(words)
        self.stored.emit(changes.PEOPLE)

    def _on_failed(self, error: ComposerError) -> None:
        self.troubled.emit(error)

    # -- import -----------------------------------------------------------------------------------------------------------------

    def _on_import(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a file of people"), "", _(FILES))
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Show what a file of people would change."""
        self._browsing.hide()
        self._import.show()
        self._import.open_file(path)

    def _close_import(self) -> None:
        self._import.hide()
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
