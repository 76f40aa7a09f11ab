"""The form for one mail account: a provider (or a server of one's own), the address, the password, and a real trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.delivery.accounts import Account, Security, test_account
from composer.delivery.presets import Preset, Server, preset_for, presets
from composer.errors import ComposerError, InputError
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.number_field import NumberField
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _

if TYPE_CHECKING:
    from composer.workspace import Workspace

OWN = "own"


class AccountForm(QFrame):
    """``kept`` when an account was tried and stored, ``closed`` when it is put away. Nothing is stored before the trial."""

    kept = Signal(str)
    closed = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._note = Banner()
        self._bar = ThinBar(_("Trying the account"))
        self._from_name = QLineEdit()
        self._email = QLineEdit()
        self._email.setPlaceholderText("news@example.org")
        self._email.editingFinished.connect(self._suggest_provider)
        self._provider = QComboBox()
        for preset in presets():
            self._provider.addItem(preset.name, preset.id)
        self._provider.setCurrentIndex(max(0, self._provider.findData(OWN)))
        self._provider.currentIndexChanged.connect(self._on_provider)
        self._host = QLineEdit()
        self._host.setPlaceholderText("mail.example.org")
        self._port = NumberField()
        self._port.setRange(1, 65535)
        self._port.setValue(465)
        self._security = QComboBox()
        self._security.addItem(_("Encrypted from the start (TLS)"), "tls")
        self._security.addItem(_("Encrypted after the greeting (STARTTLS)"), "starttls")
        self._security.currentIndexChanged.connect(self._on_security)
        self._username = QLineEdit()
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._form = FormColumn()
        self._form.add(_("Letters come from"), self._from_name)
        self._form.add(_("E-mail address"), self._email)
        self._form.add(_("Your mail is with"), self._provider)
        self._server = FormColumn()
        self._server.add(_("Mail server for sending"), self._host)
        self._server.add(_("Port"), self._port)
        self._server.add(_("Connection"), self._security)
        self._server.add(_("User name"), self._username, _("Usually the whole e-mail address."))
        self._server.add(
            _("Password"),
            self._password,
            _("Kept in this computer’s keyring, never in a file. Some providers want an app password."),
        )
        self._hint = label("", "muted", wrap=True)
        self._try = button(_("Connect and keep"), self._on_try, kind="primary")
        close = button(_("Cancel"), self.closed.emit, kind="quiet")
        columns = QHBoxLayout()
        columns.setSpacing(24)
        left = QVBoxLayout()
        left.addLayout(self._form)
        left.addWidget(self._hint)
        left.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(self._server, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._try)
        foot.addWidget(close)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label(_("A mail account"), "pane-title"))
        whole.addLayout(columns)
        whole.addWidget(self._note)
        whole.addWidget(self._bar)
        whole.addLayout(foot)
        self.setFocusProxy(self._from_name)
        self._on_provider()

    def begin(self, from_name: str, email: str) -> None:
        """Start with what the newsletter knows of its sender."""
        self._from_name.setText(from_name)
        self._email.setText(email)
        self._password.clear()
        self._note.hide()
        self._suggest_provider()
        self.show()

    # -- provider ---------------------------------------------------------------------------------------------------------------

    def _preset(self) -> Preset:
        return next(preset for preset in presets() if preset.id == self._provider.currentData())

    def _suggest_provider(self) -> None:
        email = self._email.text().strip()
        found = preset_for(email)
        if found is not None:
            self._provider.setCurrentIndex(self._provider.findData(found.id))
        if email and not self._username.text():
            self._username.setText(email)

    def _on_provider(self) -> None:
        preset = self._preset()
        self._hint.setText(preset.hint)
        self._hint.setVisible(bool(preset.hint))
        server: Server | None = preset.servers[0] if preset.servers else None
        if server is not None:
            self._host.setText(server.host)
            self._security.setCurrentIndex(max(0, self._security.findData(server.security)))
            self._port.setValue(server.port)

    def _on_security(self) -> None:
        usual = {"tls": 465, "starttls": 587}
        if self._port.value() in usual.values():
            self._port.setValue(usual[str(self._security.currentData())])

    # -- trial ------------------------------------------------------------------------------------------------------------------

    def _account(self) -> Account:
        """What the fields say. Raises :class:`InputError` with a sentence where they do not make an account."""
        preset = self._preset()
        email = self._email.text().strip()
        host = self._host.text().strip()
        if not host or "{" in host:
            raise InputError(_("Which mail server takes your letters?"), _("Your provider or IT person knows its name."))
        security: Security = "tls" if self._security.currentData() == "tls" else "starttls"
        return Account(
            name=email,
            smtp_host=host,
            smtp_port=self._port.value(),
            security=security,
            username=self._username.text().strip(),
            from_name=self._from_name.text().strip(),
            from_email=email,
            per_minute=preset.per_minute,
            per_hour=preset.per_hour,
            per_day=preset.per_day,
            headers=preset.headers,
        )

    def _on_try(self) -> None:
        from composer.contacts.contact import normalise_address

        try:
            normalise_address(self._email.text().strip())
            account = self._account()
        except ComposerError as error:
            self._note.show_error(error)
            return
        password = self._password.text()
        workspace = self._workspace
        self._try.setEnabled(False)
        self._bar.start()
        self._note.hide()

        def try_and_keep() -> str:
            outcome = test_account(account, password)
            if not outcome.ok:
                raise ComposerError(outcome.message, _("Nothing was kept."), details=outcome.details)
            workspace.accounts.save(account)
            workspace.accounts.record_trial(account.name, True)
            kept = workspace.credentials.set(account.name, password) if password else None
            return kept.sentence if kept is not None else ""

        self._jobs.submit(try_and_keep, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, sentence: str) -> None:
        self._rest()
        self._password.clear()
        self.kept.emit(sentence or _("It works. The account is kept."))

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._note.show_error(error)

    def _rest(self) -> None:
        self._try.setEnabled(True)
        self._bar.stop()
