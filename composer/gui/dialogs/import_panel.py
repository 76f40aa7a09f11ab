"""A file of people, before anything changes: what its columns hold, which list, how they agreed, what would happen to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from composer.contacts.consent import EXISTS_SINCE
from composer.contacts.contact import BASES
from composer.contacts.fields import FIELDS
from composer.contacts.import_contacts import ImportPlan, apply_import, guess_mapping, plan_import, remembered_mapping
from composer.contacts.import_plan import PlannedRow
from composer.contacts.sheet_sources import SheetSource, mapping_by_heading
from composer.contacts.table_file import TableFile, read_table
from composer.errors import ComposerError
from composer.gui.doing import PEOPLE, Doing
from composer.gui.fields.day_field import DayLine
from composer.gui.icons import icon
from composer.gui.jobs import Jobs
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.chips import ChipRow
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.eliding_choice import ElidingChoice
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.workspace import Workspace

SAMPLE_ROWS = 3
SHOWN = 100
NAMES_FROM = 800
"""Pixels from which the rows show names too; what happens to each is told before them."""


class ImportPanel(QWidget):
    """Reads, guesses, plans and shows the plan; ``imported`` says in words what was done, after the one press that does it."""

    closed = Signal()
    imported = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._table: TableFile | None = None
        self._mapping: dict[int, str] = {}
        self._plan: ImportPlan | None = None
        self._bar = ThinBar(_("Reading the file"))
        self._title = label("", "page-title")
        self._notes = label("", "warn", wrap=True)
        self._columns = QVBoxLayout()
        self._columns.setSpacing(8)
        self._list = QComboBox()
        self._list.setEditable(True)
        self._list.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._list.currentTextChanged.connect(lambda _text: self._make_plan())
        self._list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._basis = ElidingChoice()
        self._basis.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._basis.addItem(_("Choose…"), "")
        for key, words in BASES.items():
            self._basis.addItem(_(words), key)
        self._basis.currentIndexChanged.connect(lambda _at: self._make_plan())
        self._day: date | None = None
        self._day_line = DayLine(_("When they agreed"), workspace.clock)
        self._day_line.day_changed.connect(self._on_day)
        self._evidence = QLineEdit()
        self._evidence.setMaxLength(1000)
        self._evidence.setPlaceholderText(_("For example: form on our website, folder 3"))
        self._evidence.editingFinished.connect(self._make_plan)
        self._remember = QCheckBox(_("Remember this sheet, to read it again"))
        self._path: Path | None = None
        self._source: SheetSource | None = None
        self._summary = label("", "", wrap=True)
        self._outcomes = ChipRow(_("Which rows"))
        self._outcomes.chosen.connect(lambda _value: self._show_rows())
        self._rows = QTableWidget(0, 4)
        self._do = button(_("Import"), self._on_import, kind="primary")
        self._build()

    def _build(self) -> None:
        left = QWidget()
        form = self._terms = FormColumn()
        form.add(_("Put them on the list"), self._list, _("A new name makes a new list."))
        form.add(_("How did they agree to get this?"), self._basis, _("Kept with each person as evidence."))
        form.add(_("When they agreed"), self._day_line, _("Where no column says it. Consent without a day is today’s."))
        form.add(_("Where the proof lies"), self._evidence)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.setSpacing(12)
        inside.addLayout(form)
        inside.addWidget(self._remember)
        inside.addWidget(label(_("What the columns hold"), "pane-title"))
        inside.addLayout(self._columns)
        inside.addStretch(1)
        self._form, self._area = left, (area := QScrollArea())
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(left)
        self._rows.setHorizontalHeaderLabels([_("Row"), _("E-mail"), _("Name"), _("What happens")])
        self._rows.setAccessibleName(_("Rows of the file"))
        self._rows.verticalHeader().hide()
        self._rows.verticalHeader().setDefaultSectionSize(38)
        self._rows.setWordWrap(False)
        self._rows.setShowGrid(False)
        self._rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._rows.setTabKeyNavigation(False)
        header = self._rows.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, mode in ((0, QHeaderView.ResizeMode.ResizeToContents), (1, QHeaderView.ResizeMode.Stretch)):
            header.setSectionResizeMode(column, mode)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._summary)
        right.addWidget(self._outcomes)
        right.addWidget(self._rows, 1)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(area, 2)
        body.addLayout(right, 3)
        foot = QHBoxLayout()
        foot.addWidget(self._do)
        foot.addWidget(button(_("Cancel"), self.closed.emit, kind="quiet"))
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._title)
        whole.addWidget(self._bar)
        whole.addWidget(self._notes)
        whole.addLayout(body, 1)
        whole.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._area.setMinimumWidth(self._form.minimumSizeHint().width() + 12)  # the scroll bar
        self._rows.setColumnHidden(2, event.size().width() < active_theme().room_for(NAMES_FROM))

    def set_lists(self, names: Sequence[str]) -> None:
        """The lists there are."""
        chosen = self._list.currentText()
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems(list(names))
        self._list.setCurrentText(chosen or (names[0] if names else _("Everyone")))
        self._list.blockSignals(False)

    @property
    def plan(self) -> ImportPlan | None:
        """What would be done now; None while it is worked out."""
        return self._plan

    def _on_day(self, day: date | None) -> None:
        self._day = day
        self._make_plan()

    def open_source(self, source: SheetSource) -> None:
        """Read a remembered sheet again: what changed is shown, on the terms it was taken in before."""
        self.open_file(Path(source.path))
        self._source = source
        self._remember.setChecked(True)
        for widget in (self._list, self._basis):
            widget.blockSignals(True)
        self._list.setCurrentText(source.terms.list_name)
        self._basis.setCurrentIndex(max(0, self._basis.findData(source.terms.basis)))
        for widget in (self._list, self._basis):
            widget.blockSignals(False)
        self._day = source.terms.basis_date
        self._day_line.show_day(self._day)
        self._evidence.setText(source.terms.basis_evidence)

    # -- file -------------------------------------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Read a file and guess its columns; nothing is changed."""
        self._title.setText(_("Import {name}").format(name=path.name))
        self._path, self._source, self._day = path, None, None
        self._day_line.show_day(None)
        self._evidence.clear()
        self._remember.setChecked(False)
        self._table, self._plan = None, None
        self._do.setEnabled(False)
        self._rows.setRowCount(0)
        self._summary.setText("")
        self._bar.start()
        workspace = self._workspace

        def read() -> tuple[TableFile, dict[int, str]]:
            table = read_table(path)
            return table, guess_mapping(table, remembered_mapping(workspace.engine, table))

        self._jobs.submit(read, self._on_read, self._on_unreadable, newest="import", owner=self)

    def _on_unreadable(self, error: ComposerError) -> None:
        self._bar.stop()
        self.troubled.emit(error)
        self.closed.emit()

    def _on_read(self, found: tuple[TableFile, dict[int, str]]) -> None:
        self._bar.stop()
        self._table, self._mapping = found
        if self._source is not None:
            try:
                self._mapping = mapping_by_heading(self._table, self._source)
            except ComposerError as error:
                self.troubled.emit(error)
        self._show_columns(self._table)
        self._list.setFocus(Qt.FocusReason.TabFocusReason)
        self._make_plan()

    def _show_columns(self, table: TableFile) -> None:
        clear(self._columns)
        samples = [table.rows[at] for at in range(min(SAMPLE_ROWS, len(table.rows)))]
        for column, heading in enumerate(table.columns):
            made = QWidget()
            line = QHBoxLayout(made)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(12)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(ElidedLabel(heading, "strong"))
            words.addWidget(ElidedLabel(", ".join(row[column] for row in samples if row[column]) or _("(empty)"), "caption"))
            choice = ElidingChoice()
            choice.setAccessibleName(_("Column {name} holds").format(name=heading))
            choice.setFixedWidth(190)
            choice.addItem(_("Leave out"), "")
            for field, field_words in FIELDS.items():
                choice.addItem(_(field_words), field)
            choice.setCurrentIndex(max(0, choice.findData(self._mapping.get(column, ""))))
            choice.activated.connect(partial(self._on_mapped, column, choice))
            line.addLayout(words, 1)
            line.addWidget(choice)
            self._columns.addWidget(made)

    def _on_mapped(self, column: int, choice: QComboBox, _at: int) -> None:
        field = choice.currentData()
        if field:
            self._mapping[column] = field
        else:
            self._mapping.pop(column, None)
        self._make_plan()

    # -- plan -------------------------------------------------------------------------------------------------------------------

    def _make_plan(self) -> None:
        table = self._table
        if table is None:
            return
        self._plan = None
        self._do.setEnabled(False)
        mapping, list_name, basis = dict(self._mapping), self._list.currentText().strip(), self._basis.currentData()
        workspace, day, evidence = self._workspace, self._day, self._evidence.text()
        source = self._source.terms.basis_source if self._source is not None else table.name
        today = workspace.clock().date() if basis and basis not in EXISTS_SINCE else None

        def plan() -> ImportPlan:
            return plan_import(
                table,
                mapping,
                store=workspace.contacts,
                list_name=list_name,
                basis=basis,
                basis_date=(day or today) if basis else None,
                basis_source=source if basis else "",
                basis_evidence=evidence if basis else "",
            )

        self._bar.start()
        self._jobs.submit(plan, self._on_planned, self._on_no_plan, newest="import", owner=self)

    def _on_no_plan(self, error: ComposerError) -> None:
        self._bar.stop()
        self._summary.setText(str(error))
        mark(self._summary, role="danger")
        self._rows.setRowCount(0)

    def _on_planned(self, plan: ImportPlan) -> None:
        self._bar.stop()
        self._plan = plan
        mark(self._summary, role="strong")
        self._summary.setText("  ".join(plan.summary()) or _("The file holds nobody."))
        lacking = self._day is None and self._basis.currentData() in EXISTS_SINCE and any(row.no_basis for row in plan.invalid)
        self._terms.set_error(self._day_line, _("On which day did they give their address?") if lacking else "")
        self._notes.setText("\n".join(plan.notes))
        self._notes.setVisible(bool(plan.notes))
        options = [("", _("All rows"))]
        for outcome, words, count in (
            ("new", _("New"), plan.new),
            ("changed", _("Changed"), plan.changed),
            ("same", _("As they are"), plan.same),
            ("left_out", _("Said no"), plan.suppressed),
            ("refused", _("Refused"), len(plan.invalid)),
            ("duplicate", _("Doubles"), plan.duplicates),
        ):
            if count:
                options.append((outcome, f"{words}  {count:,}"))
        self._outcomes.set_options(options)
        count = plan.new + plan.changed
        only_noes = not plan.valid and plan.marks > 0
        self._do.setText(
            ngettext("Keep {count} no", "Keep {count} noes", plan.marks).format(count=f"{plan.marks:,}")
            if only_noes
            else ngettext("Import {count} person", "Import {count} people", count).format(count=f"{count:,}")
        )
        ready = only_noes or bool(self._basis.currentData())
        self._do.setEnabled((plan.valid > 0 or plan.marks > 0) and ready)
        self._do.setToolTip("" if ready else _("First say how they agreed to get this."))
        self._show_rows()

    def _show_rows(self) -> None:
        plan = self._plan
        if plan is None:
            return
        outcome = self._outcomes.value()
        self._jobs.submit(lambda: plan.preview(outcome, limit=SHOWN), self._on_rows, newest="import-rows", owner=self)

    def _on_rows(self, rows: list[PlannedRow]) -> None:
        self._rows.setRowCount(len(rows))
        for at, row in enumerate(rows):
            words, drawing, token = _outcome_words(row)
            happens = QTableWidgetItem(icon(drawing, token), words)
            happens.setToolTip(words)
            for column, cell in enumerate((str(row.row), row.email, row.name)):
                self._rows.setItem(at, column, QTableWidgetItem(cell))
            self._rows.setItem(at, 3, happens)

    # -- doing ------------------------------------------------------------------------------------------------------------------

    def _on_import(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self._do.setEnabled(False)
        self._bar.start()
        workspace, path = self._workspace, self._path if self._remember.isChecked() else None

        def work() -> None:
            apply_import(plan)
            if path is not None:
                workspace.sheets.remember(path, plan)

        doing = Doing(PEOPLE, plan.table.name, since=self._workspace.clock().isoformat())
        self._jobs.write(work, lambda _none: self._on_done(plan), self._on_failed, owner=self, doing=doing)

    def _on_done(self, plan: ImportPlan) -> None:
        self._bar.stop()
        self.imported.emit(" ".join(plan.summary()))

    def _on_failed(self, error: ComposerError) -> None:
        self._bar.stop()
        self._do.setEnabled(True)
        self.troubled.emit(error)


def _outcome_words(row: PlannedRow) -> tuple[str, str, str]:
    """What happens to a row, in words, with its drawing and colour."""
    if row.outcome == "new":
        words = _("New, with the tags {tags}").format(tags=row.changes[0].new) if row.changes else _("New")
        return words, "plus", "ok"
    if row.outcome == "changed":
        return _("Changed: {what}").format(what=", ".join(f"{c.old or '–'} → {c.new}" for c in row.changes)), "pencil", "text"
    if row.outcome == "same":
        return _("Stays as it is"), "check", "muted"
    if row.outcome == "refused":
        mend = _("Did you mean {address}?").format(address=row.mend) if row.mend else ""
        return f"{row.reason} {mend}".strip(), "triangle-alert", "warn"
    if row.outcome == "duplicate":
        return row.reason or _("Double, merged"), "merge", "muted"
    return row.reason or _("Said no. Stays out."), "ban", "danger"
