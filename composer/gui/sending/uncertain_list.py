"""Letters whose fate nobody knows: listed apart, one decision each (or one for all)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.jobs import Jobs
from composer.gui.sending.words import uncertain_sentence
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.campaign import Delivery
    from composer.workspace import Workspace

SHOWN = 20
MOST = 5_000


class UncertainList(QFrame):
    """Asks about each uncertain letter: skip (recommended) or send again.

    Signals:
        settled: ids of deliveries, and whether they are taken as arrived.
    """

    settled = Signal(object, bool)

    def __init__(self, jobs: Jobs, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self.setAccessibleName(_("Letters that may have arrived"))
        self._jobs = jobs
        self._workspace = workspace
        self._ids: list[int] = []
        self._title = label("", "strong", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._all = QWidget()
        self._skip_all = button(_("Skip them all (recommended)"), lambda: self.settled.emit(list(self._ids), True))
        self._again_all = button(_("Send to them all again"), lambda: self.settled.emit(list(self._ids), False), kind="quiet")
        row = QHBoxLayout(self._all)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._skip_all)
        row.addWidget(self._again_all)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(label(_("Skip: they count as having it. Send again: they may get it twice."), "caption", wrap=True))
        column.addLayout(self._rows)
        column.addWidget(self._all)
        self.hide()

    def show_campaign(self, campaign_id: str) -> None:
        """Read which letters of this campaign are uncertain, and ask about them; "" asks nothing."""
        if not campaign_id:
            self.hide()
            return
        campaigns = self._workspace.campaigns
        self._jobs.submit(
            lambda: campaigns.deliveries(campaign_id, state="uncertain", limit=MOST),
            self._on_read,
            newest=f"uncertain {id(self)}",
            owner=self,
        )

    def _on_read(self, found: list[Delivery]) -> None:
        clear(self._rows)
        self._ids = [delivery.id for delivery in found]
        self._title.setText(uncertain_sentence(len(found)))
        for delivery in found[:SHOWN]:
            self._rows.addWidget(self._line(delivery))
        rest = len(found) - SHOWN
        if rest > 0:
            self._rows.addWidget(label(ngettext("and {count} more", "and {count} more", rest).format(count=rest), "caption"))
        self._all.setVisible(len(found) > 1)
        self.setVisible(bool(found))

    def _line(self, delivery: Delivery) -> QWidget:
        line = QWidget()
        skip = button(_("Skip"), lambda: self.settled.emit([delivery.id], True))
        skip.setAccessibleName(_("Skip {address}").format(address=delivery.email))
        again = button(_("Send again"), lambda: self.settled.emit([delivery.id], False), kind="quiet")
        again.setAccessibleName(_("Send again to {address}").format(address=delivery.email))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(delivery.email), 1)
        row.addWidget(skip, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignRight)
        return line
