"""The bar at the foot: how the checks stand, the worst finding with its way out, and the size of it all. F8 walks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from composer.document.acceptance import Accept
from composer.gui.editor.finding_panel import LOOKS, FindingPanel
from composer.gui.icons import pixmap
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.checks.check import Finding

WIDEST_FINDING, LEAST_FINDING = 520, 200
"""Pixels for the finding spoken of."""


class CheckBar(QWidget):
    """``fix_wanted`` and ``shown`` carry a finding."""

    fix_wanted = Signal(object)
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        """What nobody accepted."""
        self._passed = self._accepted = 0
        self._at = -1
        self._walked = False
        self._icon = QLabel()
        self._summary = label(_("Checking…"))
        # As high as with a button beside it, so that nothing jumps when the first finding comes.
        self._summary.setMinimumHeight(36)
        self._strip = QFrame()
        mark(self._strip, surface="finding")
        self._words = ElidedLabel()
        self._fix = button(_("Fix"), self._on_fix)
        self._show_button = button(_("Show"), self._on_show)
        self._next = icon_button("chevron-right", _("Next finding"), lambda: self.walk(1), keys="F8", dense=True)
        self._all = icon_button("chevron-up", _("All findings"), self.toggle_panel, checkable=True, dense=True)
        self._figures = label(role="caption")
        inside = QHBoxLayout(self._strip)
        inside.setContentsMargins(12, 0, 4, 0)
        inside.setSpacing(2)
        self._strip.setFixedHeight(34)
        inside.addWidget(self._words, 1)
        inside.addWidget(self._next)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._summary)
        row.addWidget(self._strip, 0)
        row.addWidget(self._fix)
        row.addWidget(self._show_button)
        row.addWidget(self._all)
        row.addStretch(1)
        row.addWidget(self._figures)
        self.panel = FindingPanel()
        self.panel.chosen.connect(self.choose)
        self.panel.fix_wanted.connect(self.fix_wanted)
        self.panel.left.connect(lambda: self._set_panel(False))
        self.panel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.panel)
        column.addLayout(row)
        self._draw()
        active_theme().changed.connect(self._draw)

    def show_findings(self, findings: Sequence[Finding], passed: int) -> None:
        """Show these, errors first, what was accepted last; ``passed`` is how many checks found nothing else."""
        before = self.current
        self.findings, self._passed = tuple(finding for finding in findings if not finding.accepted), passed
        self._accepted = len(findings) - len(self.findings)
        self._at = self.findings.index(before) if before in self.findings else (0 if self.findings else -1)
        self.panel.show_findings(findings)
        self._draw()

    def show_figures(self, words: str) -> None:
        """“38 KB · 412 people · tested 2 min ago”."""
        self._figures.setText(words)
        self._fit()

    @property
    def current(self) -> Finding | None:
        """The finding the bar speaks of now."""
        return self.findings[self._at] if 0 <= self._at < len(self.findings) else None

    def walk(self, step: int) -> None:
        """To the next (1) or the one before (-1), and show where it is."""
        if not self.findings:
            announce(self, self._summary.text())
            return
        self._at = (self._at + step) % len(self.findings) if self._walked else 0
        self._walked = True
        self._draw()
        found = self.findings[self._at]
        announce(self, f"{found.message} {found.remedy}".strip())
        self.shown.emit(found)

    def focus_fix(self) -> None:
        """Put the focus on the button that mends the finding spoken of: Return does it."""
        if self._fix.isVisible():
            self._fix.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_panel(self) -> None:
        """Open or close the list of everything."""
        self._set_panel(not self.panel.isVisible())

    def _set_panel(self, wanted: bool) -> None:
        self.panel.setVisible(wanted and bool(self.findings or self._accepted))
        self._all.setChecked(self.panel.isVisible())
        if not wanted:
            self._all.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_fix(self) -> None:
        if self.current is not None:
            self.fix_wanted.emit(self.current)

    def _on_show(self) -> None:
        if self.current is not None:
            self.shown.emit(self.current)

    def choose(self, finding: Finding) -> None:
        """Speak of this one, and show where it is."""
        self._at = self.findings.index(finding)
        self._walked = True
        self._draw()
        self.shown.emit(finding)

    def _draw(self) -> None:
        current = self.current
        severity = self.findings[0].severity if self.findings else ""
        drawing, colour = ("circle-alert", "danger") if severity == "error" else ("circle-check", "ok")
        if not self._passed and not self.findings:
            drawing, colour = "loader", "muted"
        self._icon.setPixmap(pixmap(drawing, colour, 20, self.devicePixelRatio()))
        self._summary.setText(self._summary_words())
        self._strip.setVisible(current is not None)
        self._next.setVisible(len(self.findings) > 1)
        self._all.setVisible(len(self.findings) + self._accepted > 1 or bool(self._accepted))
        self._fix.setVisible(current is not None and current.fix is not None)
        self._show_button.setVisible(current is not None and current.fix is None and bool(current.block or current.field))
        if current is None:
            if not self._accepted:
                self.panel.hide()
            return
        mark(self._strip, surface=LOOKS[current.severity][2])
        self._words.setText(current.message)
        self._strip.setToolTip(f"{current.message} {current.remedy}".strip())
        self._strip.setAccessibleName(current.message)
        self._fix.setToolTip(current.remedy)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The finding gets what the others leave; where that is too little, the figures go first."""
        shown = (self._icon, self._summary, self._fix, self._show_button, self._all)
        taken = sum(part.sizeHint().width() + 8 for part in shown if not part.isHidden())
        figures = self._figures.sizeHint().width() + 8
        wanted = min(self._words.sizeHint().width() + (50 if len(self.findings) > 1 else 24), WIDEST_FINDING)
        room = self.width() - taken - 16
        self._figures.setVisible(room - figures >= min(wanted, LEAST_FINDING) or self._strip.isHidden())
        self._strip.setFixedWidth(max(80, min(wanted, room - (figures if not self._figures.isHidden() else 0))))

    def _summary_words(self) -> str:
        errors = sum(finding.severity == "error" for finding in self.findings)
        if errors:
            return ngettext("{count} thing stops sending", "{count} things stop sending", errors).format(count=errors)
        if not self._passed and not self.findings:
            return _("Checking…")
        passed = ngettext("{count} check passed", "{count} checks passed", self._passed).format(count=self._passed)
        if not self._accepted:
            return passed
        left = ngettext("{count} note accepted", "{count} notes accepted", self._accepted).format(count=self._accepted)
        return f"{passed}, {left}"


def done_words(finding: Finding) -> str:
    """What to say when a finding's edit was made: mended, or left as it is."""
    if isinstance(finding.fix, Accept):
        said = _("Accepted: {message}") if finding.fix.reason else _("Asked again: {message}")
        return said.format(message=finding.message)
    return _("Mended: {message}").format(message=finding.message)
