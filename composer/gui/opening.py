"""The first seconds: the window stands already, the workspace is opened behind it, and what goes wrong is said in the window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _
from composer.paths import workspace_folder

if TYPE_CHECKING:
    from composer.gui.main_window import MainWindow
    from composer.workspace import Workspace

PATIENCE = 400
"""Milliseconds before the window says what it is waiting for; most of the time there is nothing to say."""


def move_in(window: MainWindow, workspace: Workspace, place: str = "") -> None:
    """Give the window its work: from now on pages are made and connected."""
    from composer.gui.wiring import connect

    window.begin_work(workspace)
    connect(window)
    window.show_first(place)


class Opening(QObject):
    """Opens the workspace at ``location`` off the GUI thread and moves the window in; offers ways on where that fails."""

    def __init__(self, window: MainWindow, location: str) -> None:
        super().__init__(window)
        self._window = window
        self._location = location
        self._workspace: Workspace | None = None
        self._failed = False
        self._waiting = _Waiting()
        self._waiting.again.clicked.connect(self.begin)
        self._waiting.elsewhere.clicked.connect(self._choose)
        window.show_waiting(self._waiting)

    @property
    def failed(self) -> bool:
        """Whether it could not be opened; one who closes the window while it is being opened has not failed."""
        return self._failed

    def begin(self) -> None:
        """Open it; the answer comes later."""
        self._waiting.say_nothing()
        self._window.banner.hide()
        QTimer.singleShot(PATIENCE, self, self._on_patience_ended)
        location = self._location
        self._window.jobs.submit(lambda: _load(location), self._on_opened, self._on_failed, owner=self)

    def close(self) -> None:
        """Let go of what was opened."""
        if self._workspace is not None:
            self._workspace.close()

    def _on_patience_ended(self) -> None:
        if self._workspace is None:
            self._waiting.say_opening()

    def _on_opened(self, workspace: Workspace) -> None:
        self._workspace, self._failed = workspace, False
        move_in(self._window, workspace)
        self._waiting.deleteLater()

    def _on_failed(self, error: ComposerError) -> None:
        self._failed = True
        print(error, file=sys.stderr)  # noqa: T201 -- whoever started it from a terminal reads it there
        self._window.show_error(error)
        self._waiting.say_stuck()

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, _("Choose the folder your work is kept in"))
        if folder:
            self._location = str(workspace_folder(folder))
            self.begin()


class _Waiting(QWidget):
    """What stands where the pages will be: nothing at first, then words, then ways on."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, surface="window")
        self._words = label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.again = button(_("Try again"), kind="primary", icon="refresh-cw")
        self.elsewhere = button(_("Choose another folder…"), icon="folder-open")
        self._leave = button(_("Quit"), QApplication.quit)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for made in (self.again, self.elsewhere, self._leave):
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.say_nothing()

    def say_nothing(self) -> None:
        self._words.clear()
        self._buttons.hide()

    def say_opening(self) -> None:
        if self._buttons.isHidden():
            self._words.setText(_("Opening your work …"))

    def say_stuck(self) -> None:
        self._words.setText(_("Your work could not be opened. Nothing was changed."))
        self._buttons.show()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)


def _load(location: str) -> Workspace:
    """The workspace, with the modules the first page needs: what is slow to import is there when the window asks."""
    import composer.gui.wiring  # noqa: F401 -- for later
    from composer.gui.places import places
    from composer.workspace import open_workspace

    workspace = open_workspace(location)
    for place in list(places().values())[:1]:
        place.page_class()
    return workspace
