"""What was found about the domain letters come from, in plain words, with a letter to IT to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.sending.fact_rows import StateLine
from composer.gui.theme import mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, set_words
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import label
from composer.i18n import _

if TYPE_CHECKING:
    from composer.delivery.sender_domain.checking import DomainReport

_LOOKS = {
    "good": ("ok", "circle-check"),
    "advice": ("muted", "info"),
    "unknown": ("warn", "circle-question-mark"),
    "bad": ("danger", "circle-x"),
}


class DomainStrip(QFrame):
    """Hidden until there is something to show. ``seed_wanted``: a letter to oneself is to show how letters really arrive."""

    seed_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._request = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._asked = label("", "muted", wrap=True)
        self._asked.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = button(_("Copy this letter to IT"), self._on_copy, icon="copy")
        self.seed = button(
            _("Send a letter to yourself"),
            self.seed_wanted.emit,
            icon="mail-check",
            tip=_("It is read back from your mailbox, and what the server there thought of it is explained"),
        )
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addWidget(self.seed)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self._asked)
        column.addLayout(foot)
        self.hide()

    def show_report(self, report: DomainReport) -> None:
        """Show what was found."""
        clear(self._lines)
        for finding in report.findings:
            line = StateLine(self)
            line.show_state(*_LOOKS[finding.state], finding.words)
            self._lines.addWidget(line)
        self._request = report.request()
        self._asked.setText(self._request)
        self._asked.setVisible(bool(self._request))
        self.copy.setVisible(bool(self._request))
        set_words(self.copy, _("Copy this letter to IT"))
        self.show()
        announce(self, " ".join(finding.words for finding in report.findings))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._request)
        set_words(self.copy, _("Copied"))
