"""How fast an account sends: letters a minute, an hour and a day, in which hours, and over how many lines at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.delivery.accounts import MOST_CONNECTIONS, Account
from composer.delivery.presets import preset_for_host
from composer.errors import ComposerError, InputError
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.banner import Banner
from composer.gui.widgets.buttons import button
from composer.gui.widgets.column_pair import ColumnPair
from composer.gui.widgets.form_column import FormColumn
from composer.gui.widgets.hours_field import HoursField
from composer.gui.widgets.labels import label
from composer.gui.widgets.number_field import NumberField
from composer.i18n import _

if TYPE_CHECKING:
    from composer.workspace import Workspace

_MOST = 10_000_000


class PaceStrip(QFrame):
    """``kept(words)`` when the account sends at another pace from now on."""

    kept = Signal(str)

    def __init__(self, workspace: Workspace, jobs: Jobs, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._account = account
        self.per_minute, self.per_hour, self.per_day = (self._limit(), self._limit(), self._limit())
        self.per_domain = self._limit()
        self.hours = HoursField(_("When letters go"))
        self.connections = NumberField()
        self.connections.setRange(1, MOST_CONNECTIONS)
        self._note = Banner()
        self.keep = button(_("Keep this pace"), self._on_keep, kind="primary")
        self.usual = button(_("As the provider says"), self._on_usual, kind="quiet")
        self._build()
        self.setFocusProxy(self.per_minute)
        self.show_account(account)
        self.hide()

    def show_account(self, account: Account) -> None:
        """Show how fast it sends now."""
        self._account = account
        self.per_minute.setValue(account.per_minute)
        self.per_hour.setValue(account.per_hour)
        self.per_day.setValue(account.per_day)
        self.per_domain.setValue(account.per_domain)
        self.hours.show_hours(account.office_hours)
        self.connections.setValue(account.connections)
        self.usual.setVisible(preset_for_host(account.smtp_host) is not None)

    # -- building -----------------------------------------------------------------------------------------

    @staticmethod
    def _limit() -> NumberField:
        made = NumberField()
        made.setRange(0, _MOST)
        made.setSpecialValueText(_("No limit"))
        made.setGroupSeparatorShown(True)
        return made

    def _build(self) -> None:
        left, right = QWidget(), QWidget()
        first, second = FormColumn(), FormColumn()
        first.add(_("Letters a minute, at most"), self.per_minute)
        first.add(_("Letters an hour, at most"), self.per_hour)
        first.add(_("Letters a day, at most"), self.per_day)
        second.add(
            _("Letters a minute to one domain, at most"),
            self.per_domain,
            _("To all whose addresses end the same, like @example.org. The others go first meanwhile."),
        )
        second.add(
            _("Lines to the mail server at once"),
            self.connections,
            _("Mailbox providers want one. Relays and servers of one’s own take more, and it goes faster."),
        )
        second.add(
            _("When letters go"),
            self.hours,
            _("Outside these hours a sending waits, and goes on by itself while the program is open."),
        )
        first.addStretch(1)
        second.addStretch(1)
        left.setLayout(first)
        right.setLayout(second)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(self.usual)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        words = _("Counted over all sendings of this account, on every computer that works with this workspace.")
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(ColumnPair(left, right, stack_below=560))
        column.addWidget(self._note)
        column.addLayout(foot)

    # -- doing --------------------------------------------------------------------------------------------

    def _on_usual(self) -> None:
        preset = preset_for_host(self._account.smtp_host)
        if preset is not None:
            self.per_minute.setValue(preset.per_minute)
            self.per_hour.setValue(preset.per_hour)
            self.per_day.setValue(preset.per_day)
            self.connections.setValue(1)

    def _on_keep(self) -> None:
        self._note.hide()
        try:
            hours = self.hours.hours()
        except InputError as error:
            self._note.show_error(error)
            return
        self.keep.setEnabled(False)
        accounts, name = self._workspace.accounts, self._account.name
        pace: dict[str, Any] = {
            "per_minute": self.per_minute.value(),
            "per_hour": self.per_hour.value(),
            "per_day": self.per_day.value(),
            "per_domain": self.per_domain.value(),
            "office_hours": hours,
            "connections": self.connections.value(),
        }

        def work() -> Account:
            changed = msgspec.structs.replace(accounts.get(name), **pace)  # only this: the rest may have changed meanwhile
            accounts.save(changed)
            return changed

        self._jobs.write(work, self._on_kept, self._on_failed, owner=self)

    def _on_kept(self, account: Account) -> None:
        self.keep.setEnabled(True)
        self.show_account(account)
        self.kept.emit(_("{name} keeps this pace from its next sending on.").format(name=account.name))

    def _on_failed(self, error: ComposerError) -> None:
        self.keep.setEnabled(True)
        self._note.show_error(error)
