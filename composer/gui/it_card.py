"""For whoever looks after the computers: the ids Microsoft and Google know this program by, for signing in in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import button
from composer.gui.widgets.column_pair import ColumnPair
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.i18n import _
from composer.publishing.mail_sign_in import GOOGLE_SECRET

if TYPE_CHECKING:
    from composer.settings import Settings
    from composer.workspace import Workspace


class ItCard(QFrame):
    """What is typed holds at once, as everything in Settings; only Google's secret is kept by a button, in the keyring."""

    def __init__(self, workspace: Workspace, jobs: Jobs, keep: Callable[..., None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._keep = keep
        self.microsoft = self._line("microsoft_client")
        self.directory = self._line("microsoft_directory")
        self.directory.setPlaceholderText("organizations")
        self.google = self._line("google_client")
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._keep_secret = button(_("Keep the secret"), self._on_keep_secret)
        self._note = Banner()
        left, right = QWidget(), QWidget()
        microsoft = FormColumn()
        microsoft.add(
            _("Client id at Microsoft"),
            self.microsoft,
            _("Entra admin centre, App registrations, platform “Mobile and desktop applications”, redirect http://localhost."),
        )
        microsoft.add(_("Directory (tenant) at Microsoft"), self.directory, _("Empty: any work or school account may sign in."))
        microsoft.addStretch(1)
        left.setLayout(microsoft)
        google = FormColumn()
        google.add(
            _("Client id at Google"),
            self.google,
            _("Google Cloud console, Credentials, “Desktop app”. With the user type “Internal” Google asks for no review."),
        )
        google.add(_("Client secret at Google"), self.secret, _("Google gives one to desktop programs too. Kept in the keyring."))
        google.addWidget(self._keep_secret, 0, Qt.AlignmentFlag.AlignLeft)
        google.addStretch(1)
        right.setLayout(google)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("For whoever looks after the computers"), "pane-title"))
        column.addWidget(
            label(
                _("With these, mailboxes at Microsoft 365 and Google sign in in the browser, and no password is typed here."),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(ColumnPair(left, right, stack_below=620))
        column.addWidget(self._note)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set; a field somebody types in is left alone."""
        for line, value in (
            (self.microsoft, settings.microsoft_client),
            (self.directory, settings.microsoft_directory),
            (self.google, settings.google_client),
        ):
            if not line.hasFocus():
                line.setText(value)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(200)
        line.editingFinished.connect(lambda: self._keep(**{name: line.text().strip()}))
        return line

    def _on_keep_secret(self) -> None:
        credentials, secret = self._workspace.credentials, self.secret.text().strip()
        self._jobs.write(lambda: credentials.set(GOOGLE_SECRET, secret).sentence, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, sentence: str) -> None:
        self.secret.clear()
        self._note.show_words(sentence)

    def _on_failed(self, error: ComposerError) -> None:
        self._note.show_error(error)
