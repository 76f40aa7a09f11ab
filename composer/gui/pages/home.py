"""Issues: the desk one starts from. The next issue first, then what is being written, then what went out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words, month_name
from composer.delivery.schedule import Standing, standing
from composer.document.letter_words import letter_words
from composer.document.store import IssueSummary
from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.desk import Desk, SentIssue, read_desk
from composer.gui.icons import icon
from composer.gui.pages.page import Page, Wish
from composer.gui.theme import mark
from composer.gui.thumbnails import Thumbnails
from composer.gui.widgets.buttons import button
from composer.gui.widgets.issue_card import CARD, IssueCard
from composer.gui.widgets.labels import label
from composer.gui.widgets.new_things import NewThings
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import N_, _, ngettext
from composer.picking import default_issue_name, next_issue_name

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

GAP = 16
SHOWN_AT_ONCE = 24


class HomePage(Page):
    """Reads the desk in a job; builds cards from it; knows nothing of how an issue is written or sent."""

    title = N_("Issues")
    icon = "newspaper"
    depends_on = frozenset({changes.ISSUES, changes.CAMPAIGNS, changes.BRAND, changes.SHELF})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._desk: Desk | None = None
        self._cards: list[tuple[QGridLayout, list[IssueCard]]] = []
        self._by_issue: dict[str, IssueCard] = {}
        self._all_sent = False
        self._columns = 0
        self._thumbnails = Thumbnails(workspace, jobs, CARD, self)
        self._thumbnails.ready.connect(self._on_thumbnail)
        self._scroll = scrolled()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def show_argument(self, argument: object) -> None:
        """A ``.newsletter`` file: it is taken in and opened."""
        if isinstance(argument, Path):
            self.open_file(argument)

    def refresh(self) -> None:
        workspace = self.workspace
        self.jobs.submit(lambda: read_desk(workspace), self._on_desk, newest="desk", owner=self)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {}

    def panes(self) -> list[QWidget]:
        first = [cards[0] for _grid, cards in self._cards if cards]
        return [self._next_button, *first] if self._desk is not None and self._desk.newsletter is not None else []

    def let_go(self) -> None:
        self._thumbnails.let_go()

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def _on_desk(self, desk: Desk) -> None:
        if desk.newsletter is None:
            self.wished.emit(Wish.SHOW_PLACE, "first_run")
            return
        self._desk = desk
        focused = self.window().focusWidget()
        had_focus = focused is self or (focused is not None and self.isAncestorOf(focused))
        self._cards, self._by_issue = [], {}
        content = QWidget()
        mark(content, surface="window")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(label(desk.newsletter.name or _("Issues"), "page-title"))
        column.addWidget(self._hero(desk))
        if desk.newest:
            today = self.workspace.clock().astimezone(self.workspace.zone).date()
            column.addWidget(NewThings(desk.newest, desk.new_items, today, lambda: self._next_button.click()))
        if desk.drafts:
            column.addSpacing(8)
            column.addWidget(label(_("Being written"), "pane-title"))
            column.addLayout(self._grid([(issue, self._draft_caption(issue, desk)) for issue in desk.drafts[:SHOWN_AT_ONCE]]))
        if desk.sent:
            column.addSpacing(8)
            column.addWidget(label(_("Sent"), "pane-title"))
            shown = desk.sent if self._all_sent else desk.sent[:SHOWN_AT_ONCE]
            column.addLayout(self._grid([(row.issue, sent_caption(row)) for row in shown]))
            if len(shown) < len(desk.sent):
                column.addWidget(
                    button(_("Show all {count}").format(count=len(desk.sent)), self._show_all), 0, Qt.AlignmentFlag.AlignLeft
                )
        column.addStretch(1)
        column.addLayout(self._foot(desk))
        self._scroll.setWidget(content)
        self._columns = 0
        self._arrange()
        self._thumbnails.want(list(self._by_issue))
        if had_focus:
            self._next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.handlers_changed.emit()

    def _hero(self, desk: Desk) -> QFrame:
        """The one obvious next step."""
        frame = QFrame()
        mark(frame, surface="card")
        words = QVBoxLayout()
        words.setSpacing(4)
        before = desk.sent[0].issue if desk.sent else None
        begun = next((draft for draft in desk.drafts if before is None or draft.made > before.made), None)
        now = self.workspace.clock()
        with letter_words(desk.newsletter.brand) if desk.newsletter is not None else nullcontext():
            name = next_issue_name(before.name, now) if before is not None else default_issue_name(now)
        if begun is not None:
            name = begun.name or begun.subject or name
        words.addWidget(label(name, "hero", wrap=True))
        new = ngettext("{count} new thing", "{count} new things", desk.new_items).format(count=desk.new_items)
        new = new if desk.new_items else _("nothing new yet")
        if begun is not None:
            line = _("You have begun it. To choose from: {new}.")
        elif before is not None:
            line = _("Like “{before}”, with {new} to choose from.")
        else:
            line = _("Your first issue, with {new} to choose from.")
        words.addWidget(label(line.format(new=new, before=before.name if before is not None else ""), "muted", wrap=True))
        if begun is not None:
            go_on = partial(self.wished.emit, Wish.OPEN_ISSUE, begun.id)
            self._next_button = button(_("Go on writing"), go_on, kind="primary", icon="square-pen")
        else:
            self._next_button = button(_("Start this issue"), self._start_next, kind="primary", icon="plus")
        row = QHBoxLayout(frame)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self._next_button)
        return frame

    def _draft_caption(self, issue: IssueSummary, desk: Desk) -> str:
        starts = desk.scheduled.get(issue.id)
        if starts is not None:
            local = starts.astimezone(self.workspace.zone)
            if standing(starts, self.workspace.clock()) is Standing.MISSED:
                return _("missed its time")
            return _("goes {day}, {time}").format(day=short_day(local, self.workspace.clock()), time=f"{local:%H:%M}")
        if who := desk.elsewhere.get(issue.id, ""):
            return _("{who} has it open").format(who=who)
        changed = short_day(issue.changed.astimezone(self.workspace.zone), self.workspace.clock())
        parts = ngettext("{count} part", "{count} parts", issue.blocks).format(count=issue.blocks)
        return _("{parts}, changed {day}").format(parts=parts, day=changed)

    def _grid(self, rows: Sequence[tuple[IssueSummary, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        made = []
        for issue, caption in rows:
            card = IssueCard(issue.id, issue.name or issue.subject or _("Without a name"), caption)
            card.opened.connect(self._on_opened)
            card.menu_wanted.connect(self._show_menu)
            made.append(card)
            self._by_issue[issue.id] = card
        self._cards.append((grid, made))
        return grid

    def _foot(self, desk: Desk) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button(_("Empty issue"), self._start_empty, kind="quiet", icon="file"))
        row.addWidget(button(_("Open a .newsletter file…"), self._open_file, kind="quiet", icon="folder-open"))
        if desk.binned:
            words = ngettext("{count} issue in the bin", "{count} issues in the bin", len(desk.binned)).format(
                count=len(desk.binned)
            )
            made = button(words, kind="quiet", icon="trash-2")
            menu = QMenu(made)
            for issue in desk.binned[:SHOWN_AT_ONCE]:
                menu.addAction(_("Put back “{name}”").format(name=issue.name or issue.subject), partial(self._put_back, issue.id))
            made.setMenu(menu)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, (self.width() - 48 + GAP) // (CARD.width() + GAP))
        if columns == self._columns:
            return
        self._columns = columns
        for grid, cards in self._cards:
            for at, card in enumerate(cards):
                grid.addWidget(card, at // columns, at % columns)

    def _on_thumbnail(self, issue_id: str, picture: QImage) -> None:
        if issue_id in self._by_issue:
            self._by_issue[issue_id].set_picture(picture)

    def _show_all(self) -> None:
        self._all_sent = True
        if self._desk is not None:
            self._on_desk(self._desk)

    # -- doing ------------------------------------------------------------------------------------------------------------------

    def _start_next(self) -> None:
        self.wished.emit(Wish.NEW_ISSUE, None)

    def _start_empty(self) -> None:
        self.wished.emit(Wish.NEW_ISSUE, "")

    def _sent(self, issue_id: str) -> SentIssue | None:
        rows = self._desk.sent if self._desk is not None else ()
        return next((row for row in rows if row.issue.id == issue_id), None)

    def _on_opened(self, issue_id: str) -> None:
        sent = self._sent(issue_id)
        if sent is not None:
            self.wished.emit(Wish.REPORT, sent.campaign.id)
        else:
            self.wished.emit(Wish.OPEN_ISSUE, issue_id)

    def _show_menu(self, issue_id: str, at: QPoint) -> None:
        menu = self.menu_for(issue_id)
        menu.popup(at)

    def menu_for(self, issue_id: str) -> QMenu:
        """What can be done with an issue."""
        menu = QMenu(self)
        sent = self._sent(issue_id)
        if sent is not None:
            menu.addAction(icon("history"), _("See how it went"), partial(self._on_opened, issue_id))
        else:
            menu.addAction(icon("square-pen"), _("Go on writing"), partial(self._on_opened, issue_id))
        menu.addAction(icon("plus"), _("New issue like this one"), partial(self.wished.emit, Wish.NEW_ISSUE, issue_id))
        menu.addAction(icon("download"), _("Save as a .newsletter file…"), partial(self._save_file, issue_id))
        menu.addSeparator()
        menu.addAction(icon("trash-2"), _("Move to the bin"), partial(self._delete, issue_id))
        return menu

    def _delete(self, issue_id: str) -> None:
        documents = self.workspace.documents
        self.jobs.write(
            lambda: documents.delete(issue_id), lambda _none: self._after(_("Moved to the bin for 30 days.")), owner=self
        )

    def _put_back(self, issue_id: str) -> None:
        documents = self.workspace.documents
        self.jobs.write(lambda: documents.undelete(issue_id), lambda _none: self._after(_("It is back.")), owner=self)

    def _after(self, words: str) -> None:
        self.said.emit(words)
        self.stored.emit(changes.ISSUES)

    def _save_file(self, issue_id: str) -> None:
        suggested = self._by_issue[issue_id].accessibleName() and f"{issue_id}.newsletter"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the issue"), suggested, _("Newsletter issues (*.newsletter)"))
        if path:
            self.save_file(issue_id, Path(path))

    def save_file(self, issue_id: str, path: Path) -> None:
        """Write the issue as a file for a colleague."""
        from composer.document.issue_file import write_issue_file

        workspace = self.workspace
        self.jobs.submit(
            lambda: write_issue_file(path, workspace.documents.issue(issue_id), workspace.pictures),
            lambda _none: self.said.emit(_("Saved as {name}.").format(name=path.name)),
            self._on_failed,
            owner=self,
        )

    def _open_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Open an issue"), "", _("Newsletter issues (*.newsletter)"))
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Take in a colleague's issue; one that is here already comes in as a copy."""
        workspace = self.workspace

        def take_in() -> str:
            import msgspec

            from composer.blocks.block import new_id
            from composer.document.issue_file import read_issue_file
            from composer.publishing.belonging import as_one_of_ours

            issue = as_one_of_ours(workspace, read_issue_file(path, workspace.pictures))
            return workspace.documents.create(msgspec.structs.replace(issue, id=new_id())).issue.id

        self.jobs.write(take_in, self._on_taken_in, self._on_failed, owner=self)

    def _on_taken_in(self, issue_id: str) -> None:
        self.stored.emit(changes.ISSUES)
        self.wished.emit(Wish.OPEN_ISSUE, issue_id)

    def _on_failed(self, error: ComposerError) -> None:
        self.troubled.emit(error)


def short_day(day: datetime, now: datetime) -> str:
    """“23 November”; where it is of another year with that, and the month shortened: there is room for thirty letters."""
    return f"{day.day} {month_name(day.month)}" if day.year == now.year else f"{day.day} {month_name(day.month)[:3]} {day.year}"


def sent_caption(row: SentIssue) -> str:
    """“3 December 2026, 412 people”."""
    moment = row.campaign.finished or row.campaign.made
    people = ngettext("{count} person", "{count} people", row.counts.sent).format(count=row.counts.sent)
    return _("{day}, {people}").format(day=day_in_words(moment.astimezone(), weekday=False), people=people)
