"""One mail account in Settings: what it is, its trial, its mailbox and its domain in words, and its removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.delivery.account_trial import AccountTest, try_account
from composer.delivery.accounts import Account
from composer.delivery.presets import preset_for_host
from composer.delivery.sender_domain.checking import DomainReport
from composer.errors import ComposerError
from composer.gui.jobs import Jobs
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import button
from composer.gui.widgets.domain_strip import DomainStrip
from composer.gui.widgets.flow_layout import FlowLayout
from composer.gui.widgets.labels import label
from composer.gui.widgets.mailbox_strip import MailboxStrip
from composer.gui.widgets.pace_strip import PaceStrip
from composer.gui.widgets.signing_strip import SigningStrip
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _
from composer.publishing.sender_domain import letter_to_oneself, look_at_domain, reader_for

if TYPE_CHECKING:
    from composer.workspace import Workspace


class AccountRow(QWidget):
    """``remove_wanted`` carries the account's name; ``changed(words)`` when something about it was kept."""

    remove_wanted = Signal(str)
    changed = Signal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self.account = account
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(_("Practice mailbox") if account.practice else account.name, "strong"))
        words.addWidget(label(_described(account), "caption", wrap=True))
        self._row = FlowLayout(gap=4)
        self._note = Banner()
        self._bar = ThinBar(_("Trying the account"))
        self._said = label("", "muted", wrap=True)
        self._said.hide()
        if not account.practice:
            self._test = self._add(_("Test"), _("Test {name}").format(name=account.name), "mail-check", self._on_test)
            self._mailbox = MailboxStrip(workspace, jobs, account)
            self._mailbox.kept.connect(self.changed)
            self._pace = PaceStrip(workspace, jobs, account)
            self._pace.kept.connect(self.changed)
            self._domain = DomainStrip()
            self._domain.seed_wanted.connect(self._on_seed)
            self._add(_("Mailbox"), _("Mailbox of {name}").format(name=account.name), "inbox", self._on_mailbox)
            self._add(_("Pace"), _("Pace of {name}").format(name=account.name), "clock", self._on_pace)
            self._look = self._add(_("Domain"), _("Domain of {name}").format(name=account.name), "globe", self._on_domain)
            preset = preset_for_host(account.smtp_host)
            self._signing = SigningStrip(workspace, jobs, account)
            self._signing.kept.connect(self.changed)
            if preset is None or preset.id == "ses":  # the others sign themselves, and change letters after us
                self._add(_("Signature"), _("Signature of {name}").format(name=account.name), "badge-check", self._on_signing)
            self._add(_("Remove"), _("Remove {name}").format(name=account.name), "trash-2", self._on_remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 4)
        whole.setSpacing(4)
        whole.addLayout(words)
        whole.addLayout(self._row)
        whole.addWidget(self._bar)
        whole.addWidget(self._note)
        whole.addWidget(self._said)
        if not account.practice:
            whole.addWidget(self._mailbox)
            whole.addWidget(self._pace)
            whole.addWidget(self._domain)
            whole.addWidget(self._signing)

    def _add(self, words: str, name: str, icon: str, pressed: object) -> QWidget:
        made = button(words, pressed, kind="quiet", icon=icon)  # type: ignore[arg-type]  # bound methods of this class
        made.setAccessibleName(name)
        self._row.addWidget(made)
        return made

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.account.name)

    def _on_test(self) -> None:
        workspace, account = self._workspace, self.account
        self._test.setEnabled(False)
        self._note.hide()
        self._said.hide()
        self._bar.start()

        def try_it() -> AccountTest:
            outcome = try_account(account, workspace.way_in(account))
            workspace.accounts.record_trial(account.name, outcome.ok)
            return outcome

        self._jobs.submit(try_it, self._on_tested, self._on_failed, owner=self)

    def _on_mailbox(self) -> None:
        self._mailbox.setVisible(self._mailbox.isHidden())
        if self._mailbox.isVisible():
            self._mailbox.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pace(self) -> None:
        self._pace.setVisible(self._pace.isHidden())
        if self._pace.isVisible():
            self._pace.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_signing(self) -> None:
        if self._signing.isHidden():
            self._signing.begin()
        else:
            self._signing.hide()

    def _on_domain(self) -> None:
        workspace, account = self._workspace, self.account
        self._look.setEnabled(False)
        self._note.hide()
        self._bar.start()
        self._jobs.submit(lambda: look_at_domain(workspace, account), self._on_looked, self._on_failed, owner=self)

    def _on_seed(self) -> None:
        workspace, account = self._workspace, self.account
        self._domain.seed.setEnabled(False)
        self._note.show_words(_("A letter to yourself is on its way; it may take two minutes until it is read back."))
        self._bar.start()

        def work() -> DomainReport:
            return letter_to_oneself(workspace, account, reader_for(workspace, account))

        self._jobs.submit(work, self._on_looked, self._on_failed, owner=self)

    def _on_looked(self, report: DomainReport) -> None:
        self._rest()
        self._note.hide()
        self._domain.show_report(report)

    def _on_tested(self, outcome: AccountTest) -> None:
        self._rest()
        surface = "banner-info" if outcome.ok else "banner-danger"
        self._note.show_words(outcome.message, surface=surface, details=outcome.details)
        self._said.setText("\n".join(f"• {line}" for line in outcome.said))
        self._said.setVisible(bool(outcome.said))

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._note.show_error(error)

    def _rest(self) -> None:
        self._bar.stop()
        self._test.setEnabled(True)
        self._look.setEnabled(True)
        self._domain.seed.setEnabled(True)


def _described(account: Account) -> str:
    if account.practice:
        return _("On this computer. Nobody outside gets a letter.")
    words = _("{name}, through {host}").format(name=account.from_name or account.from_email, host=account.smtp_host)
    if account.sign_in != "password":
        words += " · " + _("signed in in the browser")
    if account.imap_host:
        return words + " · " + _("letters that come back are read at {host}").format(host=account.imap_host)
    return words + " · " + _("letters that come back are not read")
