"""The first seconds: the window stands already, the workspace is opened behind it, and what goes wrong is said in the window."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from composer.errors import ComposerError
from composer.gui.doing import UnderWay
from composer.gui.theme import mark
from composer.gui.widgets.buttons import button
from composer.gui.widgets.labels import label
from composer.i18n import _
from composer.paths import workspace_folder

if TYPE_CHECKING:
    from composer.backup.restoring import Restored
    from composer.gui.last_time import LastTime
    from composer.gui.main_window import MainWindow
    from composer.workspace import Workspace

PATIENCE = 400
"""Milliseconds before the window says what it is waiting for; most of the time there is nothing to say."""
UNSEEN = 500
"""Milliseconds after which the work is opened although the window has not been painted: it may have been started minimised."""
SETTLED = 600
"""Milliseconds the first page has for itself before the modules of the other pages are read."""


def move_in(window: MainWindow, workspace: Workspace, place: str = "") -> None:
    """Give the window its work: from now on pages are made and connected."""
    from composer.gui.wiring import connect

    window.begin_work(workspace)
    connect(window)
    window.show_first(place)


class Opening(QObject):
    """Opens the workspace at ``location`` off the GUI thread and moves the window in; offers ways on where that fails.

    ``painted`` tells once that the window has been seen: until then nothing else should take the processor's time.
    """

    painted = Signal()

    def __init__(self, window: MainWindow, location: str) -> None:
        super().__init__(window)
        self._window = window
        self._location = location
        self._workspace: Workspace | None = None
        self._under_way: UnderWay | None = None
        self._failed = False
        self._file = ""
        self._waiting = _Waiting()
        self._waiting.again.connect(self.begin)
        self._waiting.elsewhere.connect(self._choose)
        self._seen = False
        self._waiting.installEventFilter(self)
        QTimer.singleShot(UNSEEN, self, self._on_painted)
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
        self._window.jobs.submit(lambda: _load(location), self._on_opened, self.fail, owner=self)

    def open_file(self, path: str) -> None:
        """Open a ``.newsletter`` file as soon as there is a workspace to take it in; nothing where ``path`` is empty."""
        self._file = path
        if self._workspace is not None and path:
            self._file = ""
            self._window.show_place("issues")
            self._window.page("issues").show_argument(Path(path))

    def close(self) -> None:
        """Let go of what was opened; everything is kept, so nothing is left to tell at the next start."""
        if self._under_way is not None:
            self._under_way.end()
        if self._workspace is not None:
            self._workspace.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def _on_patience_ended(self) -> None:
        if self._workspace is None:
            self._waiting.say_opening()

    def _on_opened(self, opened: Opened) -> None:
        workspace = opened.workspace
        self._workspace, self._failed = workspace, False
        self._under_way = UnderWay(workspace.folder, self._window.jobs, workspace.clock, self)
        move_in(self._window, workspace)
        from composer.gui.hints import Hints  # the first window is painted without it

        Hints(self._window, workspace)
        self._waiting.deleteLater()
        self.open_file(self._file)
        if workspace.restored is not None:
            self._window.banner.show_words(*restored_words(workspace.restored))
        elif opened.last_time is not None:
            tell_last_time(self._window, opened.last_time)
        QTimer.singleShot(SETTLED, self, self._on_settled)

    def _on_settled(self) -> None:
        from composer.gui.making_ahead import MakingAhead
        from composer.gui.network import follow_network
        from composer.gui.reading_ahead import read_ahead

        templates = self._window.workspace.templates
        self._window.jobs.start_threads()
        self._window.jobs.submit(lambda: read_ahead(templates), lambda _none: MakingAhead(self._window).begin(), owner=self)
        follow_network(self._window.rail.set_online, self)

    def fail(self, error: ComposerError) -> None:
        """It could not be opened: say why, and offer ways on."""
        self._failed = True
        print(error, file=sys.stderr)  # noqa: T201 -- whoever started it from a terminal reads it there
        self._window.show_error(error)
        self._waiting.say_stuck()

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self._window, _("Choose the folder your work is kept in"))
        if folder:
            self._location = str(workspace_folder(folder))
            self.begin()


def tell_last_time(window: MainWindow, last: LastTime) -> None:
    """Say above the page how the program ended last time; the button leads back to the issue."""
    window.banner.show_words(
        last.words,
        last.more,
        "banner-warn",
        _("Go on writing") if last.issue_id else "",
        lambda: window.show_place("compose", ("open", last.issue_id)),
    )


def restored_words(restored: Restored) -> tuple[str, str]:
    """What is said after a backup took its place: that it did, and what was kept of the newer work."""
    from composer.blocks.dates_in_words import day_in_words

    words = _("Your work is as it was on {day}.").format(day=day_in_words(restored.info.made))
    more = _("What was here before is kept in {folder}.").format(folder=restored.aside) if restored.aside else ""
    if restored.carried.marks or restored.carried.erased:
        more += " " + _("Whoever unsubscribed or was erased since stays so.")
    if restored.carried.letters:
        more += " " + _("Letters sent since stay in the history.")
    return words, more.strip()


class _Waiting(QWidget):
    """What stands where the pages will be: nothing at first, then words, then ways on.

    ``again`` and ``elsewhere`` tell which way on was taken.
    """

    again = Signal()
    elsewhere = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark(self, surface="window")
        self._filled = False

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        self._words = label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._again = button(_("Try again"), self.again.emit, kind="primary", icon="refresh-cw")
        elsewhere = button(_("Choose another folder…"), self.elsewhere.emit, icon="folder-open")
        leave = button(_("Quit"), QApplication.quit)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for made in (self._again, elsewhere, leave):
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._buttons.hide()

    def say_nothing(self) -> None:
        if self._filled:
            self._words.clear()
            self._buttons.hide()

    def say_opening(self) -> None:
        self._fill()
        if self._buttons.isHidden():
            self._words.setText(_("Opening your work …"))

    def say_stuck(self) -> None:
        self._fill()
        self._words.setText(_("Your work could not be opened. Nothing was changed."))
        self._buttons.show()
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True)
class Opened:
    """The workspace, and what is to be said about an unexpected end last time."""

    workspace: Workspace
    last_time: LastTime | None = None


def _load(location: str) -> Opened:
    """The workspace, with the modules the first page needs: what is slow to import is there when the window asks."""
    import composer.gui.wiring  # noqa: F401 -- for later
    from composer.gui.last_time import look_back
    from composer.gui.places import places
    from composer.workspace import open_workspace

    workspace = open_workspace(location)
    last_time = look_back(workspace)
    for place in list(places().values())[:1]:
        place.page_class()
    return Opened(workspace, last_time)
