"""Signatures by this program, for an account at a server of one's own: the key, the record to publish, on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.delivery.accounts import Account
from composer.delivery.dkim_signing import SigningKey
from composer.errors import ComposerError
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _
from composer.publishing.signing import key_of, new_key, switch_off, switch_on

if TYPE_CHECKING:
    from composer.workspace import Workspace


class SigningStrip(QFrame):
    """``kept(words)`` when the account signs from now on, or no more."""

    kept = Signal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._account = account
        self._key: SigningKey | None = None
        self._words = label("", wrap=True)
        self._record = QLineEdit()  # it has no place to break at, and must be copied as it is
        self._record.setReadOnly(True)
        self._record.setAccessibleName(_("The TXT record to publish"))
        self._note = Banner()
        self._bar = ThinBar(_("Looking for the key"))
        self.make = button(_("Make a key"), self._on_make)
        self.copy = button(_("Copy the record for IT"), self._on_copy, icon="copy")
        self.on = button(_("It is published: sign from now on"), self._on_on, kind="primary")
        self.off = button(_("Sign no more"), self._on_off, kind="quiet")
        foot = QHBoxLayout()
        for made in (self.on, self.copy, self.make, self.off):
            foot.addWidget(made)
            made.hide()
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._words, self._record, self._note, self._bar):
            column.addWidget(part)
        column.addLayout(foot)
        self.hide()

    def begin(self) -> None:
        """Look how it stands, and show it."""
        workspace, account = self._workspace, self._account
        self.show()
        self._jobs.submit(lambda: key_of(workspace, account), self._on_key, self._on_failed, owner=self)

    def _on_key(self, key: SigningKey | None) -> None:
        self._rest()
        self._key = key
        signs = bool(self._account.dkim_selector)
        if signs and key is not None:
            words = _("Letters of this account are signed by this program (DKIM, “{name}”).").format(name=key.selector)
        elif key is not None:
            words = _("A key is there. Let IT publish this TXT record at {name}; letters are not signed before that.").format(
                name=key.name
            )
        else:
            words = _(
                "Most providers sign letters themselves. Where your own server does not, this program can: it makes a key, IT "
                "publishes one half of it, and the other half stays in this computer’s keyring."
            )
        self._words.setText(words)
        self._record.setText(key.record if key is not None else "")
        self._record.setCursorPosition(0)
        self._record.setVisible(key is not None and not signs)
        self.copy.setVisible(key is not None and not signs)
        self.on.setVisible(key is not None and not signs)
        self.make.setVisible(key is None)
        self.off.setVisible(signs)

    def _on_make(self) -> None:
        workspace, account = self._workspace, self._account

        def work() -> tuple[SigningKey, str]:
            return new_key(workspace, account)

        def made(found: tuple[SigningKey, str]) -> None:
            self._note.show_words(found[1])
            self._on_key(found[0])

        self._begin()
        self._jobs.submit(work, made, self._on_failed, owner=self)

    def _on_copy(self) -> None:
        if self._key is not None:
            QGuiApplication.clipboard().setText(f"{self._key.name}  TXT  {self._key.record}")
            self._note.show_words(_("The record is copied: put it into a letter to IT."))

    def _on_on(self) -> None:
        workspace, account = self._workspace, self._account
        self._begin()
        self._jobs.submit(
            lambda: switch_on(workspace, account),
            lambda changed: self._changed(changed, _("Letters of “{name}” are signed from now on.")),
            self._on_failed,
            owner=self,
        )

    def _on_off(self) -> None:
        workspace, account = self._workspace, self._account
        self._jobs.write(
            lambda: switch_off(workspace, account),
            lambda changed: self._changed(changed, _("Letters of “{name}” are signed no more.")),
            self._on_failed,
            owner=self,
        )

    def _changed(self, account: Account, words: str) -> None:
        self._account = account
        self._on_key(self._key)
        self.kept.emit(words.format(name=account.name))

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._note.show_error(error)

    def _begin(self) -> None:
        self._note.hide()
        self._bar.start()
        for made in (self.make, self.on):
            made.setEnabled(False)

    def _rest(self) -> None:
        self._bar.stop()
        for made in (self.make, self.on):
            made.setEnabled(True)
