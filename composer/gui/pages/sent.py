"""Sent: what went out, to whom, how it went, and the letter exactly as it was. Nothing here can be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from composer.gui import changes
from composer.gui.pages.page import Page, Wish
from composer.gui.sending.campaign_model import CampaignModel, SentRow
from composer.gui.sending.deliveries_csv import write_deliveries
from composer.gui.sending.delivery_model import DeliveryModel
from composer.gui.sending.report_view import ReportView
from composer.gui.sending.sent_letter import SentLetterView
from composer.gui.sending.words import STATE_WORDS, people
from composer.gui.sending.year_view import YearView
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.cards import CardDelegate
from composer.gui.widgets.chips import ChipRow
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.scrolled import scrolled
from composer.gui.widgets.spill_row import SpillRow
from composer.i18n import N_, _
from composer.publishing.archive import archive

if TYPE_CHECKING:
    from composer.delivery.campaign import Delivery
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

LIST_WIDTH = 300
LIST_HEIGHT = 84
"""Of the list where it stands above the report: one card, the others are scrolled to."""
NARROW = 820
UNBOUND = 16_777_215
"""Qt's own word for no limit (QWIDGETSIZE_MAX)."""
MOST = 500
"""Campaigns listed."""


def read_sent(workspace: Workspace) -> list[SentRow]:
    """Everything that was sent, newest first; what was taken back before its first letter is not worth a line."""
    practice = {account.name for account in workspace.accounts.all() if account.practice}
    rows = []
    for campaign in workspace.campaigns.all(limit=MOST):
        counts = workspace.campaigns.counts(campaign.id)
        if not campaign.test and not (campaign.state == "cancelled" and not counts.sent and not counts.uncertain):
            rows.append(SentRow(campaign, counts, campaign.account in practice))
    return rows


class SentPage(Page):
    """The list of campaigns, and the chosen one: its report, its letter, everyone's row."""

    title = N_("Sent")
    icon = "history"
    depends_on = frozenset({changes.CAMPAIGNS, changes.ACCOUNTS})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._wanted = ""
        self._row: SentRow | None = None
        self._state = ""
        self._any = False
        self._build()

    # -- what the window asks for ----------------------------------------------------------------------

    def show_argument(self, argument: object) -> None:
        """A campaign's id."""
        self._wanted = str(argument or "")
        self._ways.set_value("each")
        self._tabs.set_value("report")
        self._on_tab("report")
        self.stale = True

    def refresh(self) -> None:
        """Read what was sent."""
        workspace = self.workspace
        self.jobs.submit(lambda: read_sent(workspace), self._on_rows, newest="sent", owner=self)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """No action of the table belongs here."""
        return {}

    def panes(self) -> list[QWidget]:
        """The list, the way of looking, what is looked at."""
        if self._year_sheet.isVisible():
            return [self._ways, self._year]
        sheet = self._sheets.currentWidget()
        return [self._list, self._tabs, *([sheet] if sheet is not None else [])]

    def let_go(self) -> None:
        """The web engine goes in its order."""
        self._letter.letter.close_engine()

    # -- building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._model = CampaignModel(self.workspace.zone, self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(CardDelegate(self._list))
        self._list.setAccessibleName(_("What was sent"))
        self._list.setProperty("own_ring", True)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.selectionModel().currentChanged.connect(self._on_chosen)
        self._list.setFixedWidth(LIST_WIDTH)

        self._name = ElidedLabel("", "page-title")
        self._tabs = Segments([("report", _("Report")), ("letter", _("The letter")), ("people", _("Everyone"))], name=_("Show"))
        self._tabs.set_value("report")
        self._tabs.chosen.connect(self._on_tab)
        self._mailbox = button(_("Open the practice mailbox"), self._open_mailbox, icon="folder-open")
        self._table_button = button(_("Save as a table…"), self._save_table, icon="file-spreadsheet")
        self._folder_button = button(
            _("Keep as a folder…"),
            self._ask_for_folder,
            icon="folder",
            tip=_("The letter, its pictures and what there is to say of it, for your records. No addresses are in it."),
        )
        self._report = ReportView(self.workspace, self.jobs)
        self._report.go_on_wanted.connect(lambda campaign_id: self.wished.emit(Wish.CAMPAIGN, campaign_id))
        self._report.rest_wanted.connect(lambda issue, lists: self.wished.emit(Wish.REVIEW, ("lists", issue, lists)))
        self._report.stored.connect(self._on_stored)
        self._letter = SentLetterView(self.workspace, self.jobs)
        self._sheets = QStackedWidget()
        # It gives way before the buttons above it do: what it holds is scrolled.
        self._sheets.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._sheets.addWidget(self._scrolled(self._report))
        self._sheets.addWidget(self._letter)
        self._sheets.addWidget(self._everyone())

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        bar = SpillRow([self._tabs], [self._mailbox, self._folder_button, self._table_button], least=760)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addLayout(head)
        right.addWidget(bar)
        right.addWidget(self._sheets, 1)

        self._full = QWidget()
        self._beside = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._list)
        row.addLayout(right, 1)
        self._year = YearView(self.workspace, self.jobs)
        self._year.said.connect(self.said)
        self._year.troubled.connect(self.troubled)
        self._ways = Segments([("each", _("Issue by issue")), ("year", _("The year"))], name=_("Show"))
        self._ways.set_value("each")
        self._ways.chosen.connect(self._on_way)
        self._year_sheet = self._scrolled(self._year)
        self._empty = EmptyState(
            "mail-open",
            _("Nothing has been sent yet"),
            _("What you send is kept here, exactly as it went out, with what became of every letter."),
            _("To the issues"),
            lambda: self.wished.emit(Wish.SHOW_PLACE, "issues"),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(label(_("Sent"), "page-title"), 1)
        top.addWidget(self._ways)
        top.addWidget(button(_("Replies"), lambda: self.wished.emit(Wish.SHOW_PLACE, "replies"), icon="inbox"))
        whole.addLayout(top)
        whole.addWidget(self._full, 1)
        whole.addWidget(self._year_sheet, 1)
        whole.addWidget(self._empty, 1)
        self._full.hide()
        self._year_sheet.hide()
        self._ways.hide()
        self._empty.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < active_theme().room_for(NARROW)
        self._beside.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._name.setVisible(not narrow)  # it stands right above then, in the list
        self._list.setMinimumWidth(0 if narrow else LIST_WIDTH)
        self._list.setMaximumSize(UNBOUND if narrow else LIST_WIDTH, LIST_HEIGHT if narrow else UNBOUND)

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        scroll = scrolled()
        mark(inside, surface="window")
        scroll.setWidget(inside)
        return scroll

    def _everyone(self) -> QWidget:
        self._deliveries = DeliveryModel(self.workspace.clock, self.workspace.zone, self)
        self._deliveries.more_wanted.connect(self._read_more)
        self._chips = ChipRow(_("Show only"))
        self._chips.chosen.connect(self._on_state_chosen)
        self._table = QTableView()
        self._table.setModel(self._deliveries)
        self._table.setAccessibleName(_("Everyone’s letter"))
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(36)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((240, 140, 130)):
            self._table.setColumnWidth(column, width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._table.activated.connect(self._on_person_opened)
        self._table.doubleClicked.connect(self._on_person_opened)
        self._table.selectionModel().currentChanged.connect(lambda *_change: self._draw_person_button())
        self._person_button = button(_("Show their letter"), self._open_current_person, icon="mail-open")
        foot = QHBoxLayout()
        foot.addWidget(self._chips, 1)
        foot.addWidget(self._person_button)
        sheet = QWidget()
        stacked = QVBoxLayout(sheet)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(8)
        stacked.addLayout(foot)
        stacked.addWidget(self._table, 1)
        sheet.setFocusProxy(self._table)
        return sheet

    # -- showing ---------------------------------------------------------------------------------------

    def _on_rows(self, rows: list[SentRow]) -> None:
        chosen = self._wanted or (self._row.campaign.id if self._row is not None else "")
        self._wanted = ""
        self._any = bool(rows)
        self._show_way()
        self._row = None
        self._model.show_rows(rows, self.workspace.clock())
        if rows:
            index = self._model.index_of(chosen)
            index = index if index.isValid() else self._model.index(0)
            self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._list.scrollTo(index)
        self._place_focus()

    def _show_way(self) -> None:
        year = self._any and self._ways.value() == "year"
        self._ways.setVisible(self._any)
        self._full.setVisible(self._any and not year)
        self._year_sheet.setVisible(year)
        self._empty.setVisible(not self._any)
        if year:
            self._year.refresh()

    def _on_way(self, _value: str) -> None:
        self._show_way()

    def _place_focus(self) -> None:
        """The list is where the keyboard comes in, unless one is somewhere on the page already."""
        focused = self.window().focusWidget()
        if self.isVisible() and (focused is None or focused is self or not self.isAncestorOf(focused)):
            target = self._ways if self._year_sheet.isVisible() else self._list if self._any else self._empty
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.row(index)
        if row is None:
            return
        self._row = row
        self._name.setText(row.campaign.issue_name or row.campaign.subject)
        self._mailbox.setVisible(row.practice)
        self._report.show_row(row)
        self._letter.show_letter(row.campaign.id)
        self._state = ""
        counts = row.counts
        options = [("", _("All {people}").format(people=people(counts.total)))]
        for state in ("sent", "failed", "uncertain", "deferred", "queued", "suppressed", "cancelled"):
            count = getattr(counts, state)
            if count and count != counts.total:
                options.append((state, f"{_(STATE_WORDS[state])} {count:,}"))
        self._chips.set_options(options)
        self._chips.set_value("")
        self._deliveries.start(counts.total)
        self._draw_person_button()

    def _on_tab(self, value: str) -> None:
        self._sheets.setCurrentIndex({"report": 0, "letter": 1, "people": 2}[value])

    def _on_stored(self) -> None:
        self.stored.emit(changes.CAMPAIGNS)

    # -- everyone --------------------------------------------------------------------------------------

    def _on_state_chosen(self, state: str) -> None:
        if self._row is not None:
            self._state = state
            self._deliveries.start(getattr(self._row.counts, state) if state else self._row.counts.total)

    def _read_more(self, offset: int, limit: int) -> None:
        if self._row is None:
            return
        campaigns, campaign_id, state = self.workspace.campaigns, self._row.campaign.id, self._state

        def arrived(rows: list[Delivery]) -> None:
            if self._row is not None and (campaign_id, state) == (self._row.campaign.id, self._state):
                self._deliveries.add_rows(offset, rows)

        self.jobs.submit(lambda: campaigns.deliveries(campaign_id, state, offset, limit), arrived, owner=self)

    def _draw_person_button(self) -> None:
        self._person_button.setEnabled(self._deliveries.delivery(self._table.currentIndex()) is not None)

    def _on_person_opened(self, index: QModelIndex) -> None:
        delivery = self._deliveries.delivery(index)
        if delivery is not None and self._row is not None:
            self._letter.show_letter(self._row.campaign.id, delivery)
            self._tabs.set_value("letter")
            self._on_tab("letter")

    def _open_current_person(self) -> None:
        self._on_person_opened(self._table.currentIndex())

    # -- out of the program ----------------------------------------------------------------------------

    def _open_mailbox(self) -> None:
        folder = self.workspace.practice_folder
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.said.emit(_("The practice mailbox is the folder {folder}").format(folder=folder))

    def _ask_for_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where to put the folder"))
        if chosen:
            self.keep_as_folder(Path(chosen))

    def keep_as_folder(self, into: Path) -> None:
        """Write the chosen campaign's letter and facts into a new folder in ``into``."""
        if self._row is None:
            return
        campaigns, campaign_id, zone = self.workspace.campaigns, self._row.campaign.id, self.workspace.zone
        self.jobs.submit(
            lambda: archive(campaigns, campaign_id, into, zone),
            lambda folder: self.said.emit(_("Kept in the folder “{folder}”.").format(folder=folder.name)),
            self.troubled.emit,
            owner=self,
        )

    def _save_table(self) -> None:
        if self._row is None:
            return
        name = f"{self._row.campaign.issue_name or 'newsletter'}.csv".replace("/", "-")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as a table"), name, _("Tables (*.csv)"))
        if chosen:
            self.save_table(Path(chosen))

    def save_table(self, path: Path) -> None:
        """Write what became of every letter of the chosen campaign to ``path``."""
        if self._row is None:
            return
        campaigns, campaign_id, zone = self.workspace.campaigns, self._row.campaign.id, self.workspace.zone
        self.jobs.submit(
            lambda: write_deliveries(path, campaigns, campaign_id, zone),
            lambda count: self.said.emit(_("Saved the rows of {people}.").format(people=people(count))),
            self.troubled.emit,
            owner=self,
        )
