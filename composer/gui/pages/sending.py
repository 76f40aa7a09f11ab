"""Sending: the countdown in which everything can be taken back, then how far it has come, with pause, go on and stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from composer.delivery.unheard import SITE
from composer.gui import changes
from composer.gui.pages.page import Page, Wish
from composer.gui.sending.afterwards import Afterwards
from composer.gui.sending.campaign_run import CampaignRun, RunState
from composer.gui.sending.fact_rows import Note, StateLine
from composer.gui.sending.pulse_card import PulseCard
from composer.gui.sending.uncertain_list import UncertainList
from composer.gui.sending.words import clock_time, go_on_question, how_it_went, left, people, sentence, standing
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.empty_state import EmptyState
from composer.gui.widgets.illustration import Illustration
from composer.gui.widgets.labels import ElidedLabel, label
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import N_, _

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace

TOLD_AT = (60, 30, 10, 3)
"""Seconds of the countdown that are said aloud."""
WIDEST = 720
ROOM_FOR_BOAT = 560


class SendingPage(Page):
    """Shows a :class:`CampaignRun`; the window gives it one with :meth:`use`."""

    title = N_("Sending")
    icon = "send"
    depends_on = frozenset({changes.CAMPAIGNS})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._run: CampaignRun | None = None
        self._told: set[int] = set()
        self._told_tenth = 0
        self._close_anyway = False
        self._just_shown = False
        self._shown_state: RunState | None = None
        self._build()

    # -- what the window asks for ----------------------------------------------------------------------

    def use(self, run: CampaignRun) -> None:
        """From now on this run is shown."""
        self._run = run
        self._pulse.use(run)
        self._uncertain.settled.connect(self._on_settled)
        run.changed.connect(self._draw)
        run.came_to_rest.connect(self._on_came_to_rest)
        run.taken_back.connect(self._on_taken_back)
        self._draw()

    def show_argument(self, argument: object) -> None:
        """The run is shown whatever it is about; nothing to choose."""

    def refresh(self) -> None:
        """Draw it as it stands."""
        self._draw()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """No action of the table belongs here."""
        return {}

    def panes(self) -> list[QWidget]:
        """The buttons, and the letters nobody is certain about."""
        return [pane for pane in (self._first, self._uncertain) if not pane.isHidden()]

    def may_leave(self) -> bool:
        """Closing during sending asks once; it is safe either way."""
        if self._run is None or not self._run.active or self._close_anyway:
            return True
        self._close_anyway = True
        words = _("Letters are still going out. Close again to leave: it goes on at the next start, and nobody gets it twice.")
        self._leaving.say(words, "warn")
        self.said.emit(words)
        announce(self, words, assertive=True)
        return False

    def let_go(self) -> None:
        """End between two letters."""
        if self._run is not None:
            self._run.let_go()

    # -- building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._leaving = Note("warn")
        self._name = ElidedLabel("", "muted")
        self._big = label("", "hero", wrap=True)
        self._clock = label("", "hero")
        self._clock.setAccessibleName(_("Time until sending starts"))
        self._sub = label("", "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Sent so far"))
        self._why = Note("warn")
        self._standing = QVBoxLayout()
        self._standing.setSpacing(0)
        self._state_lines: list[StateLine] = []
        self._first = button("", self._on_first, kind="primary")
        self._second = button("", self._on_second)
        self._third = button("", self._on_third, kind="quiet")
        for made in (self._first, self._second, self._third):
            mark(made, big=True)
        self._hint = label("", "caption", wrap=True)
        self._uncertain = UncertainList(self.jobs, self.workspace)
        self._pulse = PulseCard(self.workspace, self.jobs)
        self._afterwards = Afterwards(self.workspace, self.jobs)
        self._afterwards.wished.connect(self.wished)
        self._boat = Illustration("all_sent", width=208)

        self._card = QFrame()
        mark(self._card, surface="card")
        beside = QHBoxLayout(self._card)
        beside.setContentsMargins(20, 20, 20, 20)
        beside.setSpacing(20)
        inside = QVBoxLayout()
        inside.setSpacing(10)
        beside.addLayout(inside, 1)
        beside.addWidget(self._boat, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._name, self._clock, self._big, self._sub, self._bar, self._why):
            inside.addWidget(part)
        inside.addLayout(self._standing)
        inside.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        for made in (self._first, self._second, self._third):
            row.addWidget(made)
        row.addStretch(1)
        inside.addLayout(row)
        inside.addWidget(self._hint)

        self._empty = EmptyState(
            "send",
            _("Nothing is being sent"),
            _("When an issue goes out, you can follow it here."),
            _("To the issues"),
            self._to_issues,
        )
        content = QWidget()
        mark(content, surface="window")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        self._title = label(_("Sending"), "page-title")
        column.addWidget(self._title)
        column.addWidget(self._leaving)
        middle = QHBoxLayout()
        stack = QVBoxLayout()
        stack.setSpacing(16)
        self._holder = QWidget()
        self._holder.setMaximumWidth(WIDEST)
        self._holder.setLayout(stack)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(label(_("Sending"), "page-title"))
        stack.addWidget(self._card)
        stack.addWidget(self._uncertain)
        stack.addWidget(self._pulse)
        stack.addWidget(self._afterwards)
        stack.addStretch(1)
        middle.addStretch(1)
        middle.addWidget(self._holder, 100)
        middle.addStretch(1)
        column.addLayout(middle, 1)
        column.addWidget(self._empty, 1)
        scroll = scrolled(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._draw()

    # -- showing ---------------------------------------------------------------------------------------

    def _draw(self) -> None:
        run = self._run
        idle = run is None or run.campaign is None or run.state == RunState.IDLE
        self._empty.setVisible(idle)
        self._title.setVisible(idle)
        self._holder.setVisible(not idle)
        if run is None or run.campaign is None or idle:
            self._shown_state = None
            self._afterwards.show_campaign(None)
            return
        counts, campaign, state = run.counts, run.campaign, run.state
        name = campaign.issue_name
        self._name.setText(_("“{name}” starts in").format(name=name) if state == RunState.HOLDING else name)
        self._clock.setVisible(state == RunState.HOLDING)
        self._bar.setVisible(state in (RunState.SENDING, RunState.PAUSING, RunState.PAUSED))
        self._bar.setRange(0, max(1, counts.total))
        self._bar.setValue(counts.total - counts.queued - counts.sending - counts.deferred)
        waiting = counts.queued + counts.sending + counts.deferred
        self._why.say(run.why if state == RunState.PAUSED and waiting else "")
        self._draw_standing()
        practice = self._practice_words(campaign.account)
        first, second, third, hint = "", "", "", ""
        if state == RunState.HOLDING:
            self._clock.setText(clock_time(run.seconds_to_start))
            self._big.setText(_("Goes to {people}").format(people=people(counts.total)))
            self._sub.setText(_("Nothing has been sent yet.") + practice)
            first, second = _("Stop, keep editing"), _("Start now")
        elif state in (RunState.SENDING, RunState.PAUSING):
            self._big.setText(_("{done} of {total}").format(done=f"{counts.sent:,}", total=f"{counts.total:,}"))
            if state == RunState.PAUSING:
                self._sub.setText(_("Finishing the letter that is on its way…"))
            else:
                self._sub.setText(
                    (sentence(left(run.seconds_left)) if run.seconds_left is not None else _("Sending…")) + practice
                )
            first, second = _("Pause"), _("Stop sending")
            hint = _("You can keep working. Closing the program is safe: it goes on at the next start, and nobody gets it twice.")
        elif state == RunState.PAUSED:
            self._big.setText(_("Paused") if waiting else _("Almost done"))
            self._sub.setText(go_on_question(counts) if waiting else _("Decide about the rest below."))
            first = _("Go on") if waiting else ""
            second = _("Stop sending") if waiting else ""
            hint = _("Nobody gets it twice.") if waiting else ""
            if waiting and run.missing:
                first, third = _("Try again"), _("Send without it")
                hint = _("Without it, somebody who has just unsubscribed there may get this issue.")
                if SITE in run.missing:
                    hint += " " + _("Its letters then let people unsubscribe by letter only.")
        else:
            self._big.setText(how_it_went(campaign, counts, self.workspace.zone, last=self.workspace.clock()))
            self._sub.setText(_("Thank you for keeping people together.") if state == RunState.FINISHED else "")
            first, third = _("Show the report"), _("To the issues")
        self._sub.setVisible(bool(self._sub.text()))
        for made, words in ((self._first, first), (self._second, second), (self._third, third)):
            _rename(made, words)
        # During the countdown and while sending nothing needs to be pressed, so nothing asks for it in green.
        mark(self._first, kind="plain" if run.active else "primary")
        mark(self._second, kind="plain" if state == RunState.HOLDING else "quiet")
        self._first.setEnabled(state != RunState.PAUSING)
        self._second.setEnabled(state != RunState.PAUSING)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        ended = state in (RunState.FINISHED, RunState.STOPPED)
        self._afterwards.show_campaign(campaign if ended else None, counts if ended else None)
        self._choose_boat()
        self._tell(state)
        if state != self._shown_state:
            self._shown_state = state
            self._ask_about_uncertain()
            self._place_focus()

    def _choose_boat(self) -> None:
        """The drawing belongs to a good end, and never takes the words' room."""
        done = self._run is not None and self._run.state == RunState.FINISHED
        self._boat.setVisible(done and self._holder.width() >= active_theme().room_for(ROOM_FOR_BOAT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_boat()

    def _ask_about_uncertain(self) -> None:
        run = self._run
        asked = run is not None and run.campaign is not None and run.counts.uncertain and not run.active
        self._uncertain.show_campaign(run.campaign.id if run is not None and run.campaign is not None and asked else "")

    def _practice_words(self, account: str) -> str:
        from composer.delivery.accounts import PRACTICE_NAME

        return (
            " " + _("It goes to the practice mailbox on this computer; nobody outside gets a letter.")
            if account == PRACTICE_NAME
            else ""
        )

    def _draw_standing(self) -> None:
        run = self._run
        assert run is not None
        lines = [] if run.state == RunState.HOLDING else standing(run.counts)
        if run.state == RunState.FINISHED and len(lines) == 1 and lines[0][0] == "ok":
            lines = []  # the sentence has said it
        icons = {"ok": "circle-check", "danger": "circle-x", "warn": "circle-question-mark", "muted": "clock"}
        while len(self._state_lines) > len(lines):
            gone = self._state_lines.pop()
            self._standing.removeWidget(gone)
            gone.deleteLater()
        while len(self._state_lines) < len(lines):
            self._state_lines.append(StateLine())
            self._standing.addWidget(self._state_lines[-1])
        for line, (token, words) in zip(self._state_lines, lines, strict=True):
            line.show_state(token, icons[token], words)

    def _tell(self, state: RunState) -> None:
        """Say the countdown and every tenth aloud."""
        run = self._run
        assert run is not None
        if state == RunState.HOLDING:
            seconds = run.seconds_to_start
            for mark_at in TOLD_AT:
                if seconds <= mark_at and mark_at not in self._told:
                    self._told.update(other for other in TOLD_AT if other >= mark_at)
                    announce(self, _("Starts in {seconds} seconds").format(seconds=seconds), assertive=mark_at <= 10)
                    break
            return
        self._told.clear()
        total = max(1, run.counts.total)
        tenth = (run.counts.sent * 10) // total
        if state == RunState.SENDING and tenth > self._told_tenth:
            announce(self, _("{done} of {total} sent").format(done=run.counts.sent, total=total))
        self._told_tenth = tenth

    def _place_focus(self) -> None:
        """Never on what starts something; during the countdown on what takes it back. Who is elsewhere is left there."""
        if not self.isVisible() or self._first.isHidden():
            return
        focused = self.window().focusWidget()
        if self._just_shown or focused is None or self.isAncestorOf(focused):
            self._just_shown = False
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- doing -----------------------------------------------------------------------------------------

    def _on_settled(self, ids: list[int], sent: bool) -> None:
        self._just_shown = True  # what was pressed goes away: the focus stays on this page
        if self._run is not None:
            self._run.settle(ids, sent=sent)

    def _on_first(self) -> None:
        run = self._run
        self._just_shown = True
        if run is None:
            return
        if run.state == RunState.HOLDING:
            run.take_back()
        elif run.state == RunState.SENDING:
            run.pause()
        elif run.state == RunState.PAUSED:
            run.go_on()
        elif run.campaign is not None:
            campaign_id = run.campaign.id
            self.wished.emit(Wish.REPORT, campaign_id)
            run.put_away()

    def _on_second(self) -> None:
        run = self._run
        if run is None:
            return
        if run.state == RunState.HOLDING:
            run.start_now()
        else:
            run.stop()

    def _on_third(self) -> None:
        if self._run is not None and self._run.state == RunState.PAUSED:
            self._run.go_on_without()
        else:
            self._to_issues()

    def _to_issues(self) -> None:
        self.wished.emit(Wish.SHOW_PLACE, "issues")

    def _on_came_to_rest(self, _campaign_id: str) -> None:
        self.stored.emit(changes.CAMPAIGNS)
        self.stored.emit(changes.SHELF)
        self._ask_about_uncertain()

    def _on_taken_back(self, issue_id: str) -> None:
        self.said.emit(_("Taken back. Nothing was sent."))
        self.wished.emit(Wish.OPEN_ISSUE, issue_id)

    def showEvent(self, event: QShowEvent) -> None:
        """The focus goes where it does no harm."""
        super().showEvent(event)
        self._clock.setFont(active_theme().font(44, 600, tabular=True))
        self._just_shown = True
        self._place_focus()


def _rename(made: QPushButton, words: str) -> None:
    made.setText(words)
    made.setAccessibleName(words)
    made.setVisible(bool(words))
