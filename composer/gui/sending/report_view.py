"""The report of one campaign: one big sentence, what became of the rest, and why letters were refused, in plain words."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from composer.delivery.refused import refused_groups
from composer.gui.jobs import Jobs
from composer.gui.sending.fact_rows import FactRows, Note, StateLine
from composer.gui.sending.start_choice import in_words
from composer.gui.sending.uncertain_list import UncertainList
from composer.gui.sending.words import go_on_question, how_it_went, reason_in_plain_words, standing
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext
from composer.publishing.left_over import left_over

if TYPE_CHECKING:
    from composer.delivery.campaign import Campaign, Counts
    from composer.delivery.refused import RefusedGroup
    from composer.gui.sending.campaign_model import SentRow
    from composer.workspace import Workspace

NAMED = 12
"""Addresses named of those refused for one reason."""
_ICONS = {"ok": "circle-check", "danger": "circle-x", "warn": "circle-question-mark", "muted": "circle-minus"}


class ReportView(QWidget):
    """Shows how it went.

    Signals:
        go_on_wanted: go on with this campaign (its id).
        letter_wanted: show the letter of this delivery.
        rest_wanted: send the issue (its id) to those of these lists who have not had it.
        stored: something about the campaign was written.
    """

    go_on_wanted = Signal(str)
    letter_wanted = Signal(object)
    rest_wanted = Signal(str, tuple)
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
        self._left = Note("info", "users")
        self._send_rest = button(_("Send it to them…"), self._on_rest)
        self._left.add_button(self._send_rest)
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
        self._column.addWidget(self._left)
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
        unfinished = campaign.state in ("draft", "sending", "paused")
        rest = counts.queued + counts.sending + counts.deferred
        self._waiting.say(
            " ".join(part for part in (go_on_question(counts), campaign.why) if part) if unfinished and rest else ""
        )
        self._draw_standing(counts)
        self._draw_facts(campaign)
        self._uncertain.show_campaign(campaign.id if counts.uncertain else "")
        self._left.say("")
        if campaign.state == "finished" and not campaign.test:
            workspace = self._workspace
            self._jobs.submit(
                lambda: left_over(workspace, campaign),
                lambda count: self._on_left(campaign.id, count),
                newest="left over",
                owner=self,
            )
        if counts.failed:
            campaigns = self._workspace.campaigns
            self._jobs.submit(
                lambda: refused_groups(campaigns, campaign.id),
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
        waits = campaign.starts if campaign.state == "scheduled" else None
        for caption, words in (
            (_("When"), in_words(waits.astimezone(self._zone)) if waits is not None else ""),
            (_("Subject"), campaign.subject),
            (_("From"), campaign.sender),
            (_("To"), ", ".join(campaign.lists)),
            (_("Account"), campaign.account),
        ):
            if words:
                self._facts.add(caption).addWidget(label(words, wrap=True))
        self._column.insertWidget(self._facts_at, self._facts)

    def _on_left(self, campaign_id: str, count: int) -> None:
        if self._row is not None and self._row.campaign.id == campaign_id and count:
            names = ", ".join(self._row.campaign.lists)
            words = ngettext(
                "{count} person on {lists} has not had this issue.", "{count} people on {lists} have not had this issue.", count
            )
            self._left.say(words.format(count=f"{count:,}", lists=names))

    def _on_rest(self) -> None:
        if self._row is not None:
            self.rest_wanted.emit(self._row.campaign.issue, self._row.campaign.lists)

    def _on_refused(self, campaign_id: str, groups: list[RefusedGroup]) -> None:
        if self._row is None or self._row.campaign.id != campaign_id:
            return
        clear(self._refused)
        count = self._row.counts.failed
        self._refused_title.setText(
            ngettext("{count} letter was refused", "{count} letters were refused", count).format(count=f"{count:,}")
        )
        for group in groups:
            self._refused.addWidget(self._refused_group(group))
        self._refused_card.setVisible(bool(groups))

    def _refused_group(self, group: RefusedGroup) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        count = len(group.deliveries)
        first = group.deliveries[0]
        column.addWidget(label(f"{count:,} – {reason_in_plain_words(first.state, first.reply)}", wrap=True))
        named = ", ".join(delivery.email for delivery in group.deliveries[:NAMED])
        if count > NAMED:
            named += " " + _("and {count} more, under Everyone").format(count=f"{count - NAMED:,}")
        addresses = label(named, "caption", wrap=True)
        addresses.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        addresses.setToolTip(first.reply)
        column.addWidget(addresses)
        return part

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
