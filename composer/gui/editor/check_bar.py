"""The bar at the foot: how the checks stand, the worst finding with its way out, and the size of it all. F8 walks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from composer.gui.icons import pixmap
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.checks.check import Finding

_LOOKS = {
    "error": ("circle-alert", "danger", "banner-danger"),
    "warning": ("triangle-alert", "warn", "banner-warn"),
    "advice": ("info", "muted", "banner-info"),
}


LINE = 38
"""Height of a line of the panel."""


class CheckBar(QWidget):
    """``fix_wanted`` and ``shown`` carry a finding."""

    fix_wanted = Signal(object)
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        self._passed = 0
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
        self._strip.setMaximumWidth(520)
        self._draw()
        active_theme().changed.connect(self._draw)

    def show_findings(self, findings: Sequence[Finding], passed: int) -> None:
        """Show these, errors first; ``passed`` is how many checks found nothing."""
        before = self.current
        self.findings, self._passed = tuple(findings), passed
        self._at = self.findings.index(before) if before in self.findings else (0 if self.findings else -1)
        self.panel.show_findings(self.findings)
        self._draw()

    def show_figures(self, words: str) -> None:
        """“38 KB · 412 people · tested 2 min ago”."""
        self._figures.setText(words)

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
        self.panel.setVisible(wanted and bool(self.findings))
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
        self._all.setVisible(len(self.findings) > 1)
        self._fix.setVisible(current is not None and current.fix is not None)
        self._show_button.setVisible(current is not None and current.fix is None and bool(current.block or current.field))
        if current is None:
            self.panel.hide()
            return
        mark(self._strip, surface=_LOOKS[current.severity][2])
        self._words.setText(current.message)
        self._strip.setToolTip(f"{current.message} {current.remedy}".strip())
        self._strip.setAccessibleName(current.message)
        self._fix.setToolTip(current.remedy)
        width = self._words.sizeHint().width() + (50 if len(self.findings) > 1 else 24)
        self._strip.setMinimumWidth(min(width, 360))

    def _summary_words(self) -> str:
        errors = sum(finding.severity == "error" for finding in self.findings)
        if errors:
            return ngettext("{count} thing stops sending", "{count} things stop sending", errors).format(count=errors)
        if not self._passed and not self.findings:
            return _("Checking…")
        return ngettext("{count} check passed", "{count} checks passed", self._passed).format(count=self._passed)


class FindingPanel(QFrame):
    """Every finding, a line each."""

    chosen = Signal(object)
    fix_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self.setAccessibleName(_("All findings"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._scroll)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these, in their order."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(4, 0, 4, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        for line, finding in enumerate(findings):
            self._add_line(grid, line, finding)
            grid.setRowMinimumHeight(line, LINE)
        grid.setRowStretch(len(findings), 1)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.setFixedHeight(min(LINE * len(findings) + 18, LINE * 5 + 18))

    def _add_line(self, grid: QGridLayout, line: int, finding: Finding) -> None:
        drawing, colour, _surface = _LOOKS[finding.severity]
        mark_label = QLabel()
        mark_label.setPixmap(pixmap(drawing, colour, 18, self.devicePixelRatio()))
        grid.addWidget(mark_label, line, 0)
        grid.addWidget(ElidedLabel(finding.message), line, 1)
        grid.addWidget(ElidedLabel(finding.remedy, "muted"), line, 2)
        if finding.block or finding.field:
            show = button(_("Show"), partial(self.chosen.emit, finding), kind="quiet", dense=True)
            show.setAccessibleName(_("Show: {message}").format(message=finding.message))
            grid.addWidget(show, line, 3)
        if finding.fix is not None:
            fix = button(_("Fix"), partial(self.fix_wanted.emit, finding), dense=True)
            fix.setAccessibleName(_("Fix: {message}").format(message=finding.message))
            grid.addWidget(fix, line, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
