"""Signing a mailbox in: waits for the browser to come back, or shows a code for another device; and the letter to IT where an
administrator must allow it first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from composer.delivery.oauth.browser import BrowserSignIn
from composer.delivery.oauth.device import DeviceCode, ask_for_code, wait_for_device
from composer.delivery.oauth.provider import Provider
from composer.delivery.oauth.token_service import ConsentNeededError, Tokens
from composer.errors import ComposerError
from composer.gui.jobs import Job, Jobs
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _

if TYPE_CHECKING:
    from composer.workspace import Workspace


class BrowserSignInStrip(QWidget):
    """``start(provider, address)``; then ``signed_in(tokens)``, ``failed(error)`` or ``stopped``. Hidden while nothing is on."""

    signed_in = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = workspace.clock
        self._jobs = jobs
        self._sign_in: BrowserSignIn | None = None
        self._job: Job | None = None
        self._provider: Provider | None = None
        self._address = ""
        self._words = label("", "", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._again = button(_("Open the page again"), self._open, icon="external-link")
        self._code = button(_("Use a code on another device"), self._on_code, kind="quiet")
        self._stop = button(_("Stop"), self._on_stop, kind="quiet")
        self._letter = QPlainTextEdit()
        self._letter.setReadOnly(True)
        self._letter.setTabChangesFocus(True)
        self._letter.setAccessibleName(_("Letter to whoever looks after your e-mail"))
        self._letter.setFixedHeight(180)
        self._copy = button(_("Copy the letter"), self._on_copy, icon="copy")
        row = QHBoxLayout()
        row.setSpacing(8)
        for made in (self._again, self._code, self._stop):
            row.addWidget(made)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._words)
        whole.addLayout(row)
        whole.addWidget(self._letter)
        whole.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def page(self) -> str:
        """The page that is open in the browser; empty while none is."""
        return self._sign_in.page if self._sign_in is not None else ""

    def start(self, provider: Provider, address: str) -> None:
        """Open the provider's page and wait for the browser."""
        self.close_all()
        self._provider, self._address = provider, address
        self._sign_in = sign_in = BrowserSignIn(provider, self._clock, address=address)
        self._show(
            _("Sign in at {title} on the page that opened. This goes on by itself afterwards.").format(title=provider.title)
        )
        self._again.show()
        self._code.setVisible(bool(provider.device))
        stop = threading.Event()
        self._job = self._jobs.submit(lambda: sign_in.wait(stop), self._on_tokens, self._on_failed, owner=self)
        self._job.stop = stop
        self._open()

    def close_all(self) -> None:
        """Wait no longer, and hide."""
        if self._job is not None:
            self._job.stop.set()
            self._job = None
        if self._sign_in is not None:
            self._sign_in.close()
            self._sign_in = None
        self.hide()

    def _show(self, words: str, *, letter: str = "") -> None:
        self._words.setText(words)
        self._letter.setPlainText(letter)
        for made in (self._letter, self._copy):
            made.setVisible(bool(letter))
        for made in (self._again, self._code):
            made.hide()
        self._stop.setVisible(not letter)
        self.show()
        announce(self, words)

    def _open(self) -> None:
        if self._sign_in is not None and not QDesktopServices.openUrl(QUrl(self._sign_in.page)):
            self._words.setText(
                _("The browser did not open. Open this address yourself: {address}").format(address=self._sign_in.page)
            )

    def _on_code(self) -> None:
        provider, address = self._provider, self._address
        if provider is None:
            return
        self.close_all()
        self._show(_("Asking for a code…"))
        self._jobs.submit(lambda: ask_for_code(provider, address=address), self._on_given, self._on_failed, owner=self)

    def _on_given(self, given: DeviceCode) -> None:
        provider, address, clock = self._provider, self._address, self._clock
        if provider is None:
            return
        self._show(
            _("On any device, open {page} and type the code {code}. This goes on by itself afterwards.").format(
                page=given.page, code=given.code
            )
        )
        stop = threading.Event()
        self._job = self._jobs.submit(
            lambda: wait_for_device(provider, given, clock, stop=stop, address=address),
            self._on_tokens,
            self._on_failed,
            owner=self,
        )
        self._job.stop = stop

    def _on_tokens(self, tokens: Tokens) -> None:
        self.close_all()
        self.signed_in.emit(tokens)

    def _on_failed(self, error: ComposerError) -> None:
        self.close_all()
        if isinstance(error, ConsentNeededError):
            request = error.request
            self._show(
                _("This letter to whoever looks after your e-mail is ready to be sent:"),
                letter=f"{_('Subject: {words}').format(words=request.subject)}\n\n{request.text}",
            )
        self.failed.emit(error)

    def _on_stop(self) -> None:
        self.close_all()
        self.stopped.emit()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._letter.toPlainText())
        announce(self, _("Copied."))
