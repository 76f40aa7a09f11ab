"""What stands under the last word of a sending: who got it, what was refused and why, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from composer.delivery.refused import RefusedGroup, refused_groups
from composer.errors import NotFoundError
from composer.gui.jobs import Jobs
from composer.gui.pages.page import Wish
from composer.gui.sending.fact_rows import FactRows, StateLine
from composer.gui.sending.words import reason_in_plain_words, three_names
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.labels import label
from composer.i18n import _, ngettext
from composer.publishing.left_over import left_over

if TYPE_CHECKING:
    from composer.delivery.accounts import Account
    from composer.delivery.campaign import Campaign, Counts, Delivery
    from composer.workspace import Workspace

NAMED = 3
"""People named, and addresses named of those refused for one reason."""
MOST_REASONS = 3


@dataclass(frozen=True)
class Ended:
    """What is read about a campaign that has come to its end.

    Attributes:
        names: the first who got it.
        left: how many people of its lists have not had the issue.
        account: None where it was removed meanwhile.
    """

    names: tuple[str, ...]
    refused: tuple[RefusedGroup, ...]
    left: int
    account: Account | None


def how_it_ended(workspace: Workspace, campaign: Campaign, counts: Counts) -> Ended:
    """For a worker."""
    first = workspace.campaigns.deliveries(campaign.id, state="sent", limit=NAMED)
    return Ended(
        names=tuple(_name(workspace, delivery) for delivery in first),
        refused=tuple(refused_groups(workspace.campaigns, campaign.id)) if counts.failed else (),
        left=left_over(workspace, campaign) if campaign.state == "finished" and not campaign.test else 0,
        account=next((known for known in workspace.accounts.all() if known.name == campaign.account), None),
    )


def _name(workspace: Workspace, delivery: Delivery) -> str:
    try:
        contact = workspace.contacts.get(delivery.contact)
    except NotFoundError:
        return delivery.email  # erased since, or written to by address alone
    return f"{contact.first_name} {contact.last_name}".strip() or delivery.email


class Afterwards(QWidget):
    """Two cards: the facts, and one line for each thing that comes next. ``wished`` carries a :class:`Wish` and its argument."""

    wished = Signal(str, object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._campaign: Campaign | None = None
        self._counts: Counts | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self.hide()

    def show_campaign(self, campaign: Campaign | None, counts: Counts | None = None) -> None:
        """Read and show how this campaign ended; None hides it."""
        if (campaign, counts) == (self._campaign, self._counts):
            return
        self._campaign, self._counts = campaign, counts
        self.hide()
        if campaign is None or counts is None:
            return
        workspace = self._workspace
        self._jobs.submit(
            lambda: how_it_ended(workspace, campaign, counts),
            lambda found: self._on_read(campaign, counts, found),
            newest="afterwards",
            owner=self,
        )

    # -- inside ----------------------------------------------------------------------------------------

    def _on_read(self, campaign: Campaign, counts: Counts, found: Ended) -> None:
        if campaign is not self._campaign or counts is not self._counts:
            return
        clear(self._column)
        self._column.addWidget(self._facts(campaign, counts, found))
        self._column.addWidget(self._next(campaign, found))
        self.show()

    def _facts(self, campaign: Campaign, counts: Counts, found: Ended) -> QWidget:
        card = FactRows()
        card.setAccessibleName(_("Who got it"))
        if counts.sent:
            row = card.add(_("Went to"))
            row.addWidget(label(three_names(found.names, counts.sent), wrap=True))
            row.addWidget(label(", ".join(campaign.lists), "caption", wrap=True))
        row = card.add(_("Subject"))
        row.addWidget(label(campaign.subject, wrap=True))
        row.addWidget(label(campaign.sender, "caption", wrap=True))
        if counts.failed:
            row = card.add(_("Refused"))
            for group in found.refused[:MOST_REASONS]:
                first = group.deliveries[0]
                row.addWidget(label(f"{len(group.deliveries):,} – {reason_in_plain_words(first.state, first.reply)}", wrap=True))
                addresses = [delivery.email for delivery in group.deliveries]
                row.addWidget(label(three_names(addresses, len(addresses)), "caption", wrap=True))
            if len(found.refused) > MOST_REASONS:
                row.addWidget(label(_("More reasons stand in the report."), "caption", wrap=True))
        return card

    def _next(self, campaign: Campaign, found: Ended) -> QWidget:
        card = QFrame()
        mark(card, surface="card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(4)
        column.addWidget(label(_("What comes next"), "pane-title"))
        lists = ", ".join(campaign.lists)
        if found.left:
            words = ngettext(
                "{count} person on {lists} has not had this issue.",
                "{count} people on {lists} have not had this issue.",
                found.left,
            )
            rest = ("lists", campaign.issue, campaign.lists)
            column.addWidget(
                self._line("users", words.format(count=f"{found.left:,}", lists=lists), _("Send it to them…"), Wish.REVIEW, rest)
            )
        account = found.account
        if account is not None and account.practice:
            words = _("This was a rehearsal: the letters are in the practice mailbox on this computer.")
            column.addWidget(self._line("mailbox", words, _("Set up your mail account"), Wish.SHOW_PLACE, "settings"))
        elif account is not None and account.imap_host:
            words = _("What comes back is read from your mailbox: returned letters, and who unsubscribed.")
            column.addWidget(self._line("inbox", words, _("Replies"), Wish.SHOW_PLACE, "replies"))
        elif account is not None:
            words = _("Letters that come back lie in the mailbox of {address}. Give the account its mailbox, and they are read.")
            column.addWidget(
                self._line(
                    "inbox", words.format(address=account.from_email), _("To the mail accounts"), Wish.SHOW_PLACE, "settings"
                )
            )
        words = _("The next issue begins with this one: the frame stays, the content goes, number and month move on.")
        column.addWidget(self._line("copy", words, _("Begin the next issue"), Wish.NEW_ISSUE, campaign.issue))
        return card

    def _line(self, icon: str, words: str, action: str, wish: Wish, argument: object) -> QWidget:
        line = StateLine()
        line.show_state("accent", icon, words)
        line.add_button(button(action, self._wishing(wish, argument), kind="plain"))
        line.setContentsMargins(0, 2, 0, 2)
        return line

    def _wishing(self, wish: Wish, argument: object) -> Callable[[], None]:
        return lambda: self.wished.emit(wish, argument)
