"""The settings' card about backups: one now, one every week, and the way back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from composer.blocks.dates_in_words import day_in_words
from composer.errors import ComposerError
from composer.gui.doing import BACKUP, Doing
from composer.gui.jobs import Jobs
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.gui.widgets.thin_bar import ThinBar
from composer.i18n import _, ngettext

if TYPE_CHECKING:
    from composer.backup.backup_file import BackupInfo
    from composer.workspace import Workspace


class BackupCard(QFrame):
    """``said(words)`` of what was done; ``troubled(error)``; ``restart_wanted`` when a backup is ready to take its place."""

    said = Signal(str)
    troubled = Signal(object)
    restart_wanted = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="card")
        self._workspace = workspace
        self._jobs = jobs
        self._chosen: Path | None = None
        self._folder = ""
        self._bar = ThinBar(_("The backup"))
        self.now = button(_("Make a backup now…"), self._ask_where, icon="save")
        self.back = button(_("Bring one back…"), self._ask_which, icon="archive-restore")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.now)
        row.addWidget(self.back)
        row.addStretch(1)
        self.weekly = QCheckBox(_("Once a week by itself"))
        self.weekly.toggled.connect(self._on_weekly)
        self.folder = button(_("Choose the folder…"), self._ask_folder, kind="quiet", icon="folder-open", dense=True)
        each_week = QHBoxLayout()
        each_week.setSpacing(12)
        each_week.addWidget(self.weekly)
        each_week.addWidget(self.folder)
        each_week.addStretch(1)
        self._last = label("", "caption", wrap=True)
        self._build_question()
        about = _("Everything in one file: issues, people, pictures, what was sent, and settings. Passwords are not in it.")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("Backup"), "pane-title"))
        column.addWidget(label(about, "muted", wrap=True))
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._question)
        column.addLayout(each_week)
        column.addWidget(self._last)

    def _build_question(self) -> None:
        """What stands there once a file was chosen: what is in it, what becomes of today's work, and the two ways on."""
        self._question = QFrame()
        mark(self._question, surface="sunken")
        self._holds = label("", "strong", wrap=True)
        self.agree = button(_("Bring it back and start again"), self._on_agreed, kind="primary")
        self.leave = button(_("Leave everything as it is"), self._on_left)
        what = _(
            "It takes the place of your work of today, which is kept in a folder beside it. Whoever unsubscribed since stays"
            " unsubscribed, and no letter goes out a second time."
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.agree)
        row.addWidget(self.leave)
        row.addStretch(1)
        column = QVBoxLayout(self._question)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._holds)
        column.addWidget(label(what, wrap=True))
        column.addLayout(row)
        self._question.hide()

    # -- showing ----------------------------------------------------------------------------------------------------------------

    def show_state(self, weekly: bool, folder: str, last: datetime | None, now: datetime) -> None:
        """Show how it stands: whether it is made by itself, where, and when the last one was."""
        self._folder = folder
        before = self.weekly.blockSignals(True)
        self.weekly.setChecked(weekly)
        self.weekly.blockSignals(before)
        self.folder.setEnabled(weekly)
        server = "://" in self._workspace.location
        self.back.setVisible(not server)
        words = [_("In {folder}.").format(folder=folder)] if weekly and folder else []
        if last is not None:
            days = (now.date() - last.astimezone(now.tzinfo).date()).days
            day = day_in_words(last.astimezone(now.tzinfo))
            words.append(_("The last one is of today.") if days == 0 else _("The last one is of {day}.").format(day=day))
        elif weekly:
            words.append(_("There is none there yet; the first is made within the hour."))
        if server:
            words.append(_("Your work is on a server: whoever looks after it brings a backup back, with “newsletter restore”."))
        self._last.setText(" ".join(words))
        self._last.setVisible(bool(words))

    # -- making one -------------------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        from composer.backup.backup_file import ENDING
        from composer.backup.weekly import name_for

        suggested = str(name_for(Path.home(), self._workspace.clock()))
        path, _filter = QFileDialog.getSaveFileName(self, _("Where to keep the backup"), suggested, f"(*{ENDING})")
        if path:
            self.make(Path(path))

    def make(self, path: Path) -> None:
        """Write one to ``path``."""
        from composer.backup.backup_file import ENDING, write_backup

        if path.suffix != ENDING:
            path = path.with_name(path.name + ENDING)
        workspace = self._workspace
        self._work(True)
        self._jobs.submit(
            lambda: write_backup(path, workspace.engine, workspace.folder, workspace.clock),
            lambda info: self._on_made(path, info),
            self._on_failed,
            owner=self,
            doing=Doing(BACKUP, path.name),
        )

    def _on_made(self, path: Path, info: BackupInfo) -> None:
        self._work(False)
        self.said.emit(_("Saved as {name}: {contents}.").format(name=path.name, contents=contents_in_words(info)))

    def _on_failed(self, error: ComposerError) -> None:
        self._work(False)
        self.troubled.emit(error)

    def _work(self, going: bool) -> None:
        (self._bar.start if going else self._bar.stop)()
        for made in (self.now, self.back, self.agree):
            made.setEnabled(not going)

    # -- bringing one back ------------------------------------------------------------------------------------------------------

    def _ask_which(self) -> None:
        from composer.backup.backup_file import ENDING

        path, _filter = QFileDialog.getOpenFileName(self, _("Which backup?"), "", f"(*{ENDING})")
        if path:
            self.look_into(Path(path))

    def look_into(self, path: Path) -> None:
        """Say what a backup holds, and ask."""
        from composer.backup.backup_file import read_info

        self._jobs.submit(lambda: read_info(path), lambda info: self._on_looked(path, info), self._on_failed, owner=self)

    def _on_looked(self, path: Path, info: BackupInfo) -> None:
        self._chosen = path
        made = info.made.astimezone(self._workspace.clock().tzinfo)
        words = _("“{file}” holds {contents}, as of {day}, {time}.")
        self._holds.setText(
            words.format(file=path.stem, contents=contents_in_words(info), day=day_in_words(made), time=f"{made:%H:%M}")
        )
        self._question.show()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_agreed(self) -> None:
        from composer.backup.restoring import stage

        path, folder = self._chosen, self._workspace.folder
        if path is not None:
            self._work(True)
            self._jobs.write(lambda: stage(path, folder), lambda _info: self.restart_wanted.emit(), self._on_failed, owner=self)

    def _on_left(self) -> None:
        self._chosen = None
        self._question.hide()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- by itself --------------------------------------------------------------------------------------------------------------

    def _on_weekly(self, wanted: bool) -> None:
        if wanted and not self._folder:
            self._ask_folder()
            self.weekly.setChecked(bool(self._folder))
        else:
            self._keep(backup_weekly=wanted)

    def _ask_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("Choose the folder for weekly backups"), str(Path.home()))
        if found:
            self.keep_in(Path(found))

    def keep_in(self, folder: Path) -> None:
        """Weekly backups go there from now on."""
        self._folder = str(folder)
        self._keep(backup_folder=self._folder, backup_weekly=True)

    def _keep(self, **changed: object) -> None:
        workspace = self._workspace

        def keep() -> None:
            workspace.save_settings(msgspec.structs.replace(workspace.settings, **changed))

        self._jobs.write(keep, lambda _none: self.refresh(), self.troubled.emit, owner=self)

    def refresh(self) -> None:
        """Read again how it stands."""
        workspace = self._workspace

        def read() -> tuple[bool, str, datetime | None]:
            from composer.backup.weekly import last_made

            settings = workspace.settings
            folder = settings.backup_folder
            return settings.backup_weekly, folder, last_made(Path(folder)) if folder else None

        self._jobs.submit(read, self._on_read, newest="backup", owner=self)

    def _on_read(self, found: tuple[bool, str, datetime | None]) -> None:
        weekly, folder, last = found
        self.show_state(weekly, folder, last, self._workspace.clock())


def contents_in_words(info: BackupInfo) -> str:
    """``Harbour News with 12 issues and 412 people``."""
    issues = ngettext("{count} issue", "{count} issues", info.issues).format(count=f"{info.issues:,}")
    people = ngettext("{count} person", "{count} people", info.people).format(count=f"{info.people:,}")
    names = ", ".join(info.newsletters)
    if not names:
        return _("{issues} and {people}").format(issues=issues, people=people)
    return _("{newsletters} with {issues} and {people}").format(newsletters=names, issues=issues, people=people)
