"""Sources: where news and dates come from. Paste anything; each source can be read again, paused or removed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.dialogs.awareness_panel import AwarenessPanel
from composer.gui.dialogs.columns_panel import ColumnsPanel
from composer.gui.dialogs.connect_panel import ConnectPanel
from composer.gui.dialogs.found_panel import FoundPanel
from composer.gui.dialogs.paste_panel import PastePanel
from composer.gui.dialogs.rules_panel import RulesPanel
from composer.gui.pages.page import Page
from composer.gui.source_changes import SourceChanges
from composer.gui.source_work import Added, Look, add_offers, add_sources, look_at, read_sources
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import label
from composer.gui.widgets.scrolled import scrolled
from composer.gui.widgets.source_card import Reading, SourceCard
from composer.gui.widgets.spill_row import SpillRow
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import N_, _
from composer.library.source_list import SourceRow
from composer.sources.offer import Offer
from composer.sources.site_account import site_of
from composer.sources.spreadsheet import named_as_table

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

FILES = N_(
    "News and calendars (*.xml *.rss *.atom *.json *.ics *.md *.markdown *.html *.htm *.txt *.docx *.csv *.xlsx *.xls *.ods)"
)


class SourcesPage(Page):
    """A field to paste into, and a row per source."""

    title = N_("Sources")
    icon = "rss"
    depends_on = frozenset({changes.SOURCES, changes.SHELF})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self.setAcceptDrops(True)
        self._address = QLineEdit()
        self._address.setPlaceholderText(_("Paste a website, feed or calendar address"))
        self._address.setAccessibleName(_("Address of a website, feed or calendar"))
        self._address.returnPressed.connect(self._on_add)
        self._add = button(_("Add"), self._on_add, kind="primary", icon="plus")
        self._file = button(_("Open a file…"), self._on_file, icon="folder-open")
        self._paste = button(_("Paste text…"), self._on_paste, icon="clipboard-paste")
        self._days = button(_("Awareness days…"), self._on_days, icon="calendar-days")
        self._kinds = button(_("Kinds by category…"), self._on_kinds, icon="tag")
        self._again = button(_("Read all again"), self._on_read_all, kind="quiet", icon="refresh-cw")
        self._stop = button(_("Stop"), self._on_stop, kind="quiet", icon="circle-stop")
        self._stop.hide()
        self._cancel = threading.Event()
        self._dropped: list[Path] = []
        self.cards: list[SourceCard] = []
        self._bar = ThinBar(_("Reading the sources"))
        self._progress = label("", "caption")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._empty = EmptyState(
            "rss",
            _("No sources yet"),
            _("Paste your website’s address above. We look for its news and calendars."),
        )
        self._panel = PastePanel(workspace, jobs)
        self._panel.closed.connect(self._close_panel)
        self._panel.kept.connect(self._on_kept)
        self._panel.troubled.connect(self.troubled.emit)
        self._found = FoundPanel()
        self._found.closed.connect(self._close_found)
        self._found.chosen.connect(self._add_offers)
        self._connecting = ConnectPanel(workspace, jobs)
        self._connecting.closed.connect(self._browse)
        self._connecting.connected.connect(self._on_connected)
        self._awareness = AwarenessPanel(workspace, jobs)
        self._awareness.closed.connect(self._close_awareness)
        self._awareness.changed.connect(lambda: self._changed(""))
        self._awareness.offered.connect(self.offered)
        self._awareness.troubled.connect(self.troubled)
        self._columns = ColumnsPanel(workspace, jobs)
        self._columns.closed.connect(self._close_found)
        self._columns.taken.connect(self._on_table)
        self._columns.offered.connect(self.offered)
        self._columns.troubled.connect(self.troubled)
        self._rules = RulesPanel(workspace, jobs)
        self._rules.closed.connect(self._close_found)
        self._rules.changed.connect(lambda: self._changed(""))
        self._rules.offered.connect(self.offered)
        self._rules.troubled.connect(self.troubled)
        self._row_changes = SourceChanges(workspace, jobs, self)
        self._row_changes.changed.connect(self._changed)
        self._row_changes.offered.connect(self.offered)
        self._row_changes.removed.connect(lambda: self._address.setFocus(Qt.FocusReason.OtherFocusReason))
        self._panels = (self._panel, self._found, self._connecting, self._awareness, self._columns, self._rules)
        for panel in self._panels:
            panel.hide()
        self._build()

    def _build(self) -> None:
        content = QWidget()
        mark(content, surface="window")
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self._rows)
        rows.addWidget(self._empty, 1)
        rows.addStretch(0)
        area = scrolled(content)
        adding = SpillRow(
            [self._address, self._add, self._file], [self._paste, self._days, self._kinds], least=1150, stretch=True
        )
        head = QHBoxLayout()
        head.addWidget(label(_("Sources"), "page-title"))
        head.addStretch(1)
        head.addWidget(self._progress)
        head.addWidget(self._stop)
        head.addWidget(self._again)
        self._browsing = QWidget()
        column = QVBoxLayout(self._browsing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(adding)
        column.addWidget(self._bar)
        column.addWidget(area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 24)
        whole.addWidget(self._browsing)
        for panel in self._panels:
            whole.addWidget(panel)

    def panes(self) -> list[QWidget]:
        return [self._address, self._again]

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"read_sources": self._on_read_all, "paste_link": self._address.setFocus}

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.jobs.submit(self.workspace.source_list.all, self._on_rows, newest="sources", owner=self)

    def _on_rows(self, rows: list[SourceRow]) -> None:
        focused = next(((card.row.id, action) for card in self.cards if (action := card.focused_action())), None)
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        sites = {site_of(row.location) for row in rows if row.username}
        reading = Reading(self.workspace.clock(), self.workspace.zone)
        self.cards = [SourceCard(row, reading, connected=site_of(row.location) in sites) for row in rows]
        for card in self.cards:
            self._listen(card)
            self._rows.addWidget(card)
            if focused is not None and card.row.id == focused[0]:
                made = card.button_named(focused[1]) or card.button_named("more")
                if made is not None:
                    made.setFocus(Qt.FocusReason.OtherFocusReason)
        self._empty.setVisible(not rows)
        self._again.setVisible(bool(rows))

    def _listen(self, card: SourceCard) -> None:
        card.pause_wanted.connect(self._row_changes.pause)
        card.remove_wanted.connect(self._row_changes.remove)
        card.again_wanted.connect(lambda row: self._read((row.id,)))
        card.move_wanted.connect(self._row_changes.move)
        card.connect_wanted.connect(self._on_connect)
        card.disconnect_wanted.connect(self._on_disconnect)
        card.renamed.connect(self._row_changes.rename)
        card.since_wanted.connect(self._row_changes.read_since)
        card.days_wanted.connect(self._on_days)
        card.columns_wanted.connect(lambda row: self._show_columns(row.location, row.title, again=True))

    # -- adding -----------------------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        typed = self._address.text().strip()
        if not typed:
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if Path(typed).expanduser().is_file():
            self.open_file(Path(typed).expanduser())
            return
        cancel = self._work(_("Looking at {address}…").format(address=typed[:60]))
        workspace = self.workspace
        self.jobs.submit(lambda: look_at(workspace, typed, cancel), self._on_looked, self._on_failed, owner=self)

    def _on_looked(self, looks: list[Look]) -> None:
        self._rest()
        simple = looks[0].simple() if len(looks) == 1 else None
        if simple is not None and simple.type == "table":
            self._address.clear()
            self._show_columns(simple.location, simple.title)
        elif simple is not None:
            self._add_offers([simple])
        elif len(looks) == 1 and looks[0].found is None:
            self.troubled.emit(ComposerError(looks[0].trouble))
        elif len(looks) == 1 and looks[0].found is not None and not looks[0].found.offers:
            self.troubled.emit(ComposerError(" ".join(looks[0].found.notes)))
        else:
            self._show(self._found)
            self._found.show_looks(looks)

    def _add_offers(self, offers: list[Offer]) -> None:
        self._browse()
        cancel = self._work(_("Reading…"))
        workspace = self.workspace
        self.jobs.submit(lambda: add_offers(workspace, offers, cancel), self._on_added, self._on_failed, owner=self)

    def _on_added(self, added: Added) -> None:
        self._rest()
        self._address.clear()
        self._changed(added.words())
        if added.problem:
            self.troubled.emit(ComposerError(added.problem))
        self._open_dropped()

    def _on_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Open a file"), "", _(FILES))
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Take a file in: texts are taken apart first, feeds and calendars go to the shelf at once."""
        if path.suffix.lower() in (".txt", ".md", ".markdown", ".html", ".htm", ".docx"):
            self._show(self._panel)
            self._panel.begin()
            self._panel.open_file(path)
            return
        if named_as_table(path.name):
            self._show_columns(str(path.absolute()), path.name)
            return
        self._work(_("Reading {name}…").format(name=path.name))
        workspace = self.workspace
        self.jobs.submit(lambda: add_sources(workspace, str(path)), self._on_added, self._on_failed, owner=self)

    def _show_columns(self, location: str, name: str, *, again: bool = False) -> None:
        self._show(self._columns)
        self._columns.begin(location, name, again=again)

    def _on_table(self, words: str) -> None:
        self._close_found()
        self._changed(words)

    def _on_paste(self) -> None:
        self._show(self._panel)
        self._panel.begin()

    def _on_days(self) -> None:
        self._show(self._awareness)
        self._awareness.begin()

    def _on_kinds(self) -> None:
        self._show(self._rules)
        self._rules.begin()

    def _close_awareness(self) -> None:
        self._browse()
        self._days.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, panel: QWidget) -> None:
        self._browsing.hide()
        panel.show()

    def _browse(self) -> None:
        for panel in self._panels:
            panel.hide()
        self._browsing.show()
        QTimer.singleShot(0, self, self._open_dropped)

    def _open_dropped(self) -> None:
        """The next of several files, once nothing is under way and no panel shows."""
        if self._dropped and self._add.isEnabled() and not self._browsing.isHidden():
            self.open_file(self._dropped.pop(0))

    def _close_found(self) -> None:
        self._browse()
        self._address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_panel(self) -> None:
        self._browse()
        self._paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self, words: str) -> None:
        self._close_panel()
        self._changed(words)

    # -- reading ----------------------------------------------------------------------------------------------------------------

    def _on_read_all(self) -> None:
        self._read(None)

    def _read(self, ids: tuple[str, ...] | None) -> None:
        cancel = self._work(_("Reading…"))
        for card in self.cards:
            if card.row.id in ids if ids is not None else not card.row.paused:
                card.show_reading()
        workspace = self.workspace
        heard = self.jobs.progress(self._on_progress, owner=self)
        self.jobs.submit(lambda: read_sources(workspace, ids, heard, cancel), self._on_read, self._on_failed, owner=self)

    def _on_progress(self, words: str) -> None:
        self._progress.setText(words)

    def _on_read(self, words: str) -> None:
        self._rest()
        self._changed(words)

    # -- WordPress accounts -----------------------------------------------------------------------------------------------------

    def _on_connect(self, row: SourceRow) -> None:
        self._show(self._connecting)
        self._connecting.begin(row)

    def _on_connected(self, words: str) -> None:
        self._browse()
        self.said.emit(words)
        row = self._connecting.row
        if row is not None:
            self._read((row.id,))

    def _on_disconnect(self, row: SourceRow) -> None:
        workspace = self.workspace

        def disconnect() -> str:
            from composer.publishing.site_access import disconnect_site

            return disconnect_site(workspace, row.id)

        self.jobs.submit(disconnect, self._changed, self._on_failed, owner=self)

    def _work(self, words: str) -> threading.Event:
        """Show that something is under way; what is returned stops it."""
        self._cancel = threading.Event()
        self._bar.start()
        self._progress.setText(words)
        self._add.setEnabled(False)
        self._again.setEnabled(False)
        self._stop.show()
        return self._cancel

    def _on_stop(self) -> None:
        self._cancel.set()
        self._progress.setText(_("Stopping…"))

    def _rest(self) -> None:
        self._bar.stop()
        self._progress.setText("")
        self._add.setEnabled(True)
        self._again.setEnabled(True)
        self._stop.hide()

    def _changed(self, words: str) -> None:
        if words:
            self.said.emit(words)
        self.stored.emit(changes.SOURCES)
        self.stored.emit(changes.SHELF)

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self.troubled.emit(error)
        self._open_dropped()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self._dropped += [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        addresses = " ".join(url.toString() for url in urls if not url.isLocalFile())
        if addresses:
            self._address.setText(addresses)
            self._on_add()
        self._open_dropped()
