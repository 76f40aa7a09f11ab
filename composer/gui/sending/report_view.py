"""The report of one campaign: one big sentence, what became of the rest, and why letters were refused, in plain words."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.gui.jobs import Jobs
from composer.gui.sending.fact_rows import FactRows, Note, StateLine, clear
from composer.gui.sending.uncertain_list import UncertainList
from composer.gui.sending.words import go_on_question, how_it_went, reason_in_plain_words, standing
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import ElidedLabel, label
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.delivery.campaign import Campaign, Counts, Delivery
    from composer.gui.sending.campaign_model import SentRow
    from composer.workspace import Workspace

REFUSED_SHOWN = 30
_ICONS = {"ok": "circle-check", "danger": "circle-x", "warn": "circle-question-mark", "muted": "circle-minus"}


class ReportView(QWidget):
    """Shows how it went.

    Signals:
        go_on_wanted: go on with this campaign (its id).
        letter_wanted: show the letter of this delivery.
        stored: something about the campaign was written.
    """

    go_on_wanted = Signal(str)
    letter_wanted = Signal(object)
    stored = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._zone: tzinfo = workspace.zone
        self._row: SentRow | None = None
        self._sentence = label("", "page-title", wrap=True)
        self._practice = Note("info", "mailbox")
        self._waiting = Note("warn")
        self._go_on = button(_("Go on"), self._on_go_on)
        self._give_up = button(_("Stop sending"), self._on_stop, kind="quiet")
        self._waiting.add_button(self._give_up)
        self._waiting.add_button(self._go_on)
        self._standing = QVBoxLayout()
        self._standing.setSpacing(0)
        self._uncertain = UncertainList(jobs, workspace)
        self._uncertain.settled.connect(self._on_settled)
        self._refused_card = QFrame()
        mark(self._refused_card, surface="card")
        self._refused_title = label("", "strong", wrap=True)
        self._refused = QVBoxLayout()
        self._refused.setSpacing(8)
        inside = QVBoxLayout(self._refused_card)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(10)
        inside.addWidget(self._refused_title)
        inside.addLayout(self._refused)
        self._facts: FactRows | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for part in (self._sentence, self._practice, self._waiting):
            self._column.addWidget(part)
        self._column.addLayout(self._standing)
        self._column.addWidget(self._uncertain)
        self._column.addWidget(self._refused_card)
        self._facts_at = self._column.count()
        self._column.addWidget(
            label(_("Who opened it is not counted: that would need a hidden picture in every letter."), "caption", wrap=True)
        )
        self._column.addStretch(1)
        self._refused_card.hide()

    def show_row(self, row: SentRow) -> None:
        """Show this campaign."""
        self._row = row
        campaign, counts = row.campaign, row.counts
        self._sentence.setText(how_it_went(campaign, counts, self._zone, last=campaign.finished))
        self._practice.say(_("A rehearsal: the letters are in the practice mailbox on this computer.") if row.practice else "")
        unfinished = campaign.state in ("draft", "scheduled", "sending", "paused")
        rest = counts.queued + counts.sending + counts.deferred
        self._waiting.say(
            " ".join(part for part in (go_on_question(counts), campaign.why) if part) if unfinished and rest else ""
        )
        self._draw_standing(counts)
        self._draw_facts(campaign)
        self._uncertain.show_campaign(campaign.id if counts.uncertain else "")
        if counts.failed:
            campaigns = self._workspace.campaigns
            self._jobs.submit(
                lambda: campaigns.deliveries(campaign.id, state="failed", limit=REFUSED_SHOWN),
                lambda found: self._on_refused(campaign.id, found),
                newest="refused",
                owner=self,
            )
        else:
            self._refused_card.hide()

    def _draw_standing(self, counts: Counts) -> None:
        clear(self._standing)
        lines = standing(counts)
        if len(lines) == 1 and lines[0][0] == "ok":
            return  # the sentence has said it
        for token, words in lines:
            line = StateLine()
            line.show_state(token, _ICONS[token], words)
            self._standing.addWidget(line)

    def _draw_facts(self, campaign: Campaign) -> None:
        if self._facts is not None:
            self._column.removeWidget(self._facts)
            self._facts.deleteLater()
        self._facts = FactRows()
        for caption, words in (
            (_("Subject"), campaign.subject),
            (_("From"), campaign.sender),
            (_("To"), ", ".join(campaign.lists)),
            (_("Account"), campaign.account),
        ):
            if words:
                self._facts.add(caption).addWidget(label(words, wrap=True))
        self._column.insertWidget(self._facts_at, self._facts)

    def _on_refused(self, campaign_id: str, found: list[Delivery]) -> None:
        if self._row is None or self._row.campaign.id != campaign_id:
            return
        clear(self._refused)
        count = self._row.counts.failed
        self._refused_title.setText(
            ngettext("{count} letter was refused", "{count} letters were refused", count).format(count=count)
        )
        for delivery in found:
            self._refused.addWidget(self._refusal(delivery))
        if count > len(found):
            rest = ngettext("and {count} more, under Everyone", "and {count} more, under Everyone", count - len(found))
            self._refused.addWidget(label(rest.format(count=count - len(found)), "caption"))
        self._refused_card.setVisible(bool(found))

    def _refusal(self, delivery: Delivery) -> QWidget:
        line = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(delivery.email, "strong"))
        reason = label(reason_in_plain_words(delivery.state, delivery.reply), "caption", wrap=True)
        reason.setToolTip(delivery.reply)
        words.addWidget(reason)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        return line

    def _on_go_on(self) -> None:
        if self._row is not None:
            self.go_on_wanted.emit(self._row.campaign.id)

    def _on_stop(self) -> None:
        if self._row is None:
            return
        campaigns, campaign_id = self._workspace.campaigns, self._row.campaign.id
        self._jobs.write(lambda: campaigns.cancel(campaign_id), lambda _none: self.stored.emit(), owner=self)

    def _on_settled(self, ids: list[int], sent: bool) -> None:
        if self._row is None:
            return
        campaigns, campaign_id = self._workspace.campaigns, self._row.campaign.id

        def settled(_count: int) -> None:
            self.stored.emit()
            if not sent:
                self.go_on_wanted.emit(campaign_id)

        self._jobs.write(lambda: campaigns.settle_uncertain(campaign_id, ids, sent), settled, owner=self)
