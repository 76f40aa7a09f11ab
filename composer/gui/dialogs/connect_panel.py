"""Connecting a WordPress site, so that drafts and what is scheduled can be picked: approved in the browser, or pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.approval import Approval
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _
from composer.library.source_list import SourceRow

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace


class ConnectPanel(QWidget):
    """``begin(row)`` shows it for a source; ``connected`` carries a sentence, ``closed`` that it is put away."""

    closed = Signal()
    connected = Signal(str)
    _answered = Signal(str, str)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self.row: SourceRow | None = None
        self._approval: Approval | None = None
        self._title = label("", "page-title")
        self._open = button(_("Approve in the browser"), self._on_open, kind="primary", icon="external-link")
        self._open_plain = button(_("Show me a password to copy"), self._on_open_plain, icon="key-round")
        self._name = QLineEdit()
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setPlaceholderText("xxxx xxxx xxxx xxxx xxxx xxxx")
        self._connect = button(_("Connect"), self._on_connect, icon="check")
        self._back = button(_("Cancel"), self._on_close, kind="quiet")
        self._bar = ThinBar(_("Signing in"))
        self._state = label("", "", wrap=True)
        self._answered.connect(self._on_answered)
        for field in (self._name, self._password):
            field.returnPressed.connect(self._on_connect)
        self._build()

    def _build(self) -> None:
        form = FormColumn()
        form.add(_("Your name at WordPress"), self._name, _("The one you sign in with there."))
        form.add(_("Application password"), self._password, _("Made for this program alone. Not the password you sign in with."))
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self._open)
        ways.addWidget(self._open_plain)
        ways.addStretch(1)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self._connect)
        ends.addWidget(self._back)
        ends.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(
            label(
                _(
                    "Drafts and what is scheduled can then be picked as well. You approve it on your own site, and can take it "
                    "back there at any time. Nothing is changed on the site."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addLayout(ways)
        column.addWidget(
            label(
                _("If WordPress says that the address must be secure, choose the second way and paste what it shows:"),
                "muted",
                wrap=True,
            )
        )
        column.addLayout(form)
        column.addLayout(ends)
        column.addWidget(self._bar)
        column.addWidget(self._state)
        column.addStretch(1)

    def begin(self, row: SourceRow) -> None:
        """Start afresh for a source."""
        from composer.sources.site_account import site_of

        self.row = row
        self._title.setText(_("Connect {site}").format(site=site_of(row.location)))
        self._name.setText(row.username)
        self._password.clear()
        self._say("")
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the browser ------------------------------------------------------------------------------------------------------------

    def _on_open(self) -> None:
        self._stop_waiting()
        self._approval = Approval(self._answered.emit)
        self._show_page(self._approval.address)

    def _on_open_plain(self) -> None:
        self._stop_waiting()
        self._show_page("")

    def _show_page(self, back: str) -> None:
        if self.row is None:
            return
        location, context = self.row.location, self._workspace.fetch_context()
        self._bar.start()

        def find() -> str:
            from composer.sources.wordpress_sign_in import approval_address

            return approval_address(location, context, back=back)

        self._jobs.submit(find, self._on_page, self._on_failed, owner=self)

    def _on_page(self, address: str) -> None:
        self._bar.stop()
        if not QDesktopServices.openUrl(QUrl(address)):
            self._say(_("The browser did not open. Open this address yourself: {address}").format(address=address), "warn")
        elif self._approval is not None:
            self._say(_("Approve it on the page that opened. This page goes on by itself."))
        else:
            self._say(_("Approve it on the page that opened, then paste the password it shows."))
            (self._password if self._name.text() else self._name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_answered(self, name: str, password: str) -> None:
        self._stop_waiting()
        if not name or not password:
            self._say(_("It was not approved, so nothing is connected."), "warn")
            return
        self._name.setText(name)
        self._password.setText(password)
        self._on_connect()

    # -- connecting -------------------------------------------------------------------------------------------------------------

    def _on_connect(self) -> None:
        if self.row is None or not self._connect.isEnabled():
            return
        workspace, source_id = self._workspace, self.row.id
        name, password = self._name.text(), self._password.text()
        self._bar.start()
        self._connect.setEnabled(False)
        self._say(_("Signing in…"))

        def connect() -> str:
            from composer.publishing.site_access import connect_site

            return connect_site(workspace, source_id, name, password)

        self._jobs.submit(connect, self._on_connected, self._on_failed, owner=self)

    def _on_connected(self, words: str) -> None:
        self._rest()
        self._password.clear()
        self.connected.emit(words)

    def _on_failed(self, error: ComposerError) -> None:
        self._rest()
        self._say(str(error), "danger")

    def _rest(self) -> None:
        self._bar.stop()
        self._connect.setEnabled(True)

    def _say(self, words: str, role: str = "muted") -> None:
        mark(self._state, role=role)
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _on_close(self) -> None:
        self._stop_waiting()
        self._password.clear()
        self.closed.emit()

    def _stop_waiting(self) -> None:
        if self._approval is not None:
            self._approval.stop()
            self._approval = None
