"""Sources: where news and dates come from. Paste anything; each source can be read again, paused or removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.dialogs.paste_panel import PastePanel
from composer.gui.pages.page import Page
from composer.gui.source_work import Added, add_sources, read_sources
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import N_, _, ngettext
from composer.library.source_list import SourceRow

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

FILES = N_("News and calendars (*.xml *.rss *.atom *.json *.ics *.md *.markdown *.html *.htm *.txt *.docx)")


class SourcesPage(Page):
    """A field to paste into, and a row per source."""

    title = N_("Sources")
    icon = "rss"
    depends_on = frozenset({changes.SOURCES, changes.SHELF})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self.setAcceptDrops(True)
        self._address = QLineEdit()
        self._address.setPlaceholderText(_("Paste your website, a feed or a calendar address"))
        self._address.setAccessibleName(_("Address of a website, feed or calendar"))
        self._address.returnPressed.connect(self._on_add)
        self._add = button(_("Add"), self._on_add, kind="primary", icon="plus")
        self._file = button(_("Open a file…"), self._on_file, icon="folder-open")
        self._paste = button(_("Paste text…"), self._on_paste, icon="clipboard-paste")
        self._again = button(_("Read all again"), self._on_read_all, kind="quiet", icon="refresh-cw")
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
        self._panel.hide()
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
        head = QHBoxLayout()
        head.addWidget(label(_("Sources"), "page-title"))
        head.addStretch(1)
        head.addWidget(self._progress)
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
        whole.addWidget(self._panel)

    def panes(self) -> list[QWidget]:
        return [self._address, self._again]

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"read_sources": self._on_read_all, "paste_link": self._address.setFocus}

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.jobs.submit(self.workspace.source_list.all, self._on_rows, newest="sources", owner=self)

    def _on_rows(self, rows: list[SourceRow]) -> None:
        while self._rows.count():
            taken = self._rows.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(self._source(row))
        self._empty.setVisible(not rows)
        self._again.setVisible(bool(rows))

    def _source(self, row: SourceRow) -> QFrame:
        frame = QFrame()
        mark(frame, surface="card")
        frame.setAccessibleName(_("Source {name}").format(name=row.title))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(row.title or row.location, "strong"))
        words.addWidget(ElidedLabel(self._caption(row), "caption"))
        if row.last_problem:
            words.addWidget(label(row.last_problem, "warn", wrap=True))
        line = QHBoxLayout(frame)
        line.setContentsMargins(16, 10, 10, 10)
        line.setSpacing(8)
        line.addLayout(words, 1)
        readable = not row.location.startswith("pasted:")
        if row.last_problem and readable:
            line.addWidget(button(_("Try again"), partial(self._read, (row.id,))))
        if readable:
            pause = icon_button(
                "play" if row.paused else "pause",
                _("Read {name} again from now on").format(name=row.title)
                if row.paused
                else _("Pause {name}").format(name=row.title),
                partial(self._on_pause, row),
            )
            line.addWidget(pause)
        line.addWidget(icon_button("trash-2", _("Remove {name}").format(name=row.title), partial(self._on_remove, row)))
        return frame

    def _caption(self, row: SourceRow) -> str:
        items = ngettext("{count} item", "{count} items", row.items).format(count=row.items)
        if row.location.startswith("pasted:"):
            return _("{items}, pasted").format(items=items)
        if row.paused:
            return _("{items}, paused, {address}").format(items=items, address=row.location)
        if row.last_read is None:
            return _("Not read yet, {address}").format(address=row.location)
        when = row.last_read.astimezone(self.workspace.zone)
        day = day_in_words(when, weekday=False)
        return _("{items}, read {day} at {time}, {address}").format(
            items=items, day=day, time=f"{when:%H:%M}", address=row.location
        )

    # -- adding -----------------------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        address = self._address.text().strip()
        if not address:
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._work(_("Looking at {address}…").format(address=address))
        workspace = self.workspace
        self.jobs.submit(lambda: add_sources(workspace, address), self._on_added, self._on_failed, owner=self)

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
            self._browsing.hide()
            self._panel.show()
            self._panel.begin()
            self._panel.open_file(path)
            return
        self._work(_("Reading {name}…").format(name=path.name))
        workspace = self.workspace
        self.jobs.submit(lambda: add_sources(workspace, str(path)), self._on_added, self._on_failed, owner=self)

    def _on_paste(self) -> None:
        self._browsing.hide()
        self._panel.show()
        self._panel.begin()

    def _close_panel(self) -> None:
        self._panel.hide()
        self._browsing.show()
        self._paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self, words: str) -> None:
        self._close_panel()
        self._changed(words)

    # -- reading ----------------------------------------------------------------------------------------------------------------

    def _on_read_all(self) -> None:
        self._read(None)

    def _read(self, ids: tuple[str, ...] | None) -> None:
        self._work(_("Reading…"))
        workspace = self.workspace
        heard = self.jobs.progress(self._on_progress, owner=self)
        self.jobs.submit(lambda: read_sources(workspace, ids, heard), self._on_read, self._on_failed, owner=self)

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
        self.jobs.write(
            lambda: sources.remove(row.id),
            lambda _none: self._changed(_("“{name}” is removed. What was read from it stays.").format(name=row.title)),
            owner=self,
        )

    def _work(self, words: str) -> None:
        self._bar.start()
        self._progress.setText(words)
        self._add.setEnabled(False)

    def _rest(self) -> None:
        self._bar.stop()
        self._progress.setText("")
        self._add.setEnabled(True)

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
