"""Every finding, a line each: shown, mended, accepted with a reason, or asked again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from composer.document.acceptance import LONGEST_REASON, Accept
from composer.gui.icons import pixmap
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import ElidedLabel
from composer.gui.widgets.line_field import LineField
from composer.i18n import _

if TYPE_CHECKING:
    from composer.checks.check import Finding

LOOKS = {
    "error": ("circle-alert", "danger", "banner-danger"),
    "warning": ("triangle-alert", "warn", "banner-warn"),
    "advice": ("info", "muted", "banner-info"),
}
LINE = 38
"""Height of a line."""
MOST_LINES = 5


class FindingPanel(QFrame):
    """``chosen`` and ``fix_wanted`` carry a finding; one to be accepted carries the edit that does it."""

    chosen = Signal(object)
    fix_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self.setAccessibleName(_("All findings"))
        self._findings: tuple[Finding, ...] = ()
        self._lines: dict[str, QWidget] = {}
        self._stale = False
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._asking = _ReasonLine()
        self._asking.given.connect(self._on_reason)
        self._asking.left.connect(self._on_reason_left)
        self._asking.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._scroll)
        column.addWidget(self._asking)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these, in their order; lines are made only where they are seen, not after each key of somebody writing."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        self._stale = True
        if self._asking.finding is not None and not any(
            finding.key == self._asking.finding.key and finding.may_be_accepted for finding in findings
        ):
            self._asking.close_line()
        self._fit()
        if self.isVisible():
            self._make_lines()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._make_lines()
        super().showEvent(event)

    def _make_lines(self) -> None:
        self._stale = False
        self._lines = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(4, 0, 4, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        for line, finding in enumerate(self._findings):
            self._add_line(grid, line, finding)
            grid.setRowMinimumHeight(line, LINE)
        grid.setRowStretch(len(self._findings), 1)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)

    def _fit(self) -> None:
        lines = min(len(self._findings), MOST_LINES)
        self.setFixedHeight(LINE * lines + 18 + (LINE + 14 if self._asking.finding is not None else 0))

    def _add_line(self, grid: QGridLayout, line: int, finding: Finding) -> None:
        drawing, colour, _surface = LOOKS[finding.severity]
        if finding.accepted:
            drawing, colour = "check", "muted"
        mark_label = QLabel()
        mark_label.setPixmap(pixmap(drawing, colour, 18, self.devicePixelRatio()))
        grid.addWidget(mark_label, line, 0)
        grid.addWidget(ElidedLabel(finding.message, "muted" if finding.accepted else ""), line, 1)
        words = _("Accepted: {reason}").format(reason=finding.accepted) if finding.accepted else finding.remedy
        grid.addWidget(ElidedLabel(words, "muted"), line, 2)
        if finding.block or finding.field:
            show = button(_("Show"), partial(self.chosen.emit, finding), kind="quiet", dense=True)
            show.setAccessibleName(_("Show: {message}").format(message=finding.message))
            grid.addWidget(show, line, 3)
        if finding.accepted:
            self._add_again(grid, line, finding)
            return
        if finding.may_be_accepted:
            accept = button(_("Accept…"), partial(self._ask, finding), kind="quiet", dense=True)
            accept.setAccessibleName(_("Accept: {message}").format(message=finding.message))
            grid.addWidget(accept, line, 4)
            self._lines[finding.key] = accept
        if finding.fix is not None:
            fix = button(_("Fix"), partial(self.fix_wanted.emit, finding), dense=True)
            fix.setAccessibleName(_("Fix: {message}").format(message=finding.message))
            grid.addWidget(fix, line, 5)

    def _add_again(self, grid: QGridLayout, line: int, finding: Finding) -> None:
        wanted = msgspec.structs.replace(finding, fix=Accept(finding.key, "", finding.message))
        again = button(_("Ask again"), partial(self.fix_wanted.emit, wanted), kind="quiet", dense=True)
        again.setAccessibleName(_("Ask again: {message}").format(message=finding.message))
        grid.addWidget(again, line, 4, 1, 2)

    def _ask(self, finding: Finding) -> None:
        self._asking.ask(finding)
        self._fit()

    def _on_reason(self, finding: Finding, reason: str) -> None:
        self._asking.close_line()
        self._fit()
        self.fix_wanted.emit(msgspec.structs.replace(finding, fix=Accept(finding.key, reason, finding.message)))

    def _on_reason_left(self, finding: Finding) -> None:
        self._fit()
        if finding.key in self._lines:
            self._lines[finding.key].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _ReasonLine(QWidget):
    """Why something may stay as it is. ``given(finding, reason)``; ``left(finding)`` without one."""

    given = Signal(object, str)
    left = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self._words = ElidedLabel("")
        self._reason = LineField(name=_("Why it may stay as it is"), max_length=LONGEST_REASON)
        self._reason.setPlaceholderText(_("Why may it stay as it is? The reason is kept with the issue."))
        self._accept = button(_("Accept"), self._on_given, kind="primary", dense=True)
        self._reason.textChanged.connect(self._on_text)
        self._reason.returnPressed.connect(self._on_given)
        self._cancel = button(_("Cancel"), self._on_left, kind="quiet", dense=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 8, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 2)
        row.addWidget(self._reason, 3)
        row.addWidget(self._accept)
        row.addWidget(self._cancel)

    def ask(self, finding: Finding) -> None:
        """Ask why this one may stay."""
        self.finding = finding
        self._words.setText(finding.message)
        self._reason.show_text("")
        self._accept.setEnabled(False)
        self.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_line(self) -> None:
        """Ask no more."""
        self.finding = None
        self.hide()

    def _on_text(self, text: str) -> None:
        self._accept.setEnabled(bool(text.strip()))

    def _on_given(self) -> None:
        if self.finding is not None and self._reason.text().strip():
            self.given.emit(self.finding, self._reason.text())

    def _on_left(self) -> None:
        finding = self.finding
        self.close_line()
        if finding is not None:
            self.left.emit(finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_left()
        else:
            super().keyPressEvent(event)
