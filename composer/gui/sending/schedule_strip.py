"""Above every page: what goes out by itself and when; and what missed its time, until somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from composer.delivery.campaign import Campaign
from composer.delivery.schedule import Standing
from composer.gui.sending.fact_rows import Note
from composer.gui.sending.schedule_line import ScheduleLine
from composer.gui.sending.start_choice import in_words
from composer.gui.widgets.announce import announce
from composer.gui.widgets.clearing import clear
from composer.i18n import _

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

EVERY = 15_000
"""Milliseconds between two looks."""

SOON = timedelta(hours=24)
"""Who closes the program longer before than this will most likely be back in time."""

Listed = Sequence[tuple[Campaign, Standing]]


class ScheduleWatch(QObject):
    """Looks now and then. ``begun(campaign id)``: it is due and this window has claimed it, so this window sends it.

    ``changed`` carries what waits for its time or missed it.
    """

    begun = Signal(str)
    changed = Signal(object)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self.free = True
        self._blind = False
        self._shown: Listed | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask the database; where ``free`` is not set (another campaign is going out) nothing is begun."""
        schedule, free = self._workspace.schedule, self.free

        def work() -> tuple[str, Listed]:
            due = [campaign for campaign, stands in schedule.all() if stands is Standing.DUE] if free else []
            begun = next((campaign.id for campaign in due if schedule.claim(campaign.id)), "")
            return begun, schedule.all()

        # One after another with everything that writes: a campaign just called off is not begun.
        self._jobs.write(work, self._on_looked, self._on_blind, owner=self)

    def call_off(self, campaign_id: str) -> None:
        """Nothing of it goes."""
        schedule = self._workspace.schedule
        self._jobs.write(lambda: schedule.take_back(campaign_id), lambda _none: self.look(), self._on_failed, owner=self)

    def move(self, campaign_id: str, starts: datetime) -> None:
        """It goes at another time."""
        schedule = self._workspace.schedule
        self._jobs.write(lambda: schedule.move(campaign_id, starts), lambda _none: self.look(), self._on_failed, owner=self)

    def _on_blind(self, error: object) -> None:
        """The database is away: told once, and looked at again."""
        if not self._blind:
            self._blind = True
            self.troubled.emit(error)

    def _on_looked(self, found: tuple[str, Listed]) -> None:
        self._blind = False
        begun, listed = found
        if listed != self._shown:
            self._shown = listed
            self.changed.emit(listed)
        if begun:
            self.begun.emit(begun)

    def _on_failed(self, error: object) -> None:
        self.troubled.emit(error)
        self.look()


class ScheduleStrip(QWidget):
    """One line for each. ``now_wanted``, ``moved`` (with a moment) and ``off_wanted`` carry the campaign's id."""

    now_wanted = Signal(str)
    moved = Signal(str, object)
    off_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._leaving = Note("warn")
        self._leaving.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self._leaving)
        whole.addLayout(self._column)
        self._listed: Listed = ()
        self._told: set[str] = set()
        self._asked: set[tuple[str, datetime]] = set()
        self.hide()

    def show_listed(self, listed: Listed) -> None:
        """Show these; what was missed first."""
        self._listed = listed
        self._leaving.hide()
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        clear(self._column)
        lines: list[ScheduleLine] = []
        for campaign, stands in sorted(listed, key=lambda row: row[1] is not Standing.MISSED):
            missed = stands is Standing.MISSED
            line = ScheduleLine(campaign, missed, self._workspace)
            line.now_wanted.connect(partial(self.now_wanted.emit, campaign.id))
            line.moved.connect(partial(self.moved.emit, campaign.id))
            line.off_wanted.connect(partial(self.off_wanted.emit, campaign.id))
            self._column.addWidget(line)
            lines.append(line)
            if missed and campaign.id not in self._told:
                self._told.add(campaign.id)
                announce(self, line.text, assertive=True)
        self.setVisible(bool(listed))
        if had_focus and lines:
            lines[0].take_focus()

    def may_close(self) -> bool:
        """Closing the program shortly before something is to go asks once for each; it is safe either way."""
        until = self._workspace.schedule.now() + SOON
        near = [
            (campaign, campaign.starts)
            for campaign, stands in self._listed
            if stands is Standing.WAITING and campaign.starts is not None and campaign.starts < until
        ]
        new = [(campaign, starts) for campaign, starts in near if (campaign.id, starts) not in self._asked]
        if not new:
            return True
        self._asked.update((campaign.id, starts) for campaign, starts in new)
        campaign, starts = new[0]
        words = _(
            "“{issue}” goes on {when}, but only if Newsletter Composer is open then. Close it again to leave all the same: "
            "nothing goes late by itself, you are asked at the next start."
        ).format(issue=campaign.issue_name, when=in_words(starts.astimezone(self._workspace.zone)))
        self._leaving.say(words, "warn")
        announce(self, words, assertive=True)
        return False
