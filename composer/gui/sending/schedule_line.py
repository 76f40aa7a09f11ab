"""One campaign that waits for its time or missed it: what is so, and the ways on, each asked for before it is done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.delivery.campaign import Campaign
from composer.gui.sending.start_choice import StartChoice, in_words
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _

if TYPE_CHECKING:
    from composer.workspace import Workspace

NARROW = 720
"""Pixels below which words and buttons do not stand side by side."""


class ScheduleLine(QFrame):
    """``now_wanted``, ``moved`` (with a moment, UTC) and ``off_wanted``: what is to be done with the campaign."""

    now_wanted = Signal()
    moved = Signal(object)
    off_wanted = Signal()

    def __init__(self, campaign: Campaign, missed: bool, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="banner-warn" if missed else "banner-info")
        self._campaign = campaign
        self._starts: datetime | None = None
        when = in_words(campaign.starts.astimezone(workspace.zone)) if campaign.starts is not None else ""
        words = _("“{issue}” goes on {when}, as it was reviewed. Leave Newsletter Composer open.")
        if missed:
            words = _(
                "“{issue}” was to go on {when}. Newsletter Composer was not open then, or another sending was under way: "
                "nothing was sent."
            )
        self.text = words.format(issue=campaign.issue_name, when=when)
        self._now = self._button(_("Send it now"), self.now_wanted.emit)
        self._other = self._button(_("Another time…"), self._ask_time)
        self._off = self._button(_("Do not send…"), self._ask_whether)
        self._ways = QWidget()
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._now, self._other, self._off):
            row.addWidget(part)
        # Not before: what has no place yet and is shown is a window of its own, and takes the focus from this one.
        self._now.setVisible(missed)
        self._time = StartChoice(workspace.clock, workspace.zone, only_later=True)
        self._time.chosen.connect(self._on_time)
        self._keep = self._button(_("Keep this time"), self._on_keep, kind="primary")
        self._sure = label(_("Nobody gets this letter then. The issue stays, and can be reviewed again."), wrap=True)
        self._yes = self._button(_("Do not send it"), self.off_wanted.emit, kind="danger")
        self._no = self._button(_("Leave it as it is"), self._rest, kind="quiet")
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self._sure, 1)
        for part in (self._keep, self._yes, self._no):
            asked.addWidget(part)
        asked.addStretch(0)
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(8)
        top.addWidget(label(self.text, wrap=True), 1)
        top.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._time)
        column.addLayout(asked)
        self._show(self._ways)

    def _button(self, words: str, do: object, kind: str = "plain") -> QWidget:
        made = button(words, do, kind=kind, dense=True)  # type: ignore[arg-type]  # a signal's emit is a callable, too
        made.setAccessibleName(_("{action}: {issue}").format(action=words.rstrip("…"), issue=self._campaign.issue_name))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the ways on stand below the words."""
        super().resizeEvent(event)
        narrow = event.size().width() < active_theme().room_for(NARROW)
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def take_focus(self) -> None:
        """To the first of the ways on."""
        (self._other if self._now.isHidden() else self._now).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._ways.isVisible():
            self._rest()
        else:
            super().keyPressEvent(event)

    def _show(self, *shown: QWidget) -> None:
        for part in (self._ways, self._time, self._keep, self._sure, self._yes, self._no):
            part.setVisible(part in shown)

    def _rest(self) -> None:
        self._show(self._ways)
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_time(self) -> None:
        self._show(self._time, self._keep, self._no)
        self._time.choose_later()

    def _ask_whether(self) -> None:
        self._show(self._sure, self._yes, self._no)
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_time(self, starts: datetime | None) -> None:
        self._starts = starts
        self._keep.setEnabled(starts is not None)

    def _on_keep(self) -> None:
        if self._starts is not None:
            self.moved.emit(self._starts)
