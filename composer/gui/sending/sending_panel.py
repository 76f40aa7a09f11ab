"""How sending goes, in one line below every page: one can go on working, and stop it from anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from composer.gui.sending.campaign_run import CampaignRun, RunState
from composer.gui.sending.words import clock_time, go_on_question, left, people, sentence
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import ElidedLabel
from composer.i18n import _

HEIGHT = 60


class SendingPanel(QFrame):
    """Shows itself while there is something to show. ``details_wanted`` carries the campaign's id."""

    details_wanted = Signal(str)

    def __init__(self, run: CampaignRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._suppressed = False
        mark(self, surface="bar")
        self.setAccessibleName(_("How sending goes"))
        self._words = ElidedLabel("", "strong")
        self._more = ElidedLabel("", "caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Sent so far"))
        self._first = button("", self._on_first)
        self._second = button("", self._on_second, kind="quiet")
        self._details = button(_("Show"), self._on_details, kind="quiet")
        self._details.setAccessibleName(_("Show how sending goes"))
        self._close = icon_button("x", _("Put this line away"), run.put_away, dense=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._words)
        words.addWidget(self._bar)
        words.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        for made in (self._details, self._second, self._first, self._close):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        run.changed.connect(self.refresh)
        self.refresh()

    def set_suppressed(self, suppressed: bool) -> None:
        """Stay hidden while the page that shows the same in full is there."""
        self._suppressed = suppressed
        self.refresh()

    def refresh(self) -> None:
        """Show how the run stands."""
        run = self._run
        self.setVisible(run.campaign is not None and run.state != RunState.IDLE and not self._suppressed)
        if run.campaign is None:
            return
        counts = run.counts
        name = f"“{run.campaign.issue_name}”"
        self._bar.setVisible(run.state in (RunState.SENDING, RunState.PAUSING, RunState.PAUSED))
        self._bar.setRange(0, max(1, counts.total))
        self._bar.setValue(counts.total - counts.queued - counts.sending - counts.deferred)
        words, more, first, second = "", "", "", ""
        if run.state == RunState.HOLDING:
            words = _("{name} starts in {time}").format(name=name, time=clock_time(run.seconds_to_start))
            more = _("To {people}. Nothing has been sent yet.").format(people=people(counts.total))
            first, second = _("Start now"), _("Stop, keep editing")
        elif run.state in (RunState.SENDING, RunState.PAUSING):
            words = _("{name}: {done} of {total}").format(name=name, done=counts.sent, total=counts.total)
            more = sentence(left(run.seconds_left)) if run.seconds_left is not None else ""
            first = _("Pause")
        elif run.state == RunState.PAUSED:
            words = f"{name}: {go_on_question(counts)}"
            more = run.why
            first = _("Go on") if counts.queued + counts.sending + counts.deferred else ""
            second = _("Stop sending") if first else ""
        elif run.state == RunState.FINISHED:
            words = _("{name}: {sent} of {total} letters are on their way.").format(
                name=name, sent=counts.sent, total=counts.total
            )
            more = _("Thank you for keeping people together.")
        elif run.state == RunState.STOPPED:
            words = _("{name}: stopped after {sent} of {total}.").format(name=name, sent=counts.sent, total=counts.total)
        self._words.setText(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        for made, text in ((self._first, first), (self._second, second)):
            _rename(made, text)
        self._first.setEnabled(run.state != RunState.PAUSING)
        self._close.setVisible(not run.active)

    def _on_first(self) -> None:
        action = {
            RunState.HOLDING: self._run.start_now,
            RunState.SENDING: self._run.pause,
            RunState.PAUSED: self._run.go_on,
        }.get(self._run.state)
        if action is not None:
            action()

    def _on_second(self) -> None:
        self._run.stop()

    def _on_details(self) -> None:
        if self._run.campaign is not None:
            self.details_wanted.emit(self._run.campaign.id)


def _rename(made: QPushButton, text: str) -> None:
    made.setText(text)
    made.setAccessibleName(text)
    made.setVisible(bool(text))
