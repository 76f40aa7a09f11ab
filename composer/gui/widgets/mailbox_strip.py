"""Where an account's mailbox is: its IMAP server, tried before it is kept, so that letters that come back are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.delivery.accounts import Account
from composer.delivery.mailbox.trial import try_mailbox
from composer.delivery.presets import preset_for_host
from composer.errors import ComposerError, InputError
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import button
from composer.gui.widgets.column_pair import ColumnPair
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.number_field import NumberField
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _

if TYPE_CHECKING:
    from composer.workspace import Workspace

_USUAL = {"tls": 993, "starttls": 143}


class MailboxStrip(QFrame):
    """``kept(words)`` when the account knows its mailbox, or knows it no more."""

    kept = Signal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._account = account
        self.host = QLineEdit()
        self.host.setPlaceholderText("imap.example.org")
        self.port = NumberField()
        self.port.setRange(1, 65535)
        self._security = QComboBox()
        self._security.addItem(_("Encrypted from the start (TLS)"), "tls")
        self._security.addItem(_("Encrypted after the greeting (STARTTLS)"), "starttls")
        self._security.currentIndexChanged.connect(self._on_security)
        self._user = QLineEdit()
        self._note = Banner()
        self._bar = ThinBar(_("Trying the mailbox"))
        self.try_it = button(_("Try and keep"), self._on_try, kind="primary")
        self.forget = button(_("Read it no more"), self._on_forget, kind="quiet")
        self._build()
        self.setFocusProxy(self.host)
        self._show_account()
        self.hide()

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        server, sign_in = FormColumn(), FormColumn()
        server.add(_("Mailbox server (IMAP)"), self.host)
        server.add(_("Port of the mailbox server"), self.port)
        sign_in.add(_("Connection to the mailbox"), self._security)
        sign_in.add(
            _("User name of the mailbox"), self._user, _("Empty: the same as for sending. The password is the same, too.")
        )
        left.setLayout(server)
        right.setLayout(sign_in)
        foot = QHBoxLayout()
        foot.addWidget(self.try_it)
        foot.addWidget(self.forget)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(
            label(
                _(
                    "Before every sending, and now and then, the program reads here who unsubscribed by letter and which "
                    "addresses are gone. It deletes, moves and marks nothing."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(ColumnPair(left, right, stack_below=560))
        column.addWidget(self._note)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def _show_account(self) -> None:
        account = self._account
        preset = preset_for_host(account.smtp_host)
        usual = preset.imap if preset is not None else None
        host, port, security = account.imap_host, account.imap_port, account.imap_security
        if not host and usual is not None:
            host, port, security = usual.host, usual.port, "starttls" if usual.security == "starttls" else "tls"
        self.host.setText(host)
        self._security.setCurrentIndex(max(0, self._security.findData(security)))
        self.port.setValue(port)
        self._user.setText(account.imap_username)
        self.forget.setVisible(bool(account.imap_host))

    def _on_security(self) -> None:
        if self.port.value() in _USUAL.values():
            self.port.setValue(_USUAL[str(self._security.currentData())])

    def _on_try(self) -> None:
        host = self.host.text().strip()
        if not host or any(sign.isspace() for sign in host):
            self._note.show_error(
                InputError(_("Which server keeps the mailbox?"), _("Your provider or IT person knows its name."))
            )
            return
        wanted = msgspec.structs.replace(
            self._account,
            imap_host=host,
            imap_port=self.port.value(),
            imap_security="starttls" if self._security.currentData() == "starttls" else "tls",
            imap_username=self._user.text().strip(),
        )
        workspace = self._workspace
        self.try_it.setEnabled(False)
        self._note.hide()
        self._bar.start()

        def work() -> str:
            words = try_mailbox(wanted, workspace.way_in(wanted))
            workspace.accounts.save(wanted)
            return words

        self._jobs.submit(work, self._on_kept, self._on_failed, owner=self)

    def _on_forget(self) -> None:
        workspace, without = self._workspace, msgspec.structs.replace(self._account, imap_host="")
        words = _("The mailbox of “{name}” is read no more.").format(name=self._account.name)
        self._jobs.write(
            lambda: workspace.accounts.save(without), lambda _none: self._on_kept(words), self._on_failed, owner=self
        )

    def _on_kept(self, words: str) -> None:
        self._rest()
        self.kept.emit(words)

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._note.show_error(error)

    def _rest(self) -> None:
        self.try_it.setEnabled(True)
        self._bar.stop()
