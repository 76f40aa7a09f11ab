"""Replies: what came back, who wants no more letters, and what was done about each; a wrong report can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from composer.delivery import letters_in
from composer.delivery.letters_in import LetterIn
from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.pages.page import Page, Wish
from composer.gui.sending.fact_rows import StateLine
from composer.gui.sending.reply_words import DRAWINGS, KINDS, heard_words, mailbox_line, what_it_said, what_was_done
from composer.gui.sending.words import when
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import label
from composer.gui.widgets.spill_row import SpillRow
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import N_, _, ngettext
from composer.publishing.replies import FileRead, Heard, MailboxState, hear, heed_files, mailboxes

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

AT_ONCE = 60
"""Rows shown before “Show more”."""


@dataclass(frozen=True)
class Shown:
    """What the page shows."""

    letters: list[LetterIn]
    counts: dict[str, int]
    mailboxes: list[MailboxState]


class RepliesPage(Page):
    """The letters, the latest first, and how it stands with the mailboxes."""

    title = N_("Replies")
    icon = "inbox"
    depends_on = frozenset({changes.CAMPAIGNS, changes.PEOPLE, changes.ACCOUNTS})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._most = AT_ONCE
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._note = Banner()
        self._bar = ThinBar(_("Reading the mailboxes"))
        self._read = button(_("Read now"), self.read_now, kind="primary", icon="refresh-cw")
        self._files = button(_("From files…"), self._ask_for_files, icon="file-up", tip=_("Returned letters saved as .eml files"))
        self._kinds = Segments([("", _("All")), *((kind, _(words)) for kind, words in KINDS.items())], name=_("Show"))
        self._kinds.set_value("")
        self._kinds.chosen.connect(lambda _value: self._on_kind())
        self._more = button(_("Show more"), self._on_more)
        self._empty = EmptyState(
            "inbox",
            _("Nothing has come back yet"),
            _("Letters that come back, unsubscribe letters and complaints are shown here, with what was done about each."),
        )
        self._unread = EmptyState(
            "inbox",
            _("No mailbox is read yet"),
            _(
                "Give an account’s mailbox (its IMAP server), and the program reads before every sending who unsubscribed by "
                "letter and which addresses are gone. It deletes and changes nothing there."
            ),
            _("To the mail accounts"),
            lambda: self.wished.emit(Wish.SHOW_PLACE, "settings"),
            primary=True,
        )
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label(_("Replies"), "page-title"), 1)
        top.addWidget(button(_("To what was sent"), lambda: self.wished.emit(Wish.SHOW_PLACE, "sent"), icon="arrow-left"))
        self._card = QFrame()
        mark(self._card, surface="card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.setSpacing(0)
        inside.addLayout(self._rows)
        self._state = QFrame()
        mark(self._state, surface="card")
        standing = QVBoxLayout(self._state)
        standing.setContentsMargins(20, 12, 20, 12)
        standing.addLayout(self._boxes)
        content = QWidget()
        mark(content, surface="window")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self._state)
        column.addWidget(self._card)
        column.addWidget(self._more)
        column.addWidget(self._empty)
        column.addWidget(self._unread)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(_("What came in"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 16, 16)
        whole.setSpacing(12)
        whole.addLayout(top)
        whole.addWidget(SpillRow([self._kinds], [self._files, self._read], least=980))
        whole.addWidget(self._bar)
        whole.addWidget(self._note)
        whole.addWidget(area, 1)
        for hidden in (self._card, self._state, self._more, self._empty, self._unread):
            hidden.hide()

    def panes(self) -> list[QWidget]:
        """What is shown, and reading."""
        return [self._kinds, self._read]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._note.hide()

    # -- reading ----------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        workspace, kind, most = self.workspace, self._kinds.value() or "", self._most

        def read() -> Shown:
            engine = workspace.engine
            return Shown(letters_in.letters(engine, kind=kind, limit=most + 1), letters_in.counts(engine), mailboxes(workspace))

        self.jobs.submit(read, self._on_read, self.troubled.emit, newest="replies", owner=self)

    def read_now(self) -> None:
        """Read the website and every mailbox."""
        workspace = self.workspace
        self._read.setEnabled(False)
        self._note.hide()
        self._bar.start()

        def work() -> Heard:
            return hear(workspace, [newsletter.id for newsletter in workspace.documents.newsletters()])

        self.jobs.submit(work, self._on_heard, self._on_failed, owner=self)

    def heed(self, paths: list[Path]) -> None:
        """Read letters from files and do what they ask for."""
        workspace = self.workspace
        self._bar.start()
        self.jobs.submit(lambda: heed_files(workspace, paths), self._on_files, self._on_failed, owner=self)

    def _on_heard(self, heard: Heard) -> None:
        self._rest()
        if heard.silent:
            self._note.show_error(heard.silent[0].error)
        elif heard.places:
            self._note.show_words(heard_words(heard))
        else:
            self._note.show_words(_("There is nothing to read yet."), _("Give an account’s mailbox in Settings."), "banner-warn")
        self.stored.emit(changes.PEOPLE)

    def _on_files(self, read: list[FileRead]) -> None:
        self._rest()
        stopped = sum(len(one.addresses) for one in read)
        known = sum(1 for one in read if one.known)
        words = ngettext("{count} letter read.", "{count} letters read.", len(read)).format(count=len(read))
        words += " " + ngettext(
            "{count} person gets no more letters from now on.", "{count} people get no more letters from now on.", stopped
        ).format(count=stopped)
        more = ngettext("{count} had been read before.", "{count} had been read before.", known).format(count=known)
        self._note.show_words(words, more if known else "")
        self.stored.emit(changes.PEOPLE)

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._note.show_error(error)

    def _rest(self) -> None:
        self._bar.stop()
        self._read.setEnabled(True)

    def _ask_for_files(self) -> None:
        kinds = _("Letters (*.eml *.msg *.txt);;All files (*)")
        paths, _filter = QFileDialog.getOpenFileNames(self, _("Letters that came back"), "", kinds)
        if paths:
            self.heed([Path(path) for path in paths])

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def _on_read(self, shown: Shown) -> None:
        now, zone = self.workspace.clock(), self.workspace.zone
        clear(self._boxes)
        for box in shown.mailboxes:
            line = StateLine()
            line.show_state(*mailbox_line(box, now, zone))
            self._boxes.addWidget(line)
        self._state.setVisible(bool(shown.mailboxes))
        clear(self._rows)
        for letter in shown.letters[: self._most]:
            self._rows.addWidget(self._row(letter))
        any_at_all = bool(shown.counts)
        self._card.setVisible(bool(shown.letters))
        self._kinds.setVisible(any_at_all)
        self._more.setVisible(len(shown.letters) > self._most)
        self._empty.setVisible(not shown.letters and (any_at_all or bool(shown.mailboxes)))
        self._unread.setVisible(not any_at_all and not shown.mailboxes)

    def _row(self, letter: LetterIn) -> QWidget:
        now, zone = self.workspace.clock(), self.workspace.zone
        made = QWidget()
        who = letter.address or _("(nobody named)")
        line = StateLine()
        about = _("“{issue}”, {when}").format(issue=letter.issue_name, when=when(letter.received, now, zone))
        line.show_state("text", DRAWINGS.get(letter.kind, "mail"), f"{who} · {what_it_said(letter)}")
        done = label(what_was_done(letter, now, zone), "muted", wrap=True)
        done.setContentsMargins(30, 0, 0, 0)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(done)
        caption = label(about if letter.issue_name else when(letter.received, now, zone), "caption", wrap=True)
        caption.setContentsMargins(30, 0, 0, 0)
        column.addWidget(caption)
        if letter.can_undo:
            undo = button(_("Write to them again"), lambda: self._undo(letter), kind="link", tip=_("The report was wrong"))
            undo.setAccessibleName(_("Write to {address} again").format(address=letter.address))
            line.add_button(undo)
        return made

    def _on_kind(self) -> None:
        self._most = AT_ONCE
        self.refresh()

    def _on_more(self) -> None:
        self._most += AT_ONCE * 5
        self.refresh()

    def _undo(self, letter: LetterIn) -> None:
        workspace = self.workspace

        def undone(_letter: LetterIn) -> None:
            self.said.emit(_("{address} is written to again.").format(address=letter.address))
            self.stored.emit(changes.PEOPLE)
            self.stored.emit(changes.CAMPAIGNS)

        self.jobs.write(
            lambda: letters_in.undo(workspace.engine, workspace.clock, letter.id), undone, self._note.show_error, owner=self
        )
