"""What was said once for a whole category: “everything under Vacancies is a post”. Changed, or taken away again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.models.item_words import KIND_WORDS
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import _, ngettext
from composer.library.item import KINDS

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.library.corrections import RuleBefore
    from composer.library.kind_rules import KindRule
    from composer.workspace import Workspace


class RulesPanel(QWidget):
    """``begin()`` shows it; ``changed`` after every change that was kept, ``offered(words, action, do)`` with a way back."""

    closed = Signal()
    changed = Signal()
    offered = Signal(str, str, object)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self.rows: list[RuleRow] = []
        self._done = button(_("Done"), self.closed.emit, kind="primary", icon="check")
        self._empty = EmptyState(
            "tag",
            _("Nothing is remembered yet"),
            _("Correct an item in What’s new with the keys 1 to 6, and it is offered to remember that for its whole category."),
        )
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        inside = QWidget()
        mark(inside, surface="window")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.addLayout(self._column)
        rows.addWidget(self._empty)
        rows.addStretch(1)
        area = scrolled(inside)
        head = QHBoxLayout()
        head.addWidget(label(_("Kinds by category"), "page-title"))
        head.addStretch(1)
        head.addWidget(self._done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(label(_("What you said once for everything a source files under a category."), "muted", wrap=True))
        whole.addWidget(area, 1)

    def begin(self) -> None:
        """Read and show them."""
        workspace = self._workspace

        def read() -> tuple[list[KindRule], dict[str, str]]:
            return workspace.shelf.corrections.rules(), {row.id: row.title for row in workspace.source_list.all()}

        self._jobs.submit(read, lambda found: self._show(*found), self.troubled.emit, newest="kind rules", owner=self)

    def _show(self, rules: Sequence[KindRule], titles: dict[str, str]) -> None:
        focused = next((at for at, row in enumerate(self.rows) if row.isAncestorOf(self.window().focusWidget() or self)), -1)
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [RuleRow(rule, titles.get(rule.source, ""), self._change, self._forget) for rule in rules]
        for row in self.rows:
            self._column.addWidget(row)
        self._empty.setVisible(not rules)
        if self.rows:
            self.rows[max(0, min(focused, len(self.rows) - 1))].kind.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, rule: KindRule, kind: str) -> None:
        corrections = self._workspace.shelf.corrections
        known = next(known for known in KINDS if known == kind)
        self._work(
            lambda: corrections.learn(rule.source, rule.words, known),
            _("Everything under “{category}” is now: {kind}.").format(category=named(rule), kind=_(KIND_WORDS[kind])),
        )

    def _forget(self, rule: KindRule) -> None:
        corrections = self._workspace.shelf.corrections
        words = _("“{category}” says nothing about the kind any more.").format(category=named(rule))
        self._work(lambda: corrections.forget(rule.source, rule.words), words)

    def _work(self, do: Callable[[], RuleBefore], words: str) -> None:
        self._jobs.write(do, lambda before: self._on_done(before, words), self.troubled.emit, owner=self)

    def _on_done(self, before: RuleBefore, words: str) -> None:
        corrections = self._workspace.shelf.corrections
        items = ngettext("{count} item changed.", "{count} items changed.", before.changed).format(count=before.changed)

        def undo() -> None:
            self._jobs.write(lambda: corrections.take_rule_back(before), lambda _back: self._after(), owner=self)

        self.offered.emit(f"{words} {items}", _("Undo"), undo)
        self._after()

    def _after(self) -> None:
        self.changed.emit()
        self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class RuleRow(QFrame):
    """One rule: the category and where it is from, the kind to choose, and a way to take it away."""

    def __init__(
        self,
        rule: KindRule,
        source: str,
        change: Callable[[KindRule, str], None],
        forget: Callable[[KindRule], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self.rule = rule
        self.kind = QComboBox()
        for kind, called in KIND_WORDS.items():
            self.kind.addItem(_(called), kind)
        self.kind.setCurrentIndex(self.kind.findData(rule.kind))
        self.kind.setFixedWidth(180)
        self.kind.setAccessibleName(_("Kind of everything under “{category}”").format(category=named(rule)))
        self.kind.activated.connect(lambda _at: change(rule, self.kind.currentData()))
        self.remove = icon_button("trash-2", _("Forget this for “{category}”").format(category=named(rule)), lambda: forget(rule))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(named(rule), "strong"))
        words.addWidget(ElidedLabel(source or _("A source that is no longer in the list"), "caption"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.kind)
        row.addWidget(self.remove)


def named(rule: KindRule) -> str:
    """The category as its site writes it; words of our own where the rule is for everything from a source."""
    return rule.words if rule.category else _("Everything from this source")
