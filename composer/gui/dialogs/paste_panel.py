"""Pasted text, taken apart: what was found stands in a list, to be joined, split and corrected before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from composer.blocks.dates_in_words import when_in_words
from composer.errors import ComposerError
from composer.gui.dialogs.pasted_text import PastedText
from composer.gui.icons import icon
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext
from composer.library.item import KINDS, FoundDate, Item, Kind, item_id

if TYPE_CHECKING:
    from composer.workspace import Workspace

KIND_ICONS = {
    "news": "newspaper",
    "blog": "pencil",
    "event": "calendar-days",
    "awareness": "flag",
    "tender": "gavel",
    "report": "file-text",
}


def kind_words(kind: str) -> str:
    """What a kind of item is called on screen."""
    return {
        "news": _("News"),
        "blog": _("Guest blog"),
        "event": _("Event"),
        "awareness": _("Awareness day"),
        "tender": _("Tender"),
        "report": _("Report"),
    }[kind]


class PastePanel(QWidget):
    """First the text, then what it fell apart into. ``kept`` says in words what was put on the shelf."""

    kept = Signal(str)
    closed = Signal()
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._items: list[Item] = []
        self._before: list[list[Item]] = []
        self._source_title = ""
        self._showing = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self._build_text())
        self._stack.addWidget(self._build_found())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    # -- building ---------------------------------------------------------------------------------------------------------------

    def _build_text(self) -> QWidget:
        page = QWidget()
        self._text = PastedText()
        self._text.setPlaceholderText(_("Paste the news page, an e-mail or a Word text here."))
        self._text.setAccessibleName(_("Text to take apart"))
        self._text.setTabChangesFocus(True)
        self._take_apart = button(_("Take apart"), self._on_take_apart, kind="primary", icon="scissors")
        foot = QHBoxLayout()
        foot.addWidget(self._take_apart)
        foot.addWidget(button(_("Cancel"), self.closed.emit, kind="quiet"))
        foot.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_("Paste text"), "page-title"))
        column.addWidget(
            label(
                _("It is taken apart into posts, with their titles, dates and deadlines. Nothing is kept until you say so."),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self._text, 1)
        column.addLayout(foot)
        return page

    def _build_found(self) -> QWidget:
        page = QWidget()
        self._heading = label("", "page-title")
        self._list = QListWidget()
        self._list.setAccessibleName(_("Posts found"))
        self._list.setMinimumWidth(280)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mark(self._list, surface="menu")
        self._list.currentRowChanged.connect(self._on_row)
        self._title = QLineEdit()
        self._title.textEdited.connect(lambda text: self._correct(title=text))
        self._kind = QComboBox()
        for kind in KINDS:
            self._kind.addItem(icon(KIND_ICONS[kind]), kind_words(kind), kind)
        self._kind.activated.connect(self._on_kind)
        self._author = QLineEdit()
        self._author.textEdited.connect(lambda text: self._correct(author=text))
        self._link = QLineEdit()
        self._link.setPlaceholderText("https://")
        self._link.textEdited.connect(lambda text: self._correct(link=text.strip()))
        self._dates = QComboBox()
        self._dates.activated.connect(self._on_date)
        self._body = QPlainTextEdit()
        self._body.setTabChangesFocus(True)
        self._body.textChanged.connect(self._on_body)
        self._notes = label("", "warn", wrap=True)
        form = FormColumn()
        form.add(_("Title"), self._title)
        form.add(_("Kind"), self._kind)
        self._why = label("", "caption", wrap=True)
        form.addWidget(self._why)
        form.add(_("Date it is about"), self._dates)
        form.add(_("Written by"), self._author)
        form.add(_("Read more at"), self._link)
        self._join = button(_("Join with the one above"), self._on_join, icon="merge")
        self._split = button(_("Split at the caret"), self._on_split, icon="split")
        self._drop = button(_("Leave out"), self._on_drop, icon="x")
        self._undo = button(_("Undo"), self.undo, icon="undo-2", kind="quiet")
        tools = QHBoxLayout()
        for tool in (self._join, self._split, self._drop, self._undo):
            tools.addWidget(tool)
        tools.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(form)
        right.addWidget(self._notes)
        right.addWidget(self._body, 1)
        right.addLayout(tools)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self._list, 2)
        body.addLayout(right, 3)
        self._keep_button = button("", self._on_keep, kind="primary", icon="check")
        foot = QHBoxLayout()
        foot.addWidget(self._keep_button)
        foot.addWidget(button(_("Back to the text"), self._on_back, kind="quiet"))
        foot.addWidget(button(_("Cancel"), self.closed.emit, kind="quiet"))
        foot.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addLayout(body, 1)
        column.addLayout(foot)
        return page

    # -- from text to posts -----------------------------------------------------------------------------------------------------

    def begin(self, text: str = "") -> None:
        """Start anew, with what is in the clipboard where that is text."""
        self._source_title = _("Pasted text")
        self._text.setPlainText(text)
        self._stack.setCurrentIndex(0)
        self._text.setFocus(Qt.FocusReason.TabFocusReason)

    def open_file(self, path: Path) -> None:
        """Take a file apart: text, Markdown, a web page or a Word document."""
        self._source_title = path.name
        context = self._workspace.fetch_context()

        def read() -> list[Item]:
            from composer.sources.reader import read as read_source

            return list(read_source(str(path), context).items)

        self._jobs.submit(read, self._on_found, self._on_failed, owner=self)

    def _on_take_apart(self) -> None:
        text = self._text.toPlainText()
        if not text.strip():
            self.troubled.emit(ComposerError(_("There is no text yet."), _("Paste some, then take it apart.")))
            return
        html, context = self._text.html_of(text), self._workspace.fetch_context()

        def take_apart() -> list[Item]:
            from composer.sources.reader import read_pasted

            return list(read_pasted(text, context, html=html).items)

        self._jobs.submit(take_apart, self._on_found, self._on_failed, owner=self)

    def _on_found(self, items: Sequence[Item]) -> None:
        if not items:
            self.troubled.emit(ComposerError(_("Nothing was found in it."), _("Paste the text of a news page, with its titles.")))
            return
        self._before = []
        self._stack.setCurrentIndex(1)
        self._show(list(items), 0)
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_failed(self, error: ComposerError) -> None:
        self.troubled.emit(error)

    @property
    def items(self) -> tuple[Item, ...]:
        """What stands in the list now."""
        return tuple(self._items)

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def _show(self, items: list[Item], current: int) -> None:
        self._items = items
        self._showing = True
        self._list.clear()
        for item in items:
            self._list.addItem(QListWidgetItem(icon(KIND_ICONS[item.kind]), item.title or _("Without a title")))
        self._heading.setText(ngettext("{count} post found", "{count} posts found", len(items)).format(count=len(items)))
        self._keep_button.setText(ngettext("Keep {count} post", "Keep {count} posts", len(items)).format(count=len(items)))
        self._keep_button.setEnabled(bool(items))
        self._undo.setEnabled(bool(self._before))
        self._showing = False
        self._list.setCurrentRow(max(0, min(current, len(items) - 1)))
        self._on_row(self._list.currentRow())

    def _on_row(self, row: int) -> None:
        if self._showing or not 0 <= row < len(self._items):
            return
        item = self._items[row]
        self._showing = True
        self._title.setText(item.title)
        self._kind.setCurrentIndex(self._kind.findData(item.kind))
        self._why.setText(item.kind_reason)
        self._why.setVisible(bool(item.kind_reason))
        self._author.setText(item.author)
        self._link.setText(item.link)
        self._dates.clear()
        self._dates.addItem(_("None"), None)
        for found in item.dates:
            self._dates.addItem(_date_words(found), found)
        self._dates.setCurrentIndex(max(0, self._chosen_date(item)))
        notes = list(item.notes)
        notes += [
            _("“{words}” is not a {weekday}.").format(words=d.words, weekday=d.wrong_weekday)
            for d in item.dates
            if d.wrong_weekday
        ]
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._body.setPlainText(item.text)
        self._join.setEnabled(row > 0)
        self._showing = False

    def _chosen_date(self, item: Item) -> int:
        wanted = item.deadline or item.starts
        for at in range(1, self._dates.count()):
            found = self._dates.itemData(at)
            if wanted is not None and found.starts == wanted.date():
                return at
        return 0

    # -- correcting -------------------------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        self._before.append(list(self._items))
        self._undo.setEnabled(True)

    def undo(self) -> None:
        """Take back the last join, split, leaving out or change of kind."""
        if self._before:
            self._show(self._before.pop(), self._list.currentRow())

    def _correct(self, **changed: object) -> None:
        row = self._list.currentRow()
        if self._showing or not 0 <= row < len(self._items):
            return
        self._items[row] = msgspec.structs.replace(self._items[row], **changed)
        entry = self._list.item(row)
        if entry is not None:
            entry.setText(self._items[row].title or _("Without a title"))
            entry.setIcon(icon(KIND_ICONS[self._items[row].kind]))

    def _on_kind(self) -> None:
        kind: Kind = self._kind.currentData()
        self._remember()
        self._correct(kind=kind, kind_reason=_("You chose it."))
        self._why.setText(_("You chose it."))

    def _on_date(self) -> None:
        row = self._list.currentRow()
        if self._showing or not 0 <= row < len(self._items):
            return
        self._remember()
        found = self._dates.currentData()
        self._items[row] = with_date(self._items[row], found)

    def _on_body(self) -> None:
        self._correct(text=self._body.toPlainText(), html="")

    def _on_join(self) -> None:
        from composer.sources.splitting import join

        row = self._list.currentRow()
        self._remember()
        joined = join(self._items[row - 1 : row + 1])
        self._show([*self._items[: row - 1], joined, *self._items[row + 1 :]], row - 1)

    def _on_split(self) -> None:
        from composer.sources.splitting import split_at

        row = self._list.currentRow()
        before = self._body.toPlainText()[: self._body.textCursor().position()]
        paragraphs = [part for part in before.split("\n\n") if part.strip()]
        at = len(paragraphs) - (0 if before.endswith("\n\n") or not before.strip() else 1)
        try:
            first, second = split_at(self._items[row], at)
        except (ValueError, ComposerError):
            self.troubled.emit(
                ComposerError(
                    _("There is nothing above the caret to split off."), _("Put it into the paragraph the new post begins with.")
                )
            )
            return
        self._remember()
        self._show([*self._items[:row], first, second, *self._items[row + 1 :]], row + 1)

    def _on_drop(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._items):
            self._remember()
            self._show([*self._items[:row], *self._items[row + 1 :]], row)

    def _on_back(self) -> None:
        self._stack.setCurrentIndex(0)

    # -- keeping ----------------------------------------------------------------------------------------------------------------

    def _on_keep(self) -> None:
        workspace, title = self._workspace, self._source_title
        items = list(self._items)
        self._keep_button.setEnabled(False)

        def keep() -> int:
            row = workspace.source_list.add("pasted_text", f"pasted:{title}", title)
            named = [
                msgspec.structs.replace(item, id=item.id or item_id(row.id, item.title, item.text[:200]), source=row.id)
                for item in items
            ]
            workspace.shelf.keep(named, row.id)
            workspace.source_list.record_read(row.id, workspace.clock())
            workspace.source_list.pause(row.id, True)
            return len(named)

        self._jobs.write(keep, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, count: int) -> None:
        self.kept.emit(ngettext("{count} post is on the shelf.", "{count} posts are on the shelf.", count).format(count=count))


def _date_words(found: FoundDate) -> str:
    """A found date for the chooser: its words, what they mean, and whether it is a deadline."""
    if found.starts is None:
        return _("“{words}”: the year is not known").format(words=found.words)
    starts = datetime.combine(found.starts, time())
    ends = datetime.combine(found.ends, time()) if found.ends else None
    meant = when_in_words(starts, ends, True)
    return _("Closes {when}").format(when=meant) if found.role == "closes" else meant


def with_date(item: Item, found: FoundDate | None) -> Item:
    """The item with a found date taken over: as its closing date, or as when it happens. None takes the date away."""
    if found is None or found.starts is None:
        return msgspec.structs.replace(item, starts=None, ends=None, deadline=None, all_day=False)
    hour = time.fromisoformat(found.time) if found.time else time()
    starts = datetime.combine(found.starts, hour)
    if found.role == "closes" or item.kind == "tender":
        return msgspec.structs.replace(item, deadline=starts, starts=None, ends=None)
    ends = datetime.combine(found.ends, time()) if found.ends else None
    return msgspec.structs.replace(item, starts=starts, ends=ends, all_day=not found.time, deadline=None)
