"""Before it goes: who unsubscribed is read, on the website and in the mailboxes; what does not answer is decided about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from composer.delivery.unheard import SITE
from composer.gui.sending.fact_rows import StateLine
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.i18n import _, ngettext
from composer.publishing.replies import Heard, Silent, hear
from composer.publishing.sender_domain import fresh_report

if TYPE_CHECKING:
    from composer.delivery.sender_domain.checking import DomainReport
    from composer.errors import ComposerError
    from composer.gui.jobs import Jobs
    from composer.publishing.review import ReviewFacts
    from composer.workspace import Workspace

INDENT = 30
"""Pixels the offers stand in: they begin where the words do."""


class HearingRow(QWidget):
    """Reads by itself once for each issue that really goes out.

    Signals:
        settled: ``held`` may have changed.
        changed: people are written to no more who were until now.
    """

    settled = Signal()
    changed = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._facts: ReviewFacts | None = None
        self._heard: Heard | None = None
        self._domain: DomainReport | None = None
        self._reading = False
        self._without: set[str] = set()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    @property
    def held(self) -> str:
        """Why nothing may go yet; empty where nothing speaks against it."""
        if not self._goes_out():
            return ""
        if self._heard is None:
            return _("Who unsubscribed is still being read.")
        return _("Not everybody who unsubscribed is known: decide about it above.") if self._undecided() else ""

    @property
    def without(self) -> tuple[str, ...]:
        """Places the campaign is sent without."""
        silent = {one.place for one in self._heard.silent} if self._heard is not None else set()
        return tuple(sorted(self._without & silent))

    def forget(self) -> None:
        """Another issue: everything is read anew, nothing is decided."""
        self._heard = None
        self._without.clear()

    def show_facts(self, facts: ReviewFacts) -> None:
        """Show how it stands; begins to read where that was not done yet."""
        self._facts = facts
        if self._goes_out() and self._heard is None and not self._reading:
            self.read()
        else:
            self._draw()

    def read(self) -> None:
        """Read everything now."""
        if self._facts is None:
            return
        workspace, newsletter, account = self._workspace, self._facts.letter.newsletter.id, self._facts.account
        self._reading, self._heard = True, None
        self._draw()

        def work() -> Heard:
            if account is not None:
                self._domain = fresh_report(workspace, account)
            return hear(workspace, [newsletter])

        self._jobs.submit(work, self._on_heard, self._on_failed, newest="hearing", owner=self)

    def _on_heard(self, heard: Heard) -> None:
        self._reading, self._heard = False, heard
        self._draw()
        if heard.silent:
            announce(self, " ".join(str(one.error) for one in heard.silent), assertive=True)
        if heard.letters or heard.stopped:
            self.changed.emit()

    def _on_failed(self, error: ComposerError) -> None:
        """Nobody expected this; what could not be read is then everything."""
        self._on_heard(Heard(self._workspace.clock(), silent=(Silent(SITE, error),)))

    def _goes_out(self) -> bool:
        return self._facts is not None and self._facts.account is not None and not self._facts.account.practice

    def _undecided(self) -> list[Silent]:
        return [one for one in self._heard.silent if one.place not in self._without] if self._heard is not None else []

    # -- drawing ----------------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        clear(self._lines)
        heard = self._heard
        if not self._goes_out():
            self._say("muted", "info", _("Nobody outside gets a letter, so nothing has to be read."))
        elif heard is None:
            self._say("muted", "hourglass", _("Reading who unsubscribed…"))
        elif not heard.places:
            self._say("muted", "info", self._by_hand())
        else:
            if len(heard.silent) < heard.places:
                self._say("ok", "circle-check", _stopped(heard))
            for one in heard.silent:
                self._silent(one)
        if self._goes_out() and heard is not None:
            self._about_domain()
        self.settled.emit()

    def _about_domain(self) -> None:
        """What the mail providers will not like about the sender's domain; it holds nothing up."""
        bad = [finding for finding in self._domain.findings if finding.state == "bad"] if self._domain is not None else []
        for finding in bad:
            self._say("warn", "triangle-alert", finding.words)
        if bad:
            self._say("muted", "info", _("Settings, Mail accounts, Domain says what to ask IT for."))

    def _by_hand(self) -> str:
        facts = self._facts
        address = (facts.reply_to or facts.sender) if facts is not None else ""
        return _(
            "Unsubscribe letters to {address} are read by you: take those people off in People first. With its IMAP server in "
            "Settings, the program reads them."
        ).format(address=address)

    def _silent(self, one: Silent) -> None:
        if one.place in self._without:
            self._say("warn", "triangle-alert", _without_words(one))
            self._offer(button(_("Rather not"), lambda: self._decide(one, without=False), kind="link"))
            return
        self._say(
            "danger",
            "circle-x",
            _("Who unsubscribed could not be read from {place}: {why}").format(place=one.shown, why=one.error),
        )
        again = button(_("Try again"), self.read, kind="link")
        again.setAccessibleName(_("Try again: {place}").format(place=one.shown))
        go = button(_("Send without it"), lambda: self._decide(one, without=True), kind="link")
        go.setAccessibleName(_("Send without {place}").format(place=one.shown))
        self._offer(again, go)

    def _offer(self, *buttons: QWidget) -> None:
        """Buttons on a line of their own: beside long words they would have no room in large type."""
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(INDENT, 0, 0, 4)
        row.setSpacing(20)
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        self._lines.addWidget(made)
        made.show()

    def _say(self, token: str, icon: str, words: str) -> StateLine:
        line = StateLine(self)
        line.show_state(token, icon, words)
        self._lines.addWidget(line)
        line.show()
        return line

    def _decide(self, one: Silent, *, without: bool) -> None:
        (self._without.add if without else self._without.discard)(one.place)
        self._draw()


def _stopped(heard: Heard) -> str:
    if not heard.stopped:
        return _("Read just now: nobody else unsubscribed or is gone.")
    words = ngettext(
        "Read just now: {count} more person gets nothing from now on.",
        "Read just now: {count} more people get nothing from now on.",
        heard.stopped,
    )
    return words.format(count=heard.stopped)


def _without_words(one: Silent) -> str:
    if one.place == SITE:
        return _(
            "It goes without {place}. Who unsubscribed there since it was last read may get this issue; its letters let people "
            "unsubscribe by letter only."
        ).format(place=one.shown)
    return _("It goes without {place}. Who unsubscribed there since it was last read may get this issue.").format(place=one.shown)
