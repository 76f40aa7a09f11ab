"""How long people are kept: a number of months for each rule, who is due, and the sheets that are read again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.contacts.retention import KINDS, LONGEST, Due, RetentionRule
from composer.contacts.segment_rules import Rule, Rules
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import label
from composer.gui.widgets.number_field import NumberField
from composer.gui.widgets.side_panel import SidePanel
from composer.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

QUESTIONS: dict[str, str] = {
    "said_no": N_("Those who said no to everything"),
    "no_list": N_("Those who are on no list"),
    "no_letter": N_("Those who get no letters"),
    "old_consent": N_("Ask again after consent"),
}


class KeepingPanel(SidePanel):
    """``shown`` carries the rules that pick those who are due. Nothing is erased by itself."""

    shown = Signal(object)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("How long people are kept"), parent)
        self._workspace = workspace
        self._jobs = jobs
        self._spins: dict[str, NumberField] = {}
        self._due = QVBoxLayout()
        self._due.setSpacing(12)
        text = _("After so many months you are reminded here. Nobody is erased by itself.")
        self.column.addWidget(label(text, "muted", wrap=True))
        for kind, words in QUESTIONS.items():
            spin = NumberField()
            spin.setRange(0, LONGEST)
            spin.setSpecialValueText(_("never"))
            spin.setSuffix(_(" months"))
            spin.setAccessibleName(_(words))
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(lambda months, kind=kind: self._on_months(kind, months))
            self._spins[kind] = spin
            row = QHBoxLayout()
            row.addWidget(label(_(words), "", wrap=True), 1)
            row.addWidget(spin)
            self.column.addLayout(row)
        self.column.addSpacing(8)
        self.column.addLayout(self._due)
        self.column.addStretch(1)

    def look(self) -> None:
        """Read the rules and who is due."""
        retention = self._workspace.retention
        self.show()

        def read() -> tuple[list[RetentionRule], list[Due]]:
            return retention.rules(), retention.due()

        self._jobs.submit(read, self._on_read, newest="retention", owner=self)

    def _on_read(self, found: tuple[list[RetentionRule], list[Due]]) -> None:
        rules, due = found
        months = {rule.kind: rule.months for rule in rules}
        for kind, spin in self._spins.items():
            spin.blockSignals(True)
            spin.setValue(months.get(kind, 0))
            spin.blockSignals(False)
        clear(self._due)
        for each in due:
            self._due.addWidget(self._line(each))
        if rules and not due:
            self._due.addWidget(label(_("Nobody is due."), "muted"))

    def _line(self, due: Due) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(due_in_words(due), "strong", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        rule = Rule("due", f"{due.rule.kind}:{due.rule.months}")
        row.addWidget(button(_("Show them"), lambda: self.shown.emit(Rules(rules=(rule,))), dense=True))
        row.addWidget(button(_("Remind me in a month"), lambda: self._on_later(due.rule.kind), kind="quiet", dense=True))
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _on_months(self, kind: str, months: int) -> None:
        retention = self._workspace.retention
        self._jobs.write(lambda: retention.set(kind, months), lambda _none: self.look(), self.troubled.emit, owner=self)

    def _on_later(self, kind: str) -> None:
        retention = self._workspace.retention
        self._jobs.write(lambda: retention.put_off(kind), lambda _none: self.look(), self.troubled.emit, owner=self)


def due_in_words(due: Due) -> str:
    """``34 people said no to everything, 24 months ago or longer.``"""
    who = ngettext("{count} person", "{count} people", due.people).format(count=f"{due.people:,}")
    return f"{who}: {_(KINDS[due.rule.kind]).format(months=due.rule.months)}"
