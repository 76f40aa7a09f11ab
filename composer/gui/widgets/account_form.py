"""The form for one mail account: the address, the servers that are found from it, a password or the browser, and a real trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.delivery.account_trial import AccountTest, try_account
from composer.delivery.accounts import Account
from composer.delivery.oauth.token_service import Tokens
from composer.delivery.presets import Preset, Security, Server, preset_for, presets
from composer.delivery.set_up.finding import Finding, find_servers
from composer.delivery.set_up.found import FoundServers, MailServer
from composer.errors import ComposerError, InputError
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.browser_sign_in import BrowserSignInStrip
from composer.gui.widgets.buttons import Segments, button, set_words
from composer.gui.widgets.column_pair import ColumnPair
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.number_field import NumberField
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _
from composer.publishing.mail_sign_in import provider_for, signed_in

if TYPE_CHECKING:
    from composer.workspace import Workspace

OWN = "own"


class AccountForm(QFrame):
    """``kept`` when an account was tried and stored, ``closed`` when it is put away. Nothing is stored before the trial.

    ``servers_of`` looks for the servers of an address, off the window's thread.
    """

    kept = Signal(str)
    closed = Signal()
    servers_of = staticmethod(find_servers)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._looked_for = ""
        self._choices: tuple[FoundServers, ...] = ()
        self._at = 0
        self._imap: MailServer | None = None
        self._note = Banner()
        self._bar = ThinBar(_("Trying the account"))
        self._strip = BrowserSignInStrip(workspace, jobs)
        self._strip.signed_in.connect(self._on_signed_in)
        self._strip.failed.connect(self._on_failed)
        self._strip.stopped.connect(self._rest)
        self._build_fields()
        self._build()
        self.setFocusProxy(self._from_name)
        self._on_provider()

    def _build_fields(self) -> None:
        self._from_name = QLineEdit()
        self._email = QLineEdit()
        self._email.setPlaceholderText("news@example.org")
        self._email.editingFinished.connect(self._on_address)
        self._provider = QComboBox()
        for preset in presets():
            self._provider.addItem(_(preset.name), preset.id)
        self._provider.setCurrentIndex(max(0, self._provider.findData(OWN)))
        self._provider.currentIndexChanged.connect(self._on_provider)
        self._provider.activated.connect(lambda _index: self._forget_found())
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
        self._way = Segments([("browser", _("In the browser")), ("password", _("With a password"))], name=_("Signing in"))
        self._way.chosen.connect(lambda _value: self._show_way())
        self._hint = label("", "muted", wrap=True)
        self._found = label("", "muted", wrap=True)
        self._found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._other = button(_("Take another one"), self._on_other, kind="link")
        self._try = button(_("Connect and keep"), self._on_try, kind="primary")

    def _build(self) -> None:
        form = FormColumn()
        form.add(_("Letters come from"), self._from_name)
        form.add(
            _("E-mail address"), self._email, _("Its mail servers are looked for; only the part after the @ is told to anybody.")
        )
        form.add(_("Your mail is with"), self._provider)
        server = FormColumn()
        server.add(_("Mail server for sending"), self._host)
        server.add(_("Port"), self._port)
        server.add(_("Connection"), self._security)
        server.add(_("User name"), self._username, _("Usually the whole e-mail address."))
        self._secret = QWidget()
        secret = FormColumn()
        secret.add(
            _("Password"),
            self._password,
            _("Kept in this computer’s keyring, never in a file. Some providers want an app password."),
        )
        self._secret.setLayout(secret)
        left, right = QWidget(), QWidget()
        beginning = QVBoxLayout(left)
        beginning.setContentsMargins(0, 0, 0, 0)
        beginning.addLayout(form)
        beginning.addWidget(self._found)
        beginning.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        beginning.addWidget(self._hint)
        beginning.addStretch(1)
        end = QVBoxLayout(right)
        end.setContentsMargins(0, 0, 0, 0)
        end.addLayout(server)
        end.addWidget(self._way, 0, Qt.AlignmentFlag.AlignLeft)
        end.addSpacing(8)
        end.addWidget(self._secret)
        end.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._try)
        foot.addWidget(button(_("Cancel"), self._on_cancel, kind="quiet"))
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label(_("A mail account"), "pane-title"))
        whole.addWidget(ColumnPair(left, right, stack_below=560))
        whole.addWidget(self._note)
        whole.addWidget(self._strip)
        whole.addWidget(self._bar)
        whole.addLayout(foot)

    def begin(self, from_name: str, email: str) -> None:
        """Start with what the newsletter knows of its sender."""
        self._from_name.setText(from_name)
        self._email.setText(email)
        self._username.clear()
        self._password.clear()
        self._note.hide()
        self._strip.close_all()
        self._looked_for = ""
        self._on_address()
        self.show()

    # -- looking for the servers ------------------------------------------------------------------------------------------------

    def _on_address(self) -> None:
        email = self._email.text().strip()
        if email == self._looked_for:
            return
        before, self._looked_for = self._looked_for, email
        if not self._username.text() or self._username.text() == before:
            self._username.setText(email)
        self._choices, self._imap = (), None
        self._other.hide()
        if "@" not in email:
            self._found.hide()
            return
        if preset_for(email) is None:
            self._say_found(_("Looking for the mail servers of {domain}…").format(domain=email.rpartition("@")[2]))
        find = self.servers_of
        self._jobs.submit(lambda: find(email), self._on_found, self._on_not_found, newest="find servers", owner=self)

    def _on_found(self, finding: Finding) -> None:
        if finding.address.casefold() != self._looked_for.casefold():
            return
        self._choices, self._at = finding.found, 0
        if finding.found:
            self._take_found()
        else:
            domain = finding.address.rpartition("@")[2]
            self._say_found(
                _("The mail servers of {domain} were not found. Your provider or IT person knows their names.").format(
                    domain=domain
                )
            )

    def _on_not_found(self, error: ComposerError) -> None:
        self._say_found(str(error))

    def _take_found(self) -> None:
        found = self._choices[self._at]
        self._provider.setCurrentIndex(max(0, self._provider.findData(found.preset or OWN)))
        self._on_provider()
        self._host.setText(found.smtp.host)
        self._security.setCurrentIndex(max(0, self._security.findData(found.smtp.security)))
        self._port.setValue(found.smtp.port)
        self._username.setText(found.smtp.username)
        self._imap = found.imap
        words = _("{host}, found by: {where}.").format(host=found.smtp.host, where=found.where)
        if found.imap is not None:
            words += " " + _("Letters that come back are read at {host}.").format(host=found.imap.host)
        self._say_found(words)
        self._hint.setVisible(bool(found.preset))
        self._other.setVisible(len(self._choices) > 1)

    def _on_other(self) -> None:
        self._at = (self._at + 1) % len(self._choices)
        self._take_found()

    def _forget_found(self) -> None:
        """Somebody chose a provider by hand: what was found is not it."""
        self._found.hide()
        self._other.hide()

    def _say_found(self, words: str) -> None:
        self._found.setText(words)
        self._found.show()

    # -- provider ---------------------------------------------------------------------------------------------------------------

    def _preset(self) -> Preset:
        return next(preset for preset in presets() if preset.id == self._provider.currentData())

    def _on_provider(self) -> None:
        preset = self._preset()
        self._hint.setText(_(preset.hint))
        self._hint.setVisible(bool(preset.hint))
        server: Server | None = preset.servers[0] if preset.servers else None
        if server is not None:
            self._host.setText("" if "{" in server.host else server.host)  # a server of one's own has no name we know
            self._security.setCurrentIndex(max(0, self._security.findData(server.security)))
            self._port.setValue(server.port)
        imap = preset.imap
        self._imap = MailServer(imap.host, imap.port, imap.security, self._email.text().strip()) if imap is not None else None
        settings = self._workspace.settings
        known = {"microsoft": settings.microsoft_client, "google": settings.google_client}.get(preset.sign_in, "")
        self._way.set_value("browser" if known else "password")
        self._show_way()

    def _in_browser(self) -> bool:
        return self._preset().sign_in != "password" and self._way.value() == "browser"

    def _show_way(self) -> None:
        self._way.setVisible(self._preset().sign_in != "password")
        self._secret.setVisible(not self._in_browser())
        set_words(self._try, _("Sign in in the browser") if self._in_browser() else _("Connect and keep"))

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
        imap = self._imap
        return Account(
            name=email,
            smtp_host=host,
            smtp_port=self._port.value(),
            security=security,
            username=self._username.text().strip(),
            sign_in=preset.sign_in if self._in_browser() else "password",
            from_name=self._from_name.text().strip(),
            from_email=email,
            imap_host=imap.host if imap is not None else "",
            imap_port=imap.port if imap is not None else 993,
            imap_security="starttls" if imap is not None and imap.security == "starttls" else "tls",
            imap_username=imap.username if imap is not None else "",
            per_minute=preset.per_minute,
            per_hour=preset.per_hour,
            per_day=preset.per_day,
            headers=preset.headers,
        )

    def _on_try(self) -> None:
        from composer.contacts.contact import normalise_address

        self._note.hide()
        try:
            normalise_address(self._email.text().strip())
            account = self._account()
            if account.sign_in != "password":
                provider = provider_for(self._workspace, account.sign_in)
                self._try.setEnabled(False)
                self._strip.start(provider, account.username or account.from_email)
                return
        except ComposerError as error:
            self._note.show_error(error)
            return
        self._begin_trial()
        password = self._password.text()
        workspace = self._workspace

        def try_and_keep() -> str:
            outcome = _tried(account, password)
            workspace.accounts.save(account)
            workspace.accounts.record_trial(account.name, True)
            kept = workspace.credentials.set(account.name, password) if password else None
            return f"{outcome.message} {kept.sentence if kept is not None else ''}".strip()

        self._jobs.submit(try_and_keep, self._on_kept, self._on_failed, owner=self)

    def _on_signed_in(self, tokens: Tokens) -> None:
        workspace, account = self._workspace, self._account()
        self._begin_trial()

        def try_and_keep() -> str:
            _tried(account, tokens.access)
            kept, sentence = signed_in(workspace, account, provider_for(workspace, account.sign_in), tokens)
            workspace.accounts.record_trial(kept.name, True)
            return sentence

        self._jobs.submit(try_and_keep, self._on_kept, self._on_failed, owner=self)

    def _begin_trial(self) -> None:
        self._try.setEnabled(False)
        self._bar.start()

    def _on_kept(self, sentence: str) -> None:
        self._rest()
        self._password.clear()
        self.kept.emit(sentence)

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._note.show_error(error)

    def _on_cancel(self) -> None:
        self._strip.close_all()
        self._rest()
        self.closed.emit()

    def _rest(self) -> None:
        self._try.setEnabled(True)
        self._bar.stop()


def _tried(account: Account, secret: str) -> AccountTest:
    """The trial of an account; raises with the sentence where it failed."""
    outcome = try_account(account, secret)
    if not outcome.ok:
        words = " ".join((_("Nothing was kept."), *outcome.said[-1:])) if outcome.said else _("Nothing was kept.")
        raise ComposerError(outcome.message, words, details=outcome.details)
    return outcome
