"""Why somebody may be written to: reason, day, where, what they were told, where the proof lies."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from composer.clock import Clock
from composer.contacts.bulk_edit import SetBasis
from composer.contacts.consent import basis_problem
from composer.contacts.contact import BASES
from composer.gui.fields.day_field import DayLine
from composer.gui.widgets.buttons import button
from composer.gui.widgets.eliding_choice import ElidingChoice
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.i18n import _


class BasisForm(QWidget):
    """``kept`` carries a :class:`composer.contacts.bulk_edit.SetBasis`. What cannot be is said at once and cannot be kept."""

    kept = Signal(object)
    closed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.basis = ElidingChoice()
        self.basis.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.basis.addItem(_("Choose…"), "")
        for key, words in BASES.items():
            self.basis.addItem(_(words), key)
        self.basis.currentIndexChanged.connect(lambda _at: self._judge())
        self._day: date | None = None
        self.day = DayLine(_("When they agreed"), clock)
        self.day.day_changed.connect(self._on_day)
        self.source, self.wording, self.evidence = QLineEdit(), QLineEdit(), QLineEdit()
        self.source.setPlaceholderText(_("For example: the form on our website"))
        self.evidence.setPlaceholderText(_("For example: folder 3, sheet 12"))
        form = FormColumn()
        form.add(_("Why we may write to them"), self.basis)
        form.add(_("When they agreed"), self.day)
        form.add(_("Where"), self.source)
        form.add(_("What they were told"), self.wording)
        form.add(_("Where the proof lies"), self.evidence)
        for field in (self.source, self.wording, self.evidence):
            field.setMaxLength(1000)
        self._problem = label("", "error", wrap=True)
        self._keep = button(_("Keep"), self._on_keep, kind="primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._keep)
        row.addWidget(button(_("Cancel"), self.closed.emit, kind="quiet"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addLayout(row)
        self._judge()

    def show_basis(self, change: SetBasis) -> None:
        """Show what is known."""
        self.basis.setCurrentIndex(max(0, self.basis.findData(change.basis)))
        self._day = change.on
        self.day.show_day(change.on)
        self.source.setText(change.source)
        self.wording.setText(change.wording)
        self.evidence.setText(change.evidence)
        self._judge()

    def change(self) -> SetBasis:
        """What is filled in."""
        return SetBasis(
            basis=self.basis.currentData() or "",
            on=self._day,
            source=self.source.text().strip(),
            wording=self.wording.text().strip(),
            evidence=self.evidence.text().strip(),
            only_missing=False,
        )

    def _on_day(self, day: object) -> None:
        self._day = day  # type: ignore[assignment]  # the signal carries a date or None
        self._judge()

    def _judge(self) -> None:
        problem = basis_problem(self.basis.currentData() or "", self._day, self._clock().date())
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._keep.setEnabled(bool(self.basis.currentData()) and not problem)

    def _on_keep(self) -> None:
        self.kept.emit(self.change())
