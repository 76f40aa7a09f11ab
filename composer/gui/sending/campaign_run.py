"""The run of a campaign, as the window sees it: the countdown before it, how far it has come, pause, go on, stop.

The sender itself is synchronous and lives in a worker; the campaign's state on disk decides. This object only asks and tells.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from composer.delivery.campaign import Campaign, Counts
from composer.delivery.pacing import DAY, forecast, handed_over
from composer.delivery.unheard import send_without, unheard_of
from composer.errors import ComposerError, DeliveryError
from composer.gui.doing import SENDING, Doing
from composer.gui.jobs import Jobs
from composer.i18n import _
from composer.publishing.run import run_campaign

if TYPE_CHECKING:
    from composer.workspace import Workspace

TICK = 200  # milliseconds between two looks at the countdown
MEASURED_AFTER = 10
"""Letters after which the time left is measured instead of forecast."""


RATE_OVER = 30.0
RATE_AFTER = 1.0
"""Seconds over which the speed is measured, at most and at least."""
STILL_AFTER = 3.0
"""Seconds without a letter after which it is said that the pace is kept."""


class RunState(StrEnum):
    """Where the run stands."""

    IDLE = "idle"
    HOLDING = "holding"  # the countdown: nothing has been sent, everything can be taken back
    SENDING = "sending"
    PAUSING = "pausing"  # the letter on its way is being finished
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


ACTIVE = frozenset({RunState.HOLDING, RunState.SENDING, RunState.PAUSING})


class CampaignRun(QObject):
    """One campaign at a time. Read the properties when ``changed``.

    Signals:
        changed: anything that is shown.
        begun: a campaign (its id) was taken up.
        taken_back: it was stopped during the countdown; id of its issue. Nothing was sent.
        came_to_rest: it finished, paused or was stopped; id of the campaign. What is stored about it changed.
        troubled: a ComposerError nobody expected at this point.
    """

    changed = Signal()
    begun = Signal(str)
    taken_back = Signal(str)
    came_to_rest = Signal(str)
    troubled = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self.campaign: Campaign | None = None
        self.counts = Counts()
        self.state = RunState.IDLE
        self.why = ""
        self.missing: tuple[str, ...] = ()  # places that did not say who unsubscribed, so it paused
        self._stop = threading.Event()
        self._then_cancel = False
        self._ends = 0.0
        self._began = 0.0
        self._sent_before = 0
        self._forecast = 0.0
        self._samples: deque[tuple[float, int]] = deque()
        self._countdown = QTimer(self)
        self._countdown.setInterval(TICK)
        self._countdown.timeout.connect(self._on_tick)

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def active(self) -> bool:
        """Whether letters are going out, or are about to."""
        return self.state in ACTIVE

    @property
    def seconds_to_start(self) -> int:
        """What is left of the countdown."""
        return max(0, round(self._ends - time.monotonic())) if self.state == RunState.HOLDING else 0

    @property
    def seconds_left(self) -> float | None:
        """How long sending will take from now; None where nobody can tell yet."""
        rest = self.counts.queued + self.counts.sending
        if self.state != RunState.SENDING or not rest:
            return None
        elapsed = time.monotonic() - self._began
        done = self.counts.sent + self.counts.failed - self._sent_before
        left = max(0.0, self._forecast - elapsed)
        if done >= MEASURED_AFTER and elapsed > 2:
            left = max(left, rest * elapsed / done)
        return left or None

    @property
    def per_minute(self) -> float | None:
        """Letters a minute, over the last half minute; None where too few went to tell."""
        if self.state != RunState.SENDING or len(self._samples) < 2:
            return None
        (first, before), (last, _after) = self._samples[0], self._samples[-1]
        now = self.counts.sent + self.counts.failed
        elapsed = max(last, time.monotonic()) - first
        return (now - before) / elapsed * 60 if elapsed >= RATE_AFTER and now > before else None

    @property
    def waiting_for_pace(self) -> bool:
        """Whether nothing has gone for a while though more is to go, as the account's limits want it."""
        still = time.monotonic() - self._samples[-1][0] if self._samples else 0.0
        return self.state == RunState.SENDING and self._forecast > still > STILL_AFTER

    @property
    def _missed(self) -> bool:
        """Whether it is one that missed its time: a person's word begins it."""
        return self.campaign is not None and self.campaign.state == "scheduled"

    # -- what can be asked for -------------------------------------------------------------------------

    def begin(self, campaign_id: str, hold_seconds: int) -> None:
        """Take up a campaign: one the user has just confirmed is counted down and sent, one that was begun earlier goes on.

        Where only letters are left that nobody is certain about, it waits for :meth:`settle`.
        """

        def begun(found: tuple[Campaign, Counts]) -> None:
            self._take_up(found)
            campaign, counts = found
            self.begun.emit(campaign_id)
            if campaign.state in ("draft", "scheduled") and hold_seconds > 0:
                self.state = RunState.HOLDING
                self._ends = time.monotonic() + hold_seconds
                self._countdown.start()
            elif (
                campaign.state in ("draft", "scheduled", "sending", "paused") and counts.queued + counts.sending + counts.deferred
            ):
                self._send(resume=True)
            else:
                self.state, self.why = _resting_state(campaign), campaign.why
            self.changed.emit()

        self._with_campaign(campaign_id, begun)

    def offer(self, campaign_id: str) -> None:
        """Show a campaign that was begun earlier and wait: :meth:`go_on` or :meth:`stop` follow."""

        def offered(found: tuple[Campaign, Counts]) -> None:
            self._take_up(found)
            self.state, self.why = _resting_state(found[0]), found[0].why
            self.changed.emit()

        self._with_campaign(campaign_id, offered)

    def start_now(self) -> None:
        """Do not wait for the end of the countdown."""
        if self.state == RunState.HOLDING:
            self._countdown.stop()
            self._send(resume=self._missed)

    def take_back(self) -> None:
        """Stop during the countdown: nothing was sent, nothing will be."""
        if self.state != RunState.HOLDING or self.campaign is None:
            return
        self._countdown.stop()
        campaign = self.campaign
        self.state = RunState.IDLE
        store = self._workspace.campaigns
        self._jobs.write(lambda: store.cancel(campaign.id), lambda _none: self.came_to_rest.emit(campaign.id), owner=self)
        self.campaign = None
        self.changed.emit()
        self.taken_back.emit(campaign.issue)

    def pause(self) -> None:
        """Send no further letter until told; the one on its way is finished."""
        if self.state != RunState.SENDING or self.campaign is None:
            return
        self.state = RunState.PAUSING
        campaign_id, store, stop = self.campaign.id, self._workspace.campaigns, self._stop

        def work() -> None:
            store.pause(campaign_id)
            stop.set()

        self._jobs.submit(work, None, self.troubled.emit, owner=self)
        self.changed.emit()

    def go_on(self) -> None:
        """Go on after a pause."""
        if self.state != RunState.PAUSED or self.campaign is None:
            return
        self._send(resume=True)

    def go_on_without(self) -> None:
        """Go on though the ``missing`` places did not say who unsubscribed; the others are read again first."""
        if self.state != RunState.PAUSED or self.campaign is None or not self.missing:
            return
        engine, campaign_id, places = self._workspace.engine, self.campaign.id, self.missing

        def decided(_none: object) -> None:
            self.missing = ()
            self.go_on()

        self._jobs.write(lambda: send_without(engine, campaign_id, places), decided, self.troubled.emit, owner=self)

    def stop(self) -> None:
        """Send no further letter, ever. What went out stays out."""
        if self.campaign is None or self.state in (RunState.IDLE, RunState.FINISHED, RunState.STOPPED):
            return
        if self.state == RunState.HOLDING:
            self.take_back()
            return
        self._then_cancel = True
        if self.state in (RunState.SENDING, RunState.PAUSING):
            self.state = RunState.PAUSING
            self._stop.set()
            self.changed.emit()
        else:
            self._cancel()

    def settle(self, delivery_ids: list[int], *, sent: bool) -> None:
        """A person decided about letters nobody knows the fate of: taken as arrived, or sent again."""
        if self.campaign is None or not delivery_ids:
            return
        campaign_id, store = self.campaign.id, self._workspace.campaigns

        def work() -> tuple[Campaign, Counts]:
            store.settle_uncertain(campaign_id, delivery_ids, sent)
            return store.get(campaign_id), store.counts(campaign_id)

        def settled(found: tuple[Campaign, Counts]) -> None:
            self.campaign, self.counts = found
            if not self.active:
                self.state = _resting_state(found[0])
            self.changed.emit()
            self.came_to_rest.emit(campaign_id)
            if not sent and self.state == RunState.PAUSED:
                self.go_on()

        self._jobs.write(work, settled, self.troubled.emit, owner=self)

    def put_away(self) -> None:
        """Stop showing a campaign that has come to rest."""
        if not self.active:
            self.campaign = None
            self.state = RunState.IDLE
            self.changed.emit()

    def let_go(self) -> None:
        """The window closes: end between two letters. What is left waits on disk for the next start."""
        self._countdown.stop()
        self._stop.set()

    # -- inside ----------------------------------------------------------------------------------------

    def _with_campaign(self, campaign_id: str, then: Callable[[tuple[Campaign, Counts]], None]) -> None:
        if self.active:
            self.troubled.emit(
                DeliveryError(_("Another issue is being sent at this moment."), _("Wait until it is done, or pause it."))
            )
            return
        store, engine = self._workspace.campaigns, self._workspace.engine

        def work() -> tuple[Campaign, Counts]:
            self.missing = unheard_of(engine, campaign_id).missing
            return store.get(campaign_id), store.counts(campaign_id)

        self._jobs.submit(work, then, self.troubled.emit, owner=self)

    def _take_up(self, found: tuple[Campaign, Counts]) -> None:
        self.campaign, self.counts = found
        self.why = ""
        self._then_cancel = False
        self._forecast = 0.0

    def _send(self, *, resume: bool = False) -> None:
        campaign = self.campaign
        assert campaign is not None
        self.state = RunState.SENDING
        self.why = ""
        self._stop = stop = threading.Event()
        self._began = time.monotonic()
        self._samples.clear()
        self._sent_before = self.counts.sent + self.counts.failed
        workspace, counts = self._workspace, self.counts
        on_progress = self._jobs.progress(self._on_progress, owner=self)
        on_forecast = self._jobs.progress(self._on_forecast, owner=self)

        def work() -> tuple[Campaign, Counts]:
            account = workspace.accounts.get(campaign.account)
            now = workspace.clock()
            before = handed_over(workspace.engine, account.name, now - DAY)
            on_forecast((forecast(counts.queued, account, now, before=before) - now).total_seconds())
            if resume:
                workspace.campaigns.resume(campaign.id)
            done = run_campaign(workspace, campaign.id, on_progress=on_progress, stop=stop)
            self.missing = unheard_of(workspace.engine, campaign.id).missing
            return workspace.campaigns.get(campaign.id), done

        self._jobs.submit(work, self._on_ended, self._on_failed, owner=self, doing=Doing(SENDING))
        self.changed.emit()

    def _on_tick(self) -> None:
        if self.state == RunState.HOLDING and time.monotonic() >= self._ends:
            self._countdown.stop()
            self._send(resume=self._missed)
        else:
            self.changed.emit()

    def _on_progress(self, counts: Counts) -> None:
        if self.state in (RunState.SENDING, RunState.PAUSING):
            self.counts = counts
            self._sample()
            self.changed.emit()

    def _sample(self) -> None:
        """Remember when how many were done; only where that changed, and no further back than the speed is measured."""
        now, done = time.monotonic(), self.counts.sent + self.counts.failed
        if not self._samples or self._samples[-1][1] != done:
            self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[0][0] > RATE_OVER:
            self._samples.popleft()

    def _on_forecast(self, seconds: float) -> None:
        self._forecast = seconds
        self.changed.emit()

    def _on_ended(self, found: tuple[Campaign, Counts]) -> None:
        self.campaign, self.counts = found
        self.why = found[0].why
        if self._then_cancel and found[0].state != "finished":
            self._cancel()
            return
        self.state = _resting_state(found[0])
        self.changed.emit()
        self.came_to_rest.emit(found[0].id)

    def _on_failed(self, error: ComposerError) -> None:
        self.state = RunState.PAUSED
        self.why = str(error)
        self.changed.emit()
        if self._then_cancel:
            self._cancel()
        elif self.campaign is not None:
            self.came_to_rest.emit(self.campaign.id)

    def _cancel(self) -> None:
        assert self.campaign is not None
        campaign_id, store = self.campaign.id, self._workspace.campaigns

        def work() -> tuple[Campaign, Counts]:
            store.cancel(campaign_id)
            return store.get(campaign_id), store.counts(campaign_id)

        def cancelled(found: tuple[Campaign, Counts]) -> None:
            self.campaign, self.counts = found
            self.state = RunState.STOPPED
            self._then_cancel = False
            self.changed.emit()
            self.came_to_rest.emit(campaign_id)

        self._jobs.write(work, cancelled, self.troubled.emit, owner=self)


def _resting_state(campaign: Campaign) -> RunState:
    if campaign.state == "finished":
        return RunState.FINISHED
    return RunState.STOPPED if campaign.state == "cancelled" else RunState.PAUSED
