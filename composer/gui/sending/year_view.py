"""The year: every issue's figures and how the lists grew, as plots and tables, and out of the program for the board."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from composer.blocks.dates_in_words import month_name
from composer.gui.sending.fact_rows import Note
from composer.gui.sending.words import short_day
from composer.gui.theme import mark
from composer.gui.widgets.bar_plot import BarPlot
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _, ngettext
from composer.publishing.yearly_report import FIGURES, YearlyReport, as_table, columns, month_columns, yearly_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

ROW_HIGH = 32


class YearView(QWidget):
    """Shows one year. ``said`` and ``troubled`` are the page's own."""

    said = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._report: YearlyReport | None = None
        self._build()

    @property
    def report(self) -> YearlyReport | None:
        """What is shown; None before it was read."""
        return self._report

    def refresh(self) -> None:
        """Read the year that is chosen, off the GUI thread."""
        workspace = self._workspace
        year, list_name = int(self._year.currentData() or 0), str(self._list.currentData() or "")
        self._busy.start()
        self._jobs.submit(
            lambda: yearly_report(workspace, year, list_name=list_name),
            self._on_report,
            self._on_failed,
            newest="year",
            owner=self,
        )

    # -- building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._year = QComboBox()
        self._year.setAccessibleName(_("Year"))
        self._year.activated.connect(lambda _index: self.refresh())
        self._list = QComboBox()
        self._list.setAccessibleName(_("Whose growth"))
        self._list.activated.connect(lambda _index: self.refresh())
        self._table_button = button(_("Save as a table…"), self._save_table, icon="file-spreadsheet")
        self._paper_button = button(_("PDF for the board…"), self._save_pdf, icon="file-down")
        self._busy = ThinBar(_("Counting the year"))
        self._sentence = label("", "strong", wrap=True)
        self._sentence.setMinimumHeight(36)
        self._rehearsals = Note("info", "mailbox")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._year)
        head.addWidget(self._sentence, 1)
        head.addWidget(self._table_button)
        head.addWidget(self._paper_button)
        self._letters = BarPlot(_("Letters delivered, issue by issue"))
        self._issues = _table(_("The issues of the year"))
        self._people = BarPlot(_("People at the end of each month"))
        self._months = _table(_("Who joined and who left, month by month"))
        self._issue_card = _card(
            label(_("Letters delivered, issue by issue"), "strong"),
            self._letters,
            self._issues,
            label(
                _(
                    "Delivered means that the mail server took the letter. Unsubscribed, complained and returned are counted "
                    "until the next issue. Who opened it is not counted: that would need a hidden picture in every letter."
                ),
                "caption",
                wrap=True,
            ),
        )
        growing = QWidget()
        row = QHBoxLayout(growing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(_("How the lists grew"), "strong"), 1)
        row.addWidget(self._list)
        self._growth_card = _card(
            growing,
            self._people,
            self._months,
            label(
                _("Reckoned back from the people there are today; nothing is kept of those whose record was deleted."),
                "caption",
                wrap=True,
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._busy)
        for part in (self._rehearsals, self._issue_card, self._growth_card):
            column.addWidget(part)
        column.addStretch(1)
        self._issue_card.hide()
        self._growth_card.hide()
        self.setFocusProxy(self._table_button)

    # -- showing ---------------------------------------------------------------------------------------

    def _on_report(self, report: YearlyReport) -> None:
        self._busy.stop()
        self._report = report
        _fill(self._year, [(str(year), year) for year in report.years], report.year)
        _fill(self._list, [(_("Everybody"), ""), *((name, name) for name in report.lists)], report.list_name)
        zone = self._workspace.zone
        self._sentence.setText(in_a_sentence(report))
        self._rehearsals.say(
            ngettext(
                "{count} rehearsal to the practice mailbox is not counted.",
                "{count} rehearsals to the practice mailbox are not counted.",
                report.rehearsals,
            ).format(count=report.rehearsals)
            if report.rehearsals
            else ""
        )
        self._issue_card.setVisible(bool(report.sendings))
        days = [short_day(one.at.astimezone(zone)).partition(" ")[2] for one in report.sendings]
        self._letters.show_bars([one.sent for one in report.sendings], days)
        rows: list[tuple[str | int, ...]] = [
            (one.issue_name or one.subject, day, ", ".join(one.lists), *(int(getattr(one, what)) for what in FIGURES))
            for one, day in zip(report.sendings, days, strict=True)
        ]
        if len(rows) > 1:
            rows.append((_("Together"), "", "", *(report.total(what) for what in FIGURES)))
        _show(self._issues, columns(), rows)
        for column, what in enumerate(
            FIGURES, start=len(columns()) - len(FIGURES)
        ):  # what never happened leaves its room to names
            self._issues.setColumnHidden(column, what not in ("people", "sent", "failed") and not report.total(what))
        self._growth_card.setVisible(any(month.people or month.joined or month.left for month in report.months))
        names = [month_name(month.starts.month) for month in report.months]
        self._people.show_bars([month.people for month in report.months], [name[:3] for name in names])
        _show(
            self._months,
            month_columns(),
            [(name, month.joined, month.left, month.people) for name, month in zip(names, report.months, strict=True)],
        )

    def _on_failed(self, error: Exception) -> None:
        self._busy.stop()
        self.troubled.emit(error)

    # -- out of the program ----------------------------------------------------------------------------

    def _save_table(self) -> None:
        self._ask(_("Save as a table"), "csv", _("Tables (*.csv)"))

    def _save_pdf(self) -> None:
        self._ask(_("PDF for the board"), "pdf", _("PDF files (*.pdf)"))

    def _ask(self, title: str, ending: str, kinds: str) -> None:
        if self._report is None:
            return
        name = _("Newsletters in {year}").format(year=self._report.year)
        chosen, _kind = QFileDialog.getSaveFileName(self, title, f"{name}.{ending}", kinds)
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the year that is shown to ``path``: a PDF where it ends so, else a table."""
        report, zone = self._report, self._workspace.zone
        if report is None:
            return

        def work() -> Path:
            from composer.publishing.paper import print_page
            from composer.publishing.report_page import report_page
            from composer.publishing.whole_file import write_whole

            if path.suffix.lower() == ".pdf":
                return print_page(report_page(report, zone), path)
            return write_whole(path, as_table(report, zone))

        self._busy.start()

        def saved(written: Path) -> None:
            self._busy.stop()
            self.said.emit(_("Saved as {file}").format(file=written.name))

        self._jobs.submit(work, saved, self._on_failed, owner=self)


def in_a_sentence(report: YearlyReport) -> str:
    """The year in one sentence: ``2026: 11 issues, 4,858 letters delivered, 55 refused.``"""
    if not report.sendings:
        return _("{year}: nothing was sent.").format(year=report.year)
    issues = ngettext("{count} issue", "{count} issues", len(report.sendings)).format(count=len(report.sendings))
    letters = ngettext("{count} letter delivered", "{count} letters delivered", report.total("sent"))
    parts = [issues, letters.format(count=f"{report.total('sent'):,}")]
    if refused := report.total("failed"):
        parts.append(ngettext("{count} refused", "{count} refused", refused).format(count=f"{refused:,}"))
    if left := report.total("unsubscribed"):
        parts.append(ngettext("{count} unsubscribed", "{count} unsubscribed", left).format(count=f"{left:,}"))
    return _("{year}: {what}.").format(year=report.year, what=", ".join(parts))


def _card(*parts: QWidget) -> QFrame:
    card = QFrame()
    mark(card, surface="card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    return card


def _table(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HIGH)
    table.horizontalHeader().setHighlightSections(False)
    return table


def _show(table: QTableWidget, headings: Sequence[str], rows: Sequence[tuple[str | int, ...]]) -> None:
    """Fill a table and make it as high as its rows: the page scrolls, not the table in it."""
    table.setColumnCount(len(headings))
    table.setRowCount(len(rows))
    for column, heading in enumerate(headings):
        words = all(isinstance(row[column], str) for row in rows)
        side = (Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
        head = QTableWidgetItem(heading)
        head.setTextAlignment(side)
        table.setHorizontalHeaderItem(column, head)
        for number, row in enumerate(rows):
            value = row[column]
            cell = QTableWidgetItem(value if isinstance(value, str) else f"{value:,}")
            cell.setTextAlignment(side)
            cell.setToolTip(cell.text() if words else "")
            table.setItem(number, column, cell)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(64)
    table.setFixedHeight(header.sizeHint().height() + sum(table.rowHeight(row) for row in range(len(rows))) + 4)


def _fill(box: QComboBox, options: Sequence[tuple[str, object]], chosen: object) -> None:
    box.clear()
    for words, value in options:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setVisible(len(options) > 1)
