"""A group by rules: each rule a line of words, what they say together as one sentence, and how many that is, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from composer.contacts.contact import BASES
from composer.contacts.segment_rules import RULES, Rule, Rules, issue_names, rules_in_words
from composer.contacts.segments import Segment, SegmentCount, checked
from composer.contacts.tags import all_tags
from composer.errors import ComposerError
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import label
from composer.gui.widgets.side_panel import SidePanel
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

WAIT = 250
"""Milliseconds without a key before it is counted again."""
YES, NO, BUT_NOT = "yes", "no", "but_not"


class RuleRow(QWidget):
    """One rule: whether it must be true, what it asks, and for what."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, choices: dict[str, Sequence[tuple[str, str]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._how = QComboBox()
        self._how.setAccessibleName(_("Whether this must be true"))
        for value, words in ((YES, _("must be")), (NO, _("must not be")), (BUT_NOT, _("leave out"))):
            self._how.addItem(words, value)
        self._kind = QComboBox()
        self._kind.setAccessibleName(_("What is asked"))
        for kind, rule in RULES.items():
            self._kind.addItem(_(rule.label), kind)
        self._value = QComboBox()
        self._value.setEditable(True)
        self._value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._value.setAccessibleName(_("What to look for"))
        self._value.setMinimumContentsLength(8)
        for box in (self._how, self._kind, self._value):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._how.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self._kind.currentIndexChanged.connect(lambda _at: self._on_kind())
        self._value.currentTextChanged.connect(lambda _text: self.changed.emit())
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._how, 1)
        top.addWidget(icon_button("x", _("Take this rule away"), self.dropped.emit, dense=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._kind)
        column.addWidget(self._value)
        self._on_kind()

    def show_rule(self, rule: Rule, but_not: bool = False) -> None:
        """Show a rule; no signal."""
        self.blockSignals(True)
        self._how.setCurrentIndex(self._how.findData(BUT_NOT if but_not else NO if rule.no else YES))
        self._kind.setCurrentIndex(max(0, self._kind.findData(rule.kind)))
        self._on_kind()
        at = self._value.findData(rule.value)
        if at >= 0:
            self._value.setCurrentIndex(at)
        else:
            self._value.setEditText(rule.value)
        self.blockSignals(False)

    @property
    def but_not(self) -> bool:
        """Whether it takes people out."""
        return bool(self._how.currentData() == BUT_NOT)

    def rule(self) -> Rule:
        """The rule as it stands."""
        at = self._value.findText(self._value.currentText(), Qt.MatchFlag.MatchFixedString)
        value = self._value.itemData(at) if at >= 0 else self._value.currentText()
        return Rule(self._kind.currentData(), str(value or "").strip(), self._how.currentData() == NO)

    def _on_kind(self) -> None:
        asks = RULES[self._kind.currentData()].asks
        self._value.blockSignals(True)
        self._value.clear()
        for value, words in self._choices.get(asks, ()):
            self._value.addItem(words, value)
        self._value.setEditable(asks not in ("list", "tag", "issue", "basis") or not self._choices.get(asks))
        hints = {"days": _("How many days, for example 90"), "day": _("A day like 2026-03-01")}
        line = self._value.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("For example Town=Leeds") if self._kind.currentData() == "column" else hints.get(asks, ""))
            line.setText("")
        self._value.setVisible(asks != "nothing")
        self._value.blockSignals(False)
        self.changed.emit()


class SegmentPanel(SidePanel):
    """``looked_at`` carries the rules to show in the table (None: none any more); ``stored`` says that a segment was kept."""

    looked_at = Signal(object)
    stored = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("A group by rules"), parent)
        self._workspace = workspace
        self._jobs = jobs
        self._segment: Segment | None = None
        self._choices: dict[str, Sequence[tuple[str, str]]] = {}
        self._rows: list[RuleRow] = []
        self._name = QLineEdit()
        self._name.setPlaceholderText(_("For example: Came this year"))
        self._name.setAccessibleName(_("Name of the segment"))
        self._name.setMaxLength(100)
        self._match = QComboBox()
        self._match.setAccessibleName(_("How the rules hold together"))
        self._match.addItem(_("All of these are true"), "all")
        self._match.addItem(_("Any of these is true"), "any")
        self._match.currentIndexChanged.connect(lambda _at: self._soon())
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._words = label("", "muted", wrap=True)
        self._count = label("", "pane-title", wrap=True)
        self._problem = label("", "error", wrap=True)
        self._keep = button(_("Keep this group"), self._on_keep, kind="primary")
        self._drop = button(_("Drop it"), self._on_drop, kind="quiet", icon="trash-2")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._count_now)
        self._build()

    def _build(self) -> None:
        column = self.column
        column.addWidget(self._match)
        column.addLayout(self._lines)
        column.addWidget(button(_("Another rule"), self._on_add, icon="plus", dense=True), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        column.addWidget(self._count)
        column.addWidget(self._problem)
        column.addWidget(label(_("Name"), "label"))
        column.addWidget(self._name)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._keep)
        row.addWidget(self._drop)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def open_segment(self, segment: Segment | None) -> None:
        """Begin a new group, or change one."""
        self._segment = segment
        self._name.setText(segment.name if segment is not None else "")
        self._drop.setVisible(segment is not None)
        workspace = self._workspace

        def choices() -> dict[str, Sequence[tuple[str, str]]]:
            with workspace.engine.connect() as connection:
                issues = issue_names(connection)
            return {
                "list": [(row.name, row.name) for row in workspace.lists.all()],
                "tag": [(row.name, row.name) for row in all_tags(workspace.engine)],
                "issue": [(name, name) for name in issues],
                "basis": [(key, _(words)) for key, words in BASES.items()],
            }

        self._jobs.submit(choices, self._on_choices, newest="segment-choices", owner=self)
        self.show()

    def _on_choices(self, choices: dict[str, Sequence[tuple[str, str]]]) -> None:
        self._choices = choices
        for row in list(self._rows):
            self._take(row)
        rules = self._segment.rules if self._segment is not None else Rules()
        self._match.setCurrentIndex(self._match.findData(rules.match))
        for rule in rules.rules:
            self._row().show_rule(rule)
        for rule in rules.but_not:
            self._row().show_rule(rule, but_not=True)
        if not self._rows:
            self._row()
        self._rows[0].findChildren(QComboBox)[1].setFocus(Qt.FocusReason.OtherFocusReason)
        self._count_now()

    def rules(self) -> Rules:
        """The rules as they stand; a line that is not filled in yet is none."""
        filled = [row for row in self._rows if row.rule().value or RULES[row.rule().kind].asks == "nothing"]
        return Rules(
            self._match.currentData(),
            tuple(row.rule() for row in filled if not row.but_not),
            tuple(row.rule() for row in filled if row.but_not),
        )

    def _row(self) -> RuleRow:
        row = RuleRow(self._choices)
        row.changed.connect(self._soon)
        row.dropped.connect(lambda: self._on_dropped(row))
        self._rows.append(row)
        self._lines.addWidget(row)
        return row

    def _take(self, row: RuleRow) -> None:
        self._rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_add(self) -> None:
        self._row().findChildren(QComboBox)[1].setFocus(Qt.FocusReason.OtherFocusReason)
        self._soon()

    def _on_dropped(self, row: RuleRow) -> None:
        self._take(row)
        self._soon()

    def _soon(self) -> None:
        self._timer.start()

    def _count_now(self) -> None:
        segments, rules = self._workspace.segments, self.rules()

        def work() -> tuple[str, SegmentCount, Rules]:
            clean = checked(rules)
            return rules_in_words(clean), segments.count(clean), clean

        self._jobs.submit(work, self._on_counted, self._on_problem, newest="segment-count", owner=self)

    def _on_counted(self, found: tuple[str, SegmentCount, Rules]) -> None:
        words, count, rules = found
        self._problem.hide()
        self._words.setText(words)
        people = ngettext("{count} person", "{count} people", count.contacts).format(count=f"{count.contacts:,}")
        may = ngettext("{count} may be written to", "{count} may be written to", count.mailable).format(
            count=f"{count.mailable:,}"
        )
        self._count.setText(f"{people}, {may}")
        self._keep.setEnabled(True)
        self.looked_at.emit(rules)

    def _on_problem(self, error: ComposerError) -> None:
        self._count.setText("")
        self._words.setText("")
        self._problem.setText(str(error))
        self._problem.show()
        self._keep.setEnabled(False)

    def _on_keep(self) -> None:
        segments, name, rules = self._workspace.segments, self._name.text().strip(), self.rules()
        known = self._segment.id if self._segment is not None else ""

        def kept(segment: Segment) -> None:
            self._segment = segment
            self._drop.show()
            self.stored.emit(_("“{name}” is kept: its people are found anew each time.").format(name=segment.name))

        self._jobs.write(lambda: segments.save(name, rules, segment_id=known), kept, self._on_not_kept, owner=self)

    def _on_not_kept(self, error: ComposerError) -> None:
        self._problem.setText(str(error))
        self._problem.show()
        if not self._name.text().strip():
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drop(self) -> None:
        if self._segment is None:
            return
        segments, name = self._workspace.segments, self._segment.name
        self._segment = None
        self._jobs.write(
            lambda: segments.remove(name), lambda _none: self._on_dropped_segment(name), self.troubled.emit, owner=self
        )

    def _on_dropped_segment(self, name: str) -> None:
        self.stored.emit(_("“{name}” is not kept any more; the people stay.").format(name=name))
        self.closed.emit()
