"""Before it goes: what the checks found, and whether a test letter was sent of the issue as it is."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.gui.sending.fact_rows import StateLine
from composer.gui.sending.words import when
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.clearing import clear
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.checks.check import Finding
    from composer.delivery.tested import Tested
    from composer.delivery.trial_letter import TestOutcome
    from composer.publishing.review import ReviewFacts

SHOWN_AT_ONCE = 6
_LOOKS = {"error": ("danger", "circle-x"), "warning": ("warn", "triangle-alert"), "advice": ("muted", "info")}


class ChecksSummary(QWidget):
    """One line for all that is well, one for each finding; ``shown`` asks to lead to a finding.

    While links are tried, a line says how far that has come; ``unwaited`` asks to go on without the rest.
    """

    shown = Signal(object)
    unwaited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trying = StateLine(self)
        self._trying.add_button(
            button(_("Do not wait"), self.unwaited.emit, kind="link", tip=_("Links not tried yet are left out"))
        )
        self._trying.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(self._column)
        whole.addWidget(self._trying)

    def show_trying(self, done: int, total: int) -> None:
        """Say how many links were tried; the line goes where ``total`` is 0."""
        self._trying.setVisible(total > 0)
        self._trying.show_state("muted", "link", _("Trying the links: {done} of {total} …").format(done=done, total=total))

    def show_findings(self, findings: tuple[Finding, ...], checks: int) -> None:
        """Show what was found by this many checks; what was accepted is only counted."""
        clear(self._column)
        accepted = sum(1 for finding in findings if finding.accepted)
        findings = tuple(finding for finding in findings if not finding.accepted)
        errors = sum(1 for finding in findings if finding.severity == "error")
        line = StateLine(self)
        if errors:
            words = ngettext(
                "{count} thing must be mended before this can be sent.",
                "{count} things must be mended before this can be sent.",
                errors,
            )
            line.show_state("danger", "circle-x", words.format(count=errors))
        elif findings:
            words = ngettext(
                "{count} note, nothing that stands in the way", "{count} notes, nothing that stands in the way", len(findings)
            )
            line.show_state("warn", "triangle-alert", words.format(count=len(findings)))
        else:
            words = ngettext("{count} check found nothing", "{count} checks found nothing", checks).format(count=checks)
            line.show_state("ok", "circle-check", words)
        self._column.addWidget(line)
        for finding in findings[:SHOWN_AT_ONCE]:
            self._column.addWidget(self._line(finding))
        if accepted:
            line = StateLine(self)
            line.show_state(
                "muted", "check", ngettext("{count} note accepted", "{count} notes accepted", accepted).format(count=accepted)
            )
            self._column.addWidget(line)
        rest = len(findings) - SHOWN_AT_ONCE
        if rest > 0:
            more = StateLine(self)
            more.show_state("muted", "ellipsis", ngettext("and {count} more", "and {count} more", rest).format(count=rest))
            self._column.addWidget(more)

    def _line(self, finding: Finding) -> StateLine:
        line = StateLine(self)
        token, icon = _LOOKS[finding.severity]
        line.show_state(token, icon, finding.message)
        show = button(_("Show"), lambda: self.shown.emit(finding), kind="link")
        show.setAccessibleName(_("Show: {finding}").format(finding=finding.message))
        if finding.fix is not None:
            show.setText(_("Fix"))
            show.setAccessibleName(_("Fix: {finding}").format(finding=finding.message))
        line.add_button(show)
        return line


class TestLetter(QWidget):
    """Whether it was tested as it is; an address and the button that sends one. ``wanted`` carries the addresses."""

    __test__ = False  # no test case for pytest

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = StateLine()
        self._address = QLineEdit()
        self._address.setAccessibleName(_("Send the test to"))
        self._address.setPlaceholderText(_("you@example.org, and others with a comma between"))
        self._address.returnPressed.connect(self.send)
        self._send = button(_("Send a test letter"), self.send, icon="test-tube")
        self._result = StateLine()
        self._result.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._address, 1)
        row.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._state)
        column.addLayout(row)
        column.addWidget(self._result)
        self.setFocusProxy(self._address)

    def show_facts(self, facts: ReviewFacts, now: datetime, zone: tzinfo) -> None:
        """Show how the test stands; fills in the usual address once."""
        self.show_tested(facts.letter.tested, facts.letter.tested_as_it_is, now, zone)
        newsletter = facts.letter.newsletter
        usual = newsletter.reply_to or newsletter.sender_email or (facts.account.from_email if facts.account else "")
        if not self._address.text():
            self._address.setText(usual)
        self._send.setEnabled(facts.account is not None and not facts.blocked)

    def show_tested(self, tested: Tested | None, as_it_is: bool, now: datetime, zone: tzinfo) -> None:
        """Show whether the last test was of this very content."""
        if tested is None:
            self._state.show_state("warn", "triangle-alert", _("Not tested yet. Look at it on your own phone first."))
        elif as_it_is:
            told = _("Tested as it is, {when}, to {addresses}").format(
                when=when(tested.at, now, zone), addresses=", ".join(tested.addresses)
            )
            self._state.show_state("ok", "circle-check", told)
        else:
            told = _("Changed since the test ({when}).").format(when=when(tested.at, now, zone))
            self._state.show_state("warn", "triangle-alert", told)

    def send(self) -> None:
        """Ask for a test letter to the addresses given."""
        addresses = tuple(part.strip() for part in self._address.text().replace(";", ",").split(",") if part.strip())
        if not addresses:
            self.show_problem(_("Type the address the test goes to."))
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._send.setEnabled(False)
        self._result.show_state("muted", "hourglass", _("Sending the test…"))
        self._result.show()
        self.wanted.emit(addresses)

    def show_outcomes(self, outcomes: list[TestOutcome]) -> None:
        """Show how it went."""
        self._send.setEnabled(True)
        bad = [outcome for outcome in outcomes if not outcome.ok]
        if not bad:
            words = _("The test is at the mail server. Look at it on your phone.")
            self._result.show_state("ok", "mail-check", words)
        else:
            words = " ".join(f"{outcome.address}: {outcome.message}" for outcome in bad)
            self._result.show_state("danger", "circle-x", words)
        self._result.show()
        announce(self, words, assertive=bool(bad))

    def show_problem(self, words: str) -> None:
        """Show why it did not work."""
        self._send.setEnabled(True)
        self._result.show_state("danger", "circle-x", words)
        self._result.show()
        announce(self, words, assertive=True)
