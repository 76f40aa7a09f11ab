"""Settings: mail accounts, how the window looks, how careful sending is, and where everything is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.delivery.accounts import Account
from composer.document.newsletter import Newsletter
from composer.gui import changes
from composer.gui.backup_card import BackupCard
from composer.gui.it_card import ItCard
from composer.gui.pages.page import Page, Wish
from composer.gui.theme import active_theme, mark
from composer.gui.unsubscribe_card import UnsubscribeCard
from composer.gui.widgets.account_form import AccountForm
from composer.gui.widgets.account_row import AccountRow
from composer.gui.widgets.buttons import Segments, button
from composer.gui.widgets.clearing import clear
from composer.gui.widgets.column_pair import ColumnPair
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.labels import label
from composer.gui.widgets.number_field import NumberField
from composer.gui.widgets.scrolled import scrolled
from composer.i18n import N_, _
from composer.publishing.mail_sign_in import forget_account
from composer.settings import LANGUAGES, Settings

if TYPE_CHECKING:
    from composer.gui.jobs import Jobs
    from composer.workspace import Workspace


class SettingsPage(Page):
    """Every change holds at once and is written to the settings file."""

    title = N_("Settings")
    icon = "settings"
    depends_on = frozenset({changes.ACCOUNTS, changes.SETTINGS, changes.BRAND})

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(workspace, jobs, parent)
        self._newsletter: Newsletter | None = None
        self._showing = False
        content = QWidget()
        mark(content, surface="window")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(label(_("Settings"), "page-title"))
        column.addWidget(self._build_accounts())
        self._unsubscribing = UnsubscribeCard(workspace, jobs)
        self._unsubscribing.said.connect(self.said)
        self._unsubscribing.changed.connect(lambda: self.stored.emit(changes.BRAND))
        column.addWidget(self._unsubscribing)
        column.addWidget(ColumnPair(self._build_look(), self._build_sending(), stack_below=620))
        self._backup = BackupCard(workspace, jobs)
        self._backup.said.connect(self.said)
        self._backup.troubled.connect(self.troubled)
        self._backup.restart_wanted.connect(lambda: self.wished.emit(Wish.RESTART, ""))
        column.addWidget(self._backup)
        column.addWidget(self._build_place())
        self._it = ItCard(workspace, jobs, self._keep)
        column.addWidget(self._it)
        column.addStretch(1)
        area = scrolled(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    # -- building ---------------------------------------------------------------------------------------------------------------

    def _build_accounts(self) -> QFrame:
        frame, column = _card(_("Mail accounts"))
        column.addWidget(
            label(_("Letters go out through one of these. Passwords are kept in this computer’s keyring."), "muted", wrap=True)
        )
        self._accounts = QVBoxLayout()
        self._accounts.setSpacing(4)
        column.addLayout(self._accounts)
        self._add = button(_("Add a mail account…"), self._on_add, icon="plus")
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._form = AccountForm(self.workspace, self.jobs)
        self._form.kept.connect(self._on_kept)
        self._form.closed.connect(self._close_form)
        self._form.hide()
        column.addWidget(self._form)
        return frame

    def _build_look(self) -> QFrame:
        frame, column = _card(_("The window"))
        form = FormColumn()
        self._theme = Segments([("auto", _("Like the computer")), ("light", _("Light")), ("dark", _("Dark"))], name=_("Colours"))
        self._theme.chosen.connect(self._on_theme)
        form.add(_("Colours"), _beside(self._theme))
        self._text_size = NumberField()
        self._text_size.setRange(80, 200)
        self._text_size.setSingleStep(10)
        self._text_size.setSuffix(" %")
        self._text_size.setFixedWidth(120)
        self._text_size.valueChanged.connect(self._on_text_size)
        form.add(_("Size of the text"), self._text_size)
        self._language = QComboBox()
        self._language.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._language.setFixedWidth(200)
        for tag, shown in (("", _("Like the computer")), *LANGUAGES):
            self._language.addItem(shown, tag)
        self._language.activated.connect(lambda at: self._keep(language=self._language.itemData(at)))
        form.add(_("Language"), self._language, _("Takes effect at the next start."))
        self._calm = QCheckBox(_("Less movement"))
        self._calm.setToolTip(_("Things appear at once instead of gliding in."))
        self._calm.setAccessibleDescription(self._calm.toolTip())
        self._calm.toggled.connect(self._on_calm)
        form.addWidget(self._calm)
        self._hints = button(_("Show hints again"), self._on_hints, kind="quiet", icon="info")
        form.addWidget(self._hints, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(form)
        column.addStretch(1)
        return frame

    def _build_sending(self) -> QFrame:
        frame, column = _card(_("Care when sending"))
        form = FormColumn()
        self._hold = NumberField()
        self._hold.setRange(0, 1800)
        self._hold.setSuffix(_(" seconds"))
        self._hold.setFixedWidth(160)
        self._hold.valueChanged.connect(lambda value: self._keep(hold_seconds=value))
        form.add(_("Wait before the first letter leaves"), self._hold, _("So you can change your mind. 0 to 1,800 seconds."))
        self._confirm = NumberField()
        self._confirm.setRange(1, 100_000)
        self._confirm.setFixedWidth(160)
        self._confirm.valueChanged.connect(lambda value: self._keep(confirm_above=value))
        form.add(_("Ask to type the number above"), self._confirm, _("People. A first sending always asks."))
        self._first = NumberField()
        self._first.setRange(0, 100)
        self._first.setSuffix(_(" letters"))
        self._first.setFixedWidth(160)
        self._first.valueChanged.connect(lambda value: self._keep(first_letters=value))
        form.add(
            _("Stop and ask after the first"),
            self._first,
            _("Where it goes to more people than the number above. 0 sends all at once."),
        )
        self._sign_off = QCheckBox(_("Somebody must agree before sending"))
        self._sign_off.clicked.connect(lambda on: self._keep(ask_sign_off=on))
        form.add(_("Agreeing"), self._sign_off, _("To exactly the letter that goes out; any change asks again."))
        self._sign_off.setAccessibleName(self._sign_off.text())
        column.addLayout(form)
        column.addStretch(1)
        return frame

    def _build_place(self) -> QFrame:
        frame, column = _card(_("Where your work is kept"))
        column.addWidget(label(str(self.workspace.folder), "muted", wrap=True))
        column.addWidget(button(_("Open the folder"), self._open_folder, icon="folder-open"), 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def panes(self) -> list[QWidget]:
        return [self._add, self._theme, self._hold, self._backup.now]

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        workspace = self.workspace
        self._backup.refresh()

        def read() -> tuple[Settings, list[Account], Newsletter | None]:
            newsletters = workspace.documents.newsletters()
            return workspace.settings, workspace.accounts.all(), newsletters[0] if newsletters else None

        self.jobs.submit(read, self._on_read, newest="settings", owner=self)

    def _on_read(self, found: tuple[Settings, list[Account], Newsletter | None]) -> None:
        settings, accounts, self._newsletter = found
        self._unsubscribing.refresh(self._newsletter.id if self._newsletter is not None else "")
        self._showing = True
        self._theme.set_value(settings.theme)
        self._text_size.setValue(settings.text_size)
        self._language.setCurrentIndex(max(0, self._language.findData(settings.language)))
        self._hold.setValue(settings.hold_seconds)
        self._confirm.setValue(settings.confirm_above)
        self._first.setValue(settings.first_letters)
        self._calm.setChecked(settings.reduced_motion)
        self._hints.setEnabled(bool(settings.hints_off))
        self._sign_off.setChecked(settings.ask_sign_off)
        self._it.show_settings(settings)
        self._showing = False
        clear(self._accounts)
        for account in accounts:
            row = AccountRow(self.workspace, self.jobs, account)
            row.remove_wanted.connect(self._on_remove)
            row.changed.connect(self._on_account_changed)
            self._accounts.addWidget(row)
        if not accounts:
            self._accounts.addWidget(label(_("No mail account yet."), "muted"))

    # -- doing ------------------------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        newsletter = self._newsletter
        self._form.begin(newsletter.sender_name if newsletter else "", newsletter.sender_email if newsletter else "")
        self._add.hide()
        self._form.setFocus(Qt.FocusReason.TabFocusReason)

    def _close_form(self) -> None:
        self._form.hide()
        self._add.show()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self, sentence: str) -> None:
        self._close_form()
        self.said.emit(sentence)
        self.stored.emit(changes.ACCOUNTS)

    def _on_account_changed(self, words: str) -> None:
        self.said.emit(words)
        self.stored.emit(changes.ACCOUNTS)

    def _on_remove(self, name: str) -> None:
        workspace = self.workspace
        self.jobs.write(lambda: forget_account(workspace, name), lambda _none: self._on_removed(name), owner=self)

    def _on_removed(self, name: str) -> None:
        self.said.emit(_("“{name}” and its password are gone from this computer.").format(name=name))
        self.stored.emit(changes.ACCOUNTS)

    def _on_theme(self, mode: str) -> None:
        if mode in ("auto", "light", "dark"):
            active_theme().set_mode(mode)  # type: ignore[arg-type]  # narrowed by the line above, which mypy does not follow
            self._keep(theme=mode)

    def _on_text_size(self, percent: int) -> None:
        if not self._showing:
            active_theme().set_text_size(percent)
            self._keep(text_size=percent)

    def _on_calm(self, wanted: bool) -> None:
        active_theme().set_calm(wanted)
        self._keep(reduced_motion=wanted)

    def _on_hints(self) -> None:
        workspace = self.workspace

        def shown(_none: object) -> None:
            self.said.emit(_("Hints are shown again where you go."))
            self.stored.emit(changes.SETTINGS)

        self.jobs.write(
            lambda: workspace.save_settings(msgspec.structs.replace(workspace.settings, hints_off=())), shown, owner=self
        )

    def _keep(self, **changed: Any) -> None:
        if self._showing:
            return
        workspace = self.workspace
        self.jobs.write(lambda: workspace.save_settings(msgspec.structs.replace(workspace.settings, **changed)), owner=self)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.workspace.folder)))


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    mark(frame, surface="card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    column.addWidget(label(title, "pane-title"))
    return frame, column


def _beside(widget: QWidget) -> QWidget:
    """The widget at its own width, at the left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    made.setFocusProxy(widget)
    return made
