"""Review and send: a page, not a box. What goes out, to how many, from whom and when stands here before anything leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui import changes
from composer.gui.editor.word_diff import compare_ahead
from composer.gui.pages.page import Page, Wish
from composer.gui.sending.agreement_desk import AgreementDesk
from composer.gui.sending.agreement_row import AgreementRow
from composer.gui.sending.before_it_goes import ChecksSummary, TestLetter
from composer.gui.sending.decision_bar import DecisionBar
from composer.gui.sending.fact_rows import FactRows, Note
from composer.gui.sending.hearing_row import HearingRow
from composer.gui.sending.letter_beside import LetterBeside
from composer.gui.sending.link_visiting import LinkVisiting
from composer.gui.sending.people_choice import PeopleChoice
from composer.gui.sending.site_desk import SiteDesk
from composer.gui.sending.site_section import SiteSection
from composer.gui.sending.start_choice import StartChoice
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.labels import label
from composer.gui.widgets.scrolled import scrolled
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import N_, _
from composer.publishing.review import Choice, Letter, ReviewFacts, make_campaign, read_facts, read_letter, send_test
from composer.publishing.variants import in_words as letter_in_words
from composer.rendering.link_tagging import in_words as tags_in_words

if TYPE_CHECKING:
    from composer.checks.check import Finding
    from composer.delivery.campaign import Campaign
    from composer.delivery.tested import Tested
    from composer.delivery.trial_letter import TestOutcome
    from composer.gui.jobs import Jobs
    from composer.sources.link_visits import Visit
    from composer.workspace import Workspace

PREVIEW_FROM = 900
"""Width of the page from which the letter stands beside the facts."""


class ReviewPage(Page):
    """Shows facts read in a job; the campaign is made only by the button (or Enter in the field where the number was typed)."""

    title = N_("Review and send")
    icon = "send"
    depends_on = frozenset({changes.ISSUES, changes.PEOPLE, changes.ACCOUNTS, changes.BRAND, changes.CAMPAIGNS, changes.SETTINGS})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._issue_id = ""
        self._letter: Letter | None = None
        self._facts: ReviewFacts | None = None
        self._choice = Choice()
        self._making = False
        self._to_test = False
        self._fresh = True
        self._letter_awaited = self._again = False
        self._build()
        self._desk = SiteDesk(self._site, workspace, jobs, self)
        self._desk.wished.connect(self.wished)
        self._desk.looked_up.connect(self._read_again)
        self._desk.troubled.connect(self._problem.show_error)
        self._desk.can_undo_changed.connect(self.handlers_changed)
        for row in (self._site, self._hearing):
            row.settled.connect(self._hold)
        self._visiting = LinkVisiting(workspace, jobs, self)
        self._visiting.progressed.connect(self._checks.show_trying)
        self._visiting.found.connect(self._read_again)
        self._checks.unwaited.connect(self._visiting.stop)

    # -- what the window asks for ----------------------------------------------------------------------

    def show_argument(self, argument: object) -> None:
        """An issue's id; ("test", id) to go to the test letter; ("lists", id, lists) to send it to those who have not had it."""
        what, issue_id, *lists = argument if isinstance(argument, tuple) else ("", str(argument))
        self._to_test = what == "test"
        if issue_id != self._issue_id:
            self._choice = Choice()
            self._letter, self._facts, self._fresh = None, None, True
            self._body.setVisible(False)
        self._choice = replace(Choice(lists=lists[0]) if lists else self._choice, starts=None)
        self._start.show_now()
        self._issue_id = issue_id
        self._desk.forget()
        self._hearing.forget()
        self._decision.forget()
        self.stale = True

    def refresh(self) -> None:
        """Read the issue, the people and the checks."""
        if not self._issue_id:
            return
        workspace, issue_id, choice, visits = self.workspace, self._issue_id, self._choice, self._visiting.visits
        self._busy.start()
        self._letter_awaited = True
        self.jobs.submit(
            lambda: _read(workspace, read_letter(workspace, issue_id), choice, visits),
            self._on_facts,
            self._on_failed,
            newest="review",
            owner=self,
        )

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Ctrl+T sends the test, Ctrl+Enter goes to the decision."""
        return {"send_test": self._test.send, "review": self._to_decision, **self._desk.handlers()}

    def panes(self) -> list[QWidget]:
        """The people, the test, the letter, the decision."""
        return [self._people.focus_widget(), self._test, self._preview, self._decision.quiet_place()]

    def let_go(self) -> None:
        """The web engine goes in its order."""
        self._preview.close_engine()

    # -- building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._problem = Banner()
        self._busy = ThinBar(_("Reading who gets this issue"))
        self._subject = label("", "page-title", wrap=True)
        self._preheader = label("", "muted", wrap=True)
        self._people = PeopleChoice()
        self._people.chosen.connect(self._on_people_chosen)
        self._account = QComboBox()
        self._account.setAccessibleName(_("Mail account"))
        self._account.activated.connect(self._on_account_chosen)
        self._sender = label("", "strong", wrap=True)
        self._reply_to = label("", "caption", wrap=True)
        self._practice = Note("info", "mailbox")
        self._blocked = label("", "danger", wrap=True)
        self._start = StartChoice(self.workspace.clock, self.workspace.zone)
        self._start.chosen.connect(self._on_start_chosen)
        self._checks = ChecksSummary()
        self._checks.shown.connect(self._on_finding_shown)
        self._site = SiteSection()
        self._hearing = HearingRow(self.workspace, self.jobs)
        self._hearing.changed.connect(lambda: self.stored.emit(changes.PEOPLE))
        self._test = TestLetter()
        self._test.wanted.connect(self._on_test_wanted)

        self._agreement = AgreementRow()
        self._agreeing = AgreementDesk(self._agreement, self.workspace, self.jobs, self)
        self._agreeing.changed.connect(self._read_again)
        self._decision = DecisionBar()
        self._decision.decided.connect(self._make)
        self._decision.back_wanted.connect(self._go_back)

        facts = FactRows()
        what = facts.add(_("What"), drop=4)
        what.addWidget(self._subject)
        what.addWidget(self._preheader)
        facts.add(_("To"), drop=7).addWidget(self._people)
        sender = facts.add(_("From"))
        for part in (self._account, self._sender, self._reply_to, self._blocked):
            sender.addWidget(part)
        sender.addSpacing(4)
        sender.addWidget(self._practice)
        facts.add(_("When"), drop=7).addWidget(self._start)
        facts.add(_("Your site"), drop=8).addWidget(self._site)
        facts.add(_("Checks"), drop=4).addWidget(self._checks)
        facts.add(_("Test"), drop=4).addWidget(self._test)
        facts.add(_("Delivery"), drop=4).addWidget(self._hearing)
        facts.add(_("Agreed"), drop=4).addWidget(self._agreement)

        inside = QWidget()
        mark(inside, surface="window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 4, 16, 24)
        column.setSpacing(12)
        column.addWidget(self._problem)
        column.addWidget(facts)
        column.addStretch(1)
        self._scroll = scrolled(inside)
        self._preview = LetterBeside(self.workspace, self.jobs)
        self._preview.troubled.connect(self._problem.show_error)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 4, 24, 16)
        beside.addWidget(self._preview)
        self._body = QWidget()
        middle = QHBoxLayout(self._body)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._scroll, 1)
        middle.addLayout(beside)

        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.setSpacing(12)
        head.addWidget(label(_("Review and send"), "page-title"))
        head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._busy)
        whole.addWidget(self._body, 1)
        whole.addWidget(self._decision)
        self._body.hide()

    # -- what arrives ----------------------------------------------------------------------------------

    def _on_facts(self, facts: ReviewFacts) -> None:
        if facts.letter.issue.id != self._issue_id:
            return
        self._busy.stop()
        self._letter_awaited = False
        self._facts, self._letter = facts, facts.letter
        if not self._again:  # else somebody chose meanwhile
            self._choice = facts.choice
        self._problem.hide()
        self._body.show()
        issue = facts.letter.issue
        self._subject.setText(issue.subject or _("(no subject yet)"))
        letters = facts.variants.letters if facts.variants is not None else ()
        below = "\n".join(filter(None, (issue.preheader, tags_in_words(issue), *map(letter_in_words, letters))))
        self._preheader.setText(below)
        self._preheader.setVisible(bool(below))
        self._people.show_facts(facts)
        self._show_sender(facts)
        self._start.show_facts(facts)
        self._checks.show_findings(tuple(one for one in facts.findings if one.check != "source_drift"), facts.checks)
        self._test.show_facts(facts, self.workspace.clock(), self.workspace.zone)
        self._agreeing.show_facts(facts)
        self._hearing.show_facts(facts)
        self._decision.show_facts(facts)
        self._preview.show_facts(facts)
        if self._fresh:
            self._fresh = False
            self._place_focus()
        self._desk.show_issue(issue, facts.drifts)
        self._visiting.visit(issue)
        if self._again:
            self._read_again()

    def _on_failed(self, error: ComposerError) -> None:
        self._busy.stop()
        self._letter_awaited = self._again = False
        self._body.show()
        self._problem.show_error(error)

    def _show_sender(self, facts: ReviewFacts) -> None:
        self._account.clear()
        for account in facts.accounts:
            self._account.addItem(account.name, account.name)
        if facts.account is not None:
            self._account.setCurrentIndex(self._account.findData(facts.account.name))
        self._account.setVisible(len(facts.accounts) > 1)
        self._sender.setText(facts.sender)
        self._sender.setVisible(bool(facts.sender))
        self._reply_to.setText(_("Answers go to {address}").format(address=facts.reply_to))
        self._reply_to.setVisible(bool(facts.reply_to))
        self._blocked.setText(facts.blocked)
        self._blocked.setVisible(bool(facts.blocked))
        practice = facts.account is not None and facts.account.practice
        self._practice.say(_("Practice mailbox on this computer. Nobody outside gets a letter.") if practice else "")

    # -- choosing --------------------------------------------------------------------------------------

    def _on_people_chosen(self, lists: tuple[str, ...], again_reason: str) -> None:
        exclude = self._people.excluded()
        self._choose(replace(self._choice, lists=lists, again_reason=again_reason, exclude=exclude))

    def _on_account_chosen(self, index: int) -> None:
        self._choose(replace(self._choice, account=str(self._account.itemData(index))))

    def _on_start_chosen(self, starts: datetime | None) -> None:
        self._hold()
        self._choose(replace(self._choice, starts=starts))

    def _hold(self) -> None:
        self._decision.hold(self._site.held or self._hearing.held or self._start.wrong)

    def _choose(self, choice: Choice) -> None:
        if self._letter is None or choice == self._choice:
            return
        self._choice = choice
        self._decision.forget()
        self._read_again()

    def _read_again(self) -> None:
        """The facts of the same letter once more; where a newer letter is being read, after that."""
        self._again = self._letter_awaited
        if self._letter is None or self._again:
            return
        self._busy.start()
        workspace, letter, choice, visits = self.workspace, self._letter, self._choice, self._visiting.visits

        def work() -> ReviewFacts:
            return _read(workspace, letter, choice, visits)

        self.jobs.submit(work, self._on_facts, self._on_failed, newest="review", owner=self)

    def _on_finding_shown(self, finding: Finding) -> None:
        self.wished.emit(Wish.OPEN_FINDING, (self._issue_id, finding.block, finding.code))

    # -- the test --------------------------------------------------------------------------------------

    def _on_test_wanted(self, addresses: tuple[str, ...]) -> None:
        facts = self._facts
        if facts is None:
            return
        workspace = self.workspace

        def sent(result: tuple[list[TestOutcome], Tested | None]) -> None:
            outcomes, tested = result
            self._test.show_outcomes(outcomes)
            if tested is not None:
                self._read_again()  # what is being read just now knows nothing of the test yet
                self.stored.emit(changes.CAMPAIGNS)

        self.jobs.submit(
            lambda: send_test(workspace, facts, addresses), sent, lambda error: self._test.show_problem(str(error)), owner=self
        )

    # -- deciding --------------------------------------------------------------------------------------

    def _place_focus(self) -> None:
        """Never on the button that sends."""
        if self.isVisible():
            target = self._test if self._to_test else self._decision.quiet_place()
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_decision(self) -> None:
        self._decision.decision_place().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make(self) -> None:
        facts = self._facts
        if facts is None or not facts.may_send or self._making:
            return
        self._making = True
        self._decision.set_busy(True)
        workspace, without = self.workspace, self._hearing.without

        def made(campaign: Campaign) -> None:
            self._making = False
            self._decision.forget()
            self._decision.set_busy(False)
            self.stored.emit(changes.CAMPAIGNS)
            if campaign.starts is None:
                self.wished.emit(Wish.CAMPAIGN, campaign.id)
            else:
                self.wished.emit(Wish.SHOW_PLACE, "issues")

        def failed(error: ComposerError) -> None:
            self._making = False
            self._decision.set_busy(False)
            self._problem.show_error(error)
            announce(self, str(error), assertive=True)

        self.jobs.write(
            lambda: make_campaign(workspace, facts, without=without, ask_after=facts.ask_after), made, failed, owner=self
        )

    def _go_back(self) -> None:
        self.wished.emit(Wish.OPEN_ISSUE, self._issue_id)

    # -- Qt --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The letter stands beside the facts where there is room."""
        super().resizeEvent(event)
        self._preview.setVisible(self.width() >= active_theme().room_for(PREVIEW_FROM))


def _read(workspace: Workspace, letter: Letter, choice: Choice, visits: Mapping[str, Visit]) -> ReviewFacts:
    """The facts, with the texts that drifted apart compared already; for a worker."""
    facts = read_facts(workspace, letter, choice, visits)
    compare_ahead(facts.drifts)
    return facts
