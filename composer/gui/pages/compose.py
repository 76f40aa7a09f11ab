"""The composer: what's new on the left, this issue in the middle, the preview on the right, the checks at the foot.

It connects one :class:`IssueSession` with its panes and knows none of their insides: every change is an edit given to the
session, everything shown follows from ``issue_changed``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.document.issue import Issue
from composer.document.plain_edits import SetPlainWords
from composer.document.spare_copies import SpareCopies
from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.autosave import AutoSave
from composer.gui.editor.adding import Adding
from composer.gui.editor.arrange_pane import ArrangePane
from composer.gui.editor.changing import FORM, HEADER, Changing
from composer.gui.editor.check_bar import CheckBar
from composer.gui.editor.checking import Checked, Checking
from composer.gui.editor.copying import Copying
from composer.gui.editor.finding_lead import FindingLead
from composer.gui.editor.handing_out import HandingOut
from composer.gui.editor.holding import Holding
from composer.gui.editor.issue_desk import Opened, open_issue, open_latest, start_issue
from composer.gui.editor.issue_header import IssueHeader
from composer.gui.editor.leading import Leading
from composer.gui.editor.legal_lines import take_missing_lines
from composer.gui.editor.look_desk import LookDesk
from composer.gui.editor.looking_back import LookingBack
from composer.gui.editor.looking_up import LookingUp
from composer.gui.editor.mending import Mending
from composer.gui.editor.panes import Panes
from composer.gui.editor.picture_tools import picture_tools
from composer.gui.editor.reading import Reading
from composer.gui.editor.saving_sections import SavingSections
from composer.gui.editor.whats_new import WhatsNew
from composer.gui.editor.writing import WRITING
from composer.gui.models.tile_pictures import SIDE, TilePictures
from composer.gui.pages.page import Page, Wish
from composer.gui.preview.pane import PreviewPane
from composer.gui.session import IssueSession
from composer.gui.theme import active_theme
from composer.gui.window_memory import window_memory
from composer.i18n import N_, _
from composer.publishing.picked import picture_bytes, picture_of

if TYPE_CHECKING:
    from composer.blocks.fields import Picture
    from composer.gui.jobs import Jobs
    from composer.library.item import Item
    from composer.rendering.rendered import Rendered
    from composer.workspace import Workspace

_STATES = {
    "saved": ("cloud-check", N_("All changes saved"), "muted"),
    "unsaved": ("pencil", N_("Saving…"), "muted"),
    "failed": ("triangle-alert", N_("Not saved yet"), "warn"),
}


class ComposePage(Page):
    """Shown with ``("open", issue id)`` or ``("new", issue id | "" | None)``, see :func:`start_issue`."""

    title = N_("Composer")
    icon = "square-pen"
    depends_on = frozenset({changes.SHELF, changes.SOURCES, changes.CAMPAIGNS, changes.BRAND, changes.PEOPLE})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        active_theme().dressing.dress_inside(self)
        self.autosave: AutoSave | None = None
        self._opening, self._can = False, (False, False)
        self._dropped_at = -1
        self._checked_with: Rendered | None = None
        self.tiles = TilePictures(
            jobs,
            picture=lambda picture: workspace.pictures.thumbnail(picture, SIDE, SIDE),
            download=lambda address: picture_bytes(workspace, address),
            parent=self,
        )
        self.header = IssueHeader(self)
        self.whats_new = WhatsNew(workspace, jobs, self.tiles, self)
        self.arrange = ArrangePane(picture_tools(workspace, jobs, self.tiles, self), self)
        self.outline = self.arrange.outline
        self.preview = PreviewPane(workspace, jobs, self)
        self.check_bar = CheckBar(self)
        self.changing = Changing(self.outline, self)
        self.adding = Adding(lambda item: picture_of(workspace, item), jobs, self)
        self.reading = Reading(workspace, jobs, self)
        self.looking_up = LookingUp(workspace, jobs, self)
        self.lead = FindingLead(self.check_bar, self.outline)
        self.mending = Mending(self.changing, self.outline, workspace, jobs)
        self.checking = Checking(workspace, jobs, self)
        self.panes_widget = Panes(self.whats_new, self.arrange, self.preview, window_memory(workspace.folder), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        self.holding = Holding(workspace, jobs, (self.header, self.whats_new, self.arrange), self)
        column.addWidget(self.holding.bar)
        column.addWidget(self.header)
        column.addWidget(self.panes_widget, 1)
        column.addWidget(self.check_bar)
        self.copying = Copying(self.outline, self.changing)
        self.copying.troubled.connect(self.troubled)
        self.copying.said.connect(self.said)
        self.handing_out = HandingOut(self.changing, workspace, jobs, self.tiles, self)
        self.handing_out.offered.connect(self.offered)
        self.sections = SavingSections(self.changing, self.arrange, workspace, jobs, self)
        self.sections.offered.connect(self.offered)
        self.sections.said.connect(self.said)
        self.sections.troubled.connect(self.troubled)
        self.looking_back = LookingBack(self.arrange, self.changing, jobs, workspace.clock)
        self.looking_back.offered.connect(self.offered)
        self.arrange.history_opened.connect(self.looking_back.open)
        self.leading = Leading(self.header, self.panes_widget, self.changing, self.check_bar)
        self.leading.show_on(self.whats_new, self.arrange)
        self.leading.said.connect(self.said)
        self.leading.offered.connect(self.offered)
        self.look_desk = LookDesk(self.arrange, self.changing, workspace, jobs, self)
        self._connect_panes()
        self._connect_work()
        self.setEnabled(False)

    def _connect_panes(self) -> None:
        self.header.header_edited.connect(self.changing.set_header)
        self.header.undo_wanted.connect(self.changing.undo)
        self.header.redo_wanted.connect(self.changing.redo)
        self.header.keys_wanted.connect(lambda: self.wished.emit(Wish.KEYS, ""))
        self.header.test_wanted.connect(lambda: self._go(Wish.SEND_TEST))
        self.header.review_wanted.connect(lambda: self._go(Wish.REVIEW))
        self.header.suggestions_wanted.connect(self._suggest)
        self.header.left_downwards.connect(self.leading.to_whats_new)
        self.whats_new.add_wanted.connect(self._add_items)
        self.whats_new.remove_wanted.connect(lambda ids: self.changing.take_out(self.whats_new.model.items(ids)))
        self.whats_new.link_line_wanted.connect(self.changing.add_link_line)
        self.whats_new.read_wanted.connect(self.reading.read_address)
        self.whats_new.refresh_wanted.connect(self.reading.read_or_stop)
        self.whats_new.troubled.connect(self.troubled)
        self.whats_new.stored.connect(self.stored)
        self.whats_new.offered.connect(self.offered)
        self.arrange.block_wanted.connect(self.changing.insert)
        self.arrange.look_opened.connect(self._show_look)
        self.arrange.preview_toggled.connect(self.panes_widget.toggle_preview)
        self.outline.items_dropped.connect(self._add_items)
        self.outline.opened.connect(self._on_opened_block)
        self.outline.words_wanted.connect(self._take_words)
        self.outline.look_up_wanted.connect(lambda: self.looking_up.look_up(self.changing.issue))
        self.preview.block_clicked.connect(self.leading.to_block)
        self.preview.words_written.connect(lambda block_id, words: self.changing.edit(SetPlainWords(block_id, words)))
        self.preview.rendered.connect(self._on_rendered)
        self.panes_widget.mode_changed.connect(self._on_mode)
        self.panes_widget.preview_shown.connect(self.arrange.preview_button.setChecked)
        self._on_mode(self.panes_widget.mode)

    def _connect_work(self) -> None:
        workspace = self.workspace
        self.changing.offered.connect(self.offered)
        self.adding.ready.connect(self._on_items_ready)
        self.adding.working_changed.connect(self.whats_new.model.set_working)
        self.reading.show_on(self.whats_new)
        self.reading.said.connect(self.said)
        self.reading.stored.connect(self.stored)
        self.reading.troubled.connect(self.troubled)
        self.check_bar.shown.connect(self.leading.to_finding)
        self.check_bar.fix_wanted.connect(self.leading.mend)
        self.checking.checked.connect(self._on_checked)
        self.reading.sources_read.connect(lambda: self.looking_up.look_up(self.changing.issue))
        self.looking_up.show_on(self.whats_new.bar)
        self.looking_up.said.connect(self.said)
        self.looking_up.troubled.connect(self.troubled)
        self.looking_up.found.connect(self._recheck)
        self.holding.open_wanted.connect(lambda known, over: self._open(lambda: open_issue(workspace, known, over=over)))

    # -- what the window asks for -----------------------------------------------------------------------------------------------

    @property
    def session(self) -> IssueSession | None:
        """The open issue's session."""
        return self.changing.session

    def show_argument(self, argument: object) -> None:
        if not isinstance(argument, tuple):
            return
        workspace = self.workspace
        what, issue_id = argument
        if what == "mend":
            self.mending.mend_from_afar(self.autosave, *issue_id)
        if what == "finding":
            what, (issue_id, *finding) = "open", issue_id
            self.lead.want(*finding)
            self._recheck()
        if what == "open" and (self.session is None or self.session.issue.id != issue_id):
            self._open(lambda: open_issue(workspace, issue_id))
        elif what == "new":
            self._open(lambda: start_issue(workspace, issue_id))

    def refresh(self) -> None:
        workspace = self.workspace
        if self.session is not None:
            self.whats_new.reload()
            self._refresh_preview()
            self._recheck()
            take_missing_lines(self.changing, workspace, self.jobs)
        elif not self._opening:
            self._open(lambda: open_latest(workspace))

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        if self.session is None:
            return {}
        made: dict[str, Callable[[], None]] = {
            "find": lambda: self.leading.bring_pick(self.whats_new.focus_search),
            "paste_link": lambda: self.leading.bring_pick(self.whats_new.ask_link),
            "read_sources": self.reading.read_sources,
            "send_test": lambda: self._go(Wish.SEND_TEST),
            "review": lambda: self._go(Wish.REVIEW),
            "add_block": self.leading.add_block,
            "greeting": self.leading.to_greeting,
            "subject": self.leading.to_subject,
            "look": self._show_look,
            "history": self._show_history,
            "preview": self.panes_widget.toggle_preview,
            "next_preview": self.preview.next_look,
            "zoom_in": lambda: self.preview.zoom_by(1),
            "zoom_out": lambda: self.preview.zoom_by(-1),
            "zoom_reset": lambda: self.preview.zoom_by(0),
            "next_check": lambda: self.check_bar.walk(1),
            "previous_check": lambda: self.check_bar.walk(-1),
            "duplicate": lambda: self.changing.duplicate(self.outline.chosen_blocks()),
            "remove": lambda: self.changing.remove_several(self.outline.chosen_blocks()),
            "cut_block": self.copying.cut,
            "copy_block": self.copying.copy,
            "paste_block": self.copying.paste,
            "move_up": lambda: self.changing.step(-1),
            "move_down": lambda: self.changing.step(1),
            "move_first": lambda: self.changing.move_several(self.outline.chosen_blocks(), 0),
            "move_last": lambda: self.changing.move_several(self.outline.chosen_blocks(), len(self.changing.issue.blocks)),
            **self.handing_out.handlers(),
            **self.sections.handlers(),
            **WRITING,
        }
        if self.session.history.can_undo:
            made["undo"] = self.changing.undo
        if self.session.history.can_redo:
            made["redo"] = self.changing.redo
        return made

    def panes(self) -> list[QWidget]:
        return [self.header.subject, self.whats_new.list, self.outline.focus_current(), self.preview, self.check_bar]

    def may_leave(self) -> bool:
        error = self.autosave.flush() if self.autosave is not None else None
        if error is not None:
            self.troubled.emit(error)
        return error is None

    def let_go(self) -> None:
        self.look_desk.thumbnails.let_go()
        self.preview.close_engine()

    # -- opening ----------------------------------------------------------------------------------------------------------------

    def _open(self, read: Callable[[], Opened | None]) -> None:
        if self.may_leave():
            self._opening = True
            self.jobs.write(read, self._on_opened_issue, self._on_open_failed, owner=self)

    def _on_open_failed(self, error: ComposerError) -> None:
        self._opening = False
        self.troubled.emit(error)

    def _on_opened_issue(self, opened: Opened | None) -> None:
        self._opening = False
        if opened is None:
            self.wished.emit(Wish.SHOW_PLACE, "issues")
            return
        if self.session is not None:
            self.session.deleteLater()
        session = IssueSession(opened.history, opened.newsletter, self.workspace.clock, self)
        self.changing.session = session
        self.autosave = AutoSave(session, self.workspace.documents, self.jobs, SpareCopies(self.workspace.folder))
        self.autosave.state_changed.connect(self._on_save_state)
        self.autosave.failed.connect(self.troubled)
        self.autosave.written.connect(lambda: self.stored.emit(changes.ISSUES))
        session.issue_changed.connect(self._on_issue_changed)
        self.holding.opened(session, self.autosave, opened.held)
        self.setEnabled(True)
        self._on_save_state("saved")
        self.check_bar.show_findings((), 0)
        self.whats_new.set_list(opened.newsletter.usual_list if opened.newsletter else "")
        self._refresh_preview()
        self._on_issue_changed(session.issue, session.revision, "")
        if opened.fresh:
            self.stored.emit(changes.ISSUES)
        self.leading.to_whats_new()
        self.sections.read()
        self.handlers_changed.emit()

    def _refresh_preview(self) -> None:
        newsletter = self.session.newsletter if self.session is not None else None
        self.preview.refresh(newsletter.usual_list if newsletter is not None else "")

    # -- the issue changed ------------------------------------------------------------------------------------------------------

    def _on_issue_changed(self, issue: Issue, revision: int, origin: str) -> None:
        if self.session is None:
            return
        self.preview.show_issue(issue, revision)  # first: it is made while the rest is shown
        if origin != HEADER:
            self.header.show_issue(issue)
        self.arrange.show_issue(issue, echo_of=origin.removeprefix(FORM) if origin.startswith(FORM) else "")
        self.whats_new.set_in_issue(issue.items())
        self.whats_new.set_planned(issue.planned)
        self.looking_back.refresh()
        history = self.session.history
        self.header.show_undo(history.undo_label, history.redo_label)
        if (history.can_undo, history.can_redo) != self._can:
            self._can = (history.can_undo, history.can_redo)
            self.handlers_changed.emit()

    def _on_rendered(self, rendered: Rendered, revision: int) -> None:
        session = self.session
        if session is not None and revision == session.revision:
            self._checked_with = rendered
            self.checking.check(session.issue, rendered, session.newsletter)

    def _on_checked(self, checked: Checked) -> None:
        self.check_bar.show_findings(checked.findings, checked.passed)
        self.check_bar.show_figures(checked.figures)
        worst = {finding.block: finding.message for finding in reversed(checked.findings) if finding.stands_out}
        self.outline.set_troubles(worst)
        self.outline.set_drifts(checked.drifts)
        self.lead.lead(checked.findings)

    def _recheck(self) -> None:
        """Check the issue again as it stands: what is known of its sources changed."""
        if self.session is not None and self._checked_with is not None:
            self.checking.check(self.session.issue, self._checked_with, self.session.newsletter)

    def _on_save_state(self, state: str) -> None:
        drawing, words, colour = _STATES[state]
        self.state_changed.emit(drawing, _(words), colour)

    # -- going places -----------------------------------------------------------------------------------------------------------

    def _go(self, wish: Wish) -> None:
        """Whoever reads the issue from the store next must find it as it stands here."""
        if self.session is not None and self.may_leave():
            self.wished.emit(wish, self.session.issue.id)

    def _show_look(self) -> None:
        """The templates, each with a picture of this very issue."""
        self.panes_widget.bring("arrange")
        self.look_desk.open()

    def _show_history(self) -> None:
        self.panes_widget.bring("arrange")
        self.looking_back.open()

    def _suggest(self) -> None:
        from composer.picking import subject_suggestions

        self.header.show_suggestions(subject_suggestions(self.changing.issue))

    def _add_items(self, item_ids: list[str], at: int = -1) -> None:
        self._dropped_at = at
        self.adding.add(self.whats_new.model.items(item_ids))

    def _on_items_ready(self, pairs: list[tuple[Item, Picture]]) -> None:
        at, self._dropped_at = self._dropped_at, -1
        self.changing.place(pairs, at)

    def _take_words(self, block_id: str, what: str) -> None:
        """Words from the block's source again; the item is read off the GUI thread."""
        shelf, item_id = self.workspace.shelf, str(getattr(self.changing.issue.block(block_id), "item", ""))
        if item_id:
            self.jobs.submit(lambda: shelf.get(item_id), lambda item: self.changing.take_words(block_id, item, what), owner=self)

    def _on_opened_block(self, block_id: str) -> None:
        if block_id:
            self.preview.scroll_to_block(block_id)
        self.handlers_changed.emit()

    def _on_mode(self, panes: int) -> None:
        self.arrange.preview_button.setVisible(panes == 2)
        self.header.set_compact(panes == 1)
