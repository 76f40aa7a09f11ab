"""Sources: where news and dates come from. Paste anything; each source can be read again, paused or removed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.dialogs.awareness_panel import AwarenessPanel
from composer.gui.dialogs.connect_panel import ConnectPanel
from composer.gui.dialogs.found_panel import FoundPanel
from composer.gui.dialogs.paste_panel import PastePanel
from composer.gui.pages.page import Page
from composer.gui.source_work import Added, Look, add_offers, add_sources, look_at, read_sources
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import label
from composer.gui.widgets.source_card import Reading, SourceCard, day_since
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import N_, _
from composer.library.source_list import SourceRow
from composer.sources.offer import Offer
from composer.sources.site_account import site_of

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
        self._address.setPlaceholderText(_("Paste your website, a feed or a calendar address; several at once will do"))
        self._address.setAccessibleName(_("Address of a website, feed or calendar"))
        self._address.returnPressed.connect(self._on_add)
        self._add = button(_("Add"), self._on_add, kind="primary", icon="plus")
        self._file = button(_("Open a file…"), self._on_file, icon="folder-open")
        self._paste = button(_("Paste text…"), self._on_paste, icon="clipboard-paste")
        self._days = button(_("Awareness days…"), self._on_days, icon="calendar-days")
        self._again = button(_("Read all again"), self._on_read_all, kind="quiet", icon="refresh-cw")
        self._stop = button(_("Stop"), self._on_stop, kind="quiet", icon="circle-stop")
        self._stop.hide()
        self._cancel = threading.Event()
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
        self._panels = (self._panel, self._found, self._connecting, self._awareness)
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
        rows.addWidget(self._empty)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        adding = QHBoxLayout()
        adding.setSpacing(8)
        adding.addWidget(self._address, 1)
        adding.addWidget(self._add)
        adding.addWidget(self._file)
        adding.addWidget(self._paste)
        adding.addWidget(self._days)
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
        column.addLayout(adding)
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
        card.pause_wanted.connect(self._on_pause)
        card.remove_wanted.connect(self._on_remove)
        card.again_wanted.connect(lambda row: self._read((row.id,)))
        card.move_wanted.connect(self._on_move)
        card.connect_wanted.connect(self._on_connect)
        card.disconnect_wanted.connect(self._on_disconnect)
        card.renamed.connect(self._on_renamed)
        card.since_wanted.connect(self._on_since)
        card.days_wanted.connect(self._on_days)

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
        if simple is not None:
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
        self._work(_("Reading {name}…").format(name=path.name))
        workspace = self.workspace
        self.jobs.submit(lambda: add_sources(workspace, str(path)), self._on_added, self._on_failed, owner=self)

    def _on_paste(self) -> None:
        self._show(self._panel)
        self._panel.begin()

    def _on_days(self) -> None:
        self._show(self._awareness)
        self._awareness.begin()

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

    def _on_pause(self, row: SourceRow) -> None:
        sources = self.workspace.source_list
        self.jobs.write(lambda: sources.pause(row.id, not row.paused), lambda _none: self._changed(""), owner=self)

    def _on_remove(self, row: SourceRow) -> None:
        sources = self.workspace.source_list
        words = _("“{name}” is removed. What was read from it stays.").format(name=row.title)

        def undo() -> None:
            self.jobs.write(lambda: sources.put_back(row), lambda _none: self._changed(""), owner=self)

        def removed(_none: object) -> None:
            self._changed("")
            self.offered.emit(words, _("Undo"), undo)
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)

        self.jobs.write(lambda: sources.remove(row.id), removed, owner=self)

    def _on_renamed(self, row: SourceRow, name: str) -> None:
        sources = self.workspace.source_list

        def undo() -> None:
            self.jobs.write(lambda: sources.rename(row.id, row.title), lambda _none: self._changed(""), owner=self)

        def renamed(_none: object) -> None:
            self._changed("")
            self.offered.emit(_("It is called “{name}” now.").format(name=name), _("Undo"), undo)

        self.jobs.write(lambda: sources.rename(row.id, name), renamed, owner=self)

    def _on_since(self, row: SourceRow, choice: str) -> None:
        day = day_since(choice, self.workspace.clock().astimezone(self.workspace.zone).date())
        sources = self.workspace.source_list
        self.jobs.write(lambda: sources.read_since(row.id, day), lambda _none: self._changed(""), owner=self)

    def _on_move(self, row: SourceRow) -> None:
        sources = self.workspace.source_list
        words = _("“{name}” is read at its new address now.").format(name=row.title)
        self.jobs.write(lambda: sources.move(row.id), lambda _none: self._changed(words), owner=self)

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            event.acceptProposedAction()
            if url.isLocalFile():
                self.open_file(Path(url.toLocalFile()))
            else:
                self._address.setText(url.toString())
                self._on_add()
            return
