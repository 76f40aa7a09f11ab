"""Sending in the window: one run, its line below every page, its page, and what was left over from last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composer.delivery.campaign import Campaign
from composer.gui import changes
from composer.gui.pages.sending import SendingPage
from composer.gui.sending.campaign_run import CampaignRun, RunState
from composer.gui.sending.schedule_strip import ScheduleStrip, ScheduleWatch
from composer.gui.sending.sending_panel import SendingPanel
from composer.i18n import _

if TYPE_CHECKING:
    from composer.gui.main_window import MainWindow

PLACE = "sending"


class WindowSending:
    """Holds the run of one window. ``take_up(campaign id)`` counts down (or goes on) and shows it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.run = CampaignRun(window.workspace, window.jobs, window)
        self.panel = SendingPanel(self.run)
        self.panel.set_suppressed(False)
        window.set_panel(self.panel)
        self.panel.details_wanted.connect(lambda _campaign_id: window.show_place(PLACE))
        window.place_shown.connect(lambda place: self.panel.set_suppressed(place == PLACE))
        window.page_made.connect(self._on_page_made)
        self.run.changed.connect(self._on_changed)
        # Made with the run: it is asked before the window closes.
        self.run.begun.connect(lambda _campaign_id: window.page(PLACE))
        self.run.troubled.connect(window.show_error)
        self._told = False
        self._watch = ScheduleWatch(window.workspace, window.jobs, window)
        self._strip = ScheduleStrip(window.workspace)
        window.add_above(self._strip)
        window.ask_before_closing(self._strip.may_close)
        self._connect_schedule()
        campaigns = window.workspace.campaigns
        window.jobs.submit(campaigns.unfinished, self._on_unfinished, owner=window)

    def take_up(self, campaign_id: str) -> None:
        """A campaign was confirmed, or is to go on."""
        self._window.show_place(PLACE)
        self.run.begin(campaign_id, self._window.workspace.settings.hold_seconds)

    def _connect_schedule(self) -> None:
        window, watch, strip = self._window, self._watch, self._strip
        watch.changed.connect(strip.show_listed)
        watch.changed.connect(lambda _listed: window.changes.note(changes.CAMPAIGNS))
        watch.troubled.connect(window.show_error)
        watch.begun.connect(lambda campaign_id: self.run.begin(campaign_id, 0))
        strip.now_wanted.connect(self.take_up)
        strip.off_wanted.connect(watch.call_off)
        strip.moved.connect(watch.move)
        window.changes.changed.connect(lambda kind: watch.look() if kind == changes.CAMPAIGNS else None)

    def _on_page_made(self, _place: str, page: object) -> None:
        if isinstance(page, SendingPage):
            page.use(self.run)

    def _on_unfinished(self, found: list[Campaign]) -> None:
        left_over = [campaign for campaign in found if not campaign.test]
        if left_over and self.run.campaign is None:
            self.run.offer(left_over[0].id)

    def _on_changed(self) -> None:
        run, rail = self.run, self._window.rail
        self._watch.free = not run.active
        if run.state in (RunState.SENDING, RunState.PAUSING):
            self._told = True
            rail.set_state("send", _("Sending {done} of {total}").format(done=run.counts.sent, total=run.counts.total))
        elif self._told:
            self._told = False
            rail.set_state("", "")
