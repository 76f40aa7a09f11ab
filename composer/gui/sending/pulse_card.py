"""How a sending goes, in figures: how fast, until when, over which server, what servers answered last and what they refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from composer.delivery.last_answers import Answer, LastAnswers, Trouble, last_answers
from composer.gui.jobs import Jobs
from composer.gui.sending.campaign_run import CampaignRun, RunState
from composer.gui.sending.fact_rows import FactRows, StateLine
from composer.gui.sending.words import STATE_WORDS, reason_words, when
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.workspace import Workspace

EVERY = 2_000
"""Milliseconds between two looks while letters go out."""
MOST_TROUBLES = 5
SHOWN = (RunState.SENDING, RunState.PAUSING, RunState.PAUSED)
_LOOKS = {"failed": ("danger", "circle-x"), "deferred": ("muted", "clock"), "uncertain": ("warn", "circle-question-mark")}


class PulseCard(FactRows):
    """Shows the campaign of a run while there is anything to come; what stands at its end is told by others."""

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("How sending goes, in figures"))
        self._workspace = workspace
        self._jobs = jobs
        self._run: CampaignRun | None = None
        self._account: Account | None = None
        self._shown = LastAnswers()
        self._speed = label("", wrap=True)
        self._end = label("", wrap=True)
        self._server = label("", wrap=True)
        self.add(_("Speed")).addWidget(self._speed)
        self.add(_("Done by")).addWidget(self._end)
        self.add(_("Mail server")).addWidget(self._server)
        self._troubles = self.add(_("Refused or put off"))
        self._newest = self.add(_("Last answers"))
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self.hide()

    def use(self, run: CampaignRun) -> None:
        """From now on this run is shown."""
        self._run = run
        run.changed.connect(self.refresh)
        run.begun.connect(lambda _id: self._forget())
        run.came_to_rest.connect(lambda _id: self.look())
        self.refresh()

    def refresh(self) -> None:
        """Show how fast it goes and when it will be done, from what is known without asking."""
        run = self._run
        shown = run is not None and run.campaign is not None and run.state in SHOWN
        self.setVisible(shown)
        if run is None or not shown:
            return
        self._speed.setText(self._speed_words(run))
        self._end.setText(self._end_words(run))

    def look(self) -> None:
        """Ask what was answered last."""
        run = self._run
        if run is None or run.campaign is None:
            return
        engine, campaign, accounts = self._workspace.engine, run.campaign, self._workspace.accounts

        def work() -> tuple[LastAnswers, Account]:
            return last_answers(engine, campaign.id), accounts.get(campaign.account)

        self._jobs.submit(
            work, lambda found: self._on_found(campaign.id, *found), lambda _error: None, newest="pulse", owner=self
        )

    # -- inside ----------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._account = None
        self._show_answers(LastAnswers())
        self.look()

    def _speed_words(self, run: CampaignRun) -> str:
        if run.state != RunState.SENDING:
            return _("Nothing goes out at this moment.")
        hours, now = self._account.office_hours if self._account is not None else None, self._workspace.clock()
        if run.waiting_for_pace and hours is not None and (opens := hours.opens(now)) > now:
            return _("Outside office hours. It goes on by itself: {time}.").format(time=when(opens, now, self._workspace.zone))
        if run.waiting_for_pace:
            return _("Waiting: the account allows no more letters just now. It goes on by itself.")
        rate = run.per_minute
        if rate is None:
            return _("Being measured…")
        return ngettext("{count} letter a minute", "{count} letters a minute", round(rate)).format(count=f"{round(rate):,}")

    def _end_words(self, run: CampaignRun) -> str:
        seconds = run.seconds_left
        now, zone = self._workspace.clock(), self._workspace.zone
        if seconds is not None:
            return _("{time}, if it goes on like this").format(time=when(now + timedelta(seconds=seconds), now, zone))
        return _("Nobody can tell yet.") if run.state == RunState.SENDING else _("When it goes on, you will see it here.")

    def _server_words(self, account: Account) -> str:
        words = [_("{host}, from {address}").format(host=account.smtp_host, address=account.from_email)]
        words.append(
            ngettext("over {count} line", "over {count} lines at once", account.connections).format(count=account.connections)
        )
        limits = [
            (account.per_minute, _("{count} a minute")),
            (account.per_hour, _("{count} an hour")),
            (account.per_day, _("{count} a day")),
        ]
        if account.office_hours is not None:
            words.append(account.office_hours.in_words())
        allowed = ", ".join(text.format(count=f"{count:,}") for count, text in limits if count)
        if allowed:
            words.append(_("at most {limits}").format(limits=allowed))
        return "; ".join(words)

    def _on_found(self, campaign_id: str, found: LastAnswers, account: Account) -> None:
        run = self._run
        if run is None or run.campaign is None or run.campaign.id != campaign_id:
            return
        if account != self._account:
            self._account = account
            self._server.setText(self._server_words(account))
        if found != self._shown:
            self._show_answers(found)

    def _show_answers(self, found: LastAnswers) -> None:
        self._shown = found
        clear(self._troubles)
        clear(self._newest)
        for trouble in found.troubles[:MOST_TROUBLES]:
            self._troubles.addWidget(self._trouble_line(trouble))
        if not found.troubles:
            self._troubles.addWidget(label(_("None so far."), "muted"))
        if not found.newest:
            self._newest.addWidget(label(_("None yet."), "muted"))
            return
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        for row, answer in enumerate(found.newest):
            for column, made in enumerate(self._answer_cells(answer)):
                grid.addWidget(made, row, column)
        self._newest.addWidget(rows)

    def _trouble_line(self, trouble: Trouble) -> QWidget:
        line = StateLine()
        token, drawing = _LOOKS[trouble.state]
        words = _("{count} · {state}: {why}").format(
            count=f"{trouble.count:,}",
            state=_(STATE_WORDS[trouble.state]),
            why=reason_words(trouble.reason) if trouble.state != "uncertain" else trouble.last.reply,
        )
        line.show_state(token, drawing, words)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        if trouble.state != "uncertain" and trouble.last.reply:
            said = ElidedLabel(_("{address}: “{reply}”").format(address=trouble.last.email, reply=trouble.last.reply), "caption")
            said.setContentsMargins(30, 0, 0, 4)
            column.addWidget(said)
        return whole

    def _answer_cells(self, answer: Answer) -> tuple[QWidget, ...]:
        at = answer.at.astimezone(self._workspace.zone)
        said = answer.reply or _(STATE_WORDS[answer.state])
        return label(f"{at:%H:%M:%S}", "caption"), ElidedLabel(answer.email), ElidedLabel(said, "caption")

    # -- Qt --------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look at once, and while it is seen."""
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks, so nobody asks."""
        super().hideEvent(event)
        self._timer.stop()
