"""The start and the end: one QApplication, one window, one event loop."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QCoreApplication, QProcess, Qt
from PySide6.QtWidgets import QApplication

from composer.errors import ComposerError, WorkspaceError
from composer.gui.changes import Changes
from composer.gui.first_look import read_first_look
from composer.gui.jobs import Jobs
from composer.gui.main_window import MainWindow
from composer.gui.one_instance import OneInstance
from composer.gui.opening import Opening, move_in
from composer.gui.spoken_language import speak
from composer.gui.theme import Mode, Theme, active_theme
from composer.gui.window_memory import window_memory
from composer.i18n import _
from composer.paths import default_workspace, workspace_folder

if TYPE_CHECKING:
    from composer.workspace import Workspace


def refuse_broken_qt(qt: tuple[int, ...] = PySide6.__version_info__[:3], python: tuple[int, ...] = sys.version_info[:2]) -> None:
    """PySide6 6.12.0 loses a reference to True with every signal on Python before 3.12, and aborts after some hundred.

    Raises:
        WorkspaceError: this is that combination.
    """
    if tuple(qt[:3]) == (6, 12, 0) and tuple(python) < (3, 12):
        raise WorkspaceError(
            _("PySide6 6.12.0 cannot run on Python {version}: it would end in the middle of your work.").format(
                version=".".join(map(str, python))
            ),
            _("Install PySide6 6.11.3, or use Python 3.12 or newer."),
        )


def make_application(*, theme: Mode = "auto", text_size: int = 100, all_weights: bool = True) -> QApplication:
    """The one QApplication with our theme; the one that is there already, if there is one (tests, pictures).

    Args:
        all_weights: see :class:`Theme`.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        found = existing.findChild(Theme, "theme")
        if found is None:
            Theme(existing, mode=theme, text_size=text_size)
        else:
            found.set_mode(theme)
            found.set_text_size(text_size)
        return existing
    refuse_broken_qt()
    # A thread that computes gives way after a millisecond, not after Python's five: one key stroke may have to ask for its turn a
    # dozen times (each time Qt or a file was waited for).
    sys.setswitchinterval(0.001)
    # Before the application is made: lets the web engine be imported later, after the first window has been painted.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    # A letter needs no graphics card, and black or shredded views come from there.
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Newsletter Composer")
    application.setDesktopFileName("newsletter-composer")
    Theme(application, mode=theme, text_size=text_size, all_weights=all_weights)
    return application


def build_window(workspace: Workspace, *, theme: Mode | None = None, place: str = "") -> MainWindow:
    """The whole window on ``workspace``, not yet shown.

    Args:
        theme: overrides the settings (pictures).
        place: where to start; empty means where a user would.
    """
    settings = workspace.settings
    make_application(theme=theme or settings.theme, text_size=settings.text_size)
    window = empty_window(workspace.folder)
    move_in(window, workspace, place)
    return window


def empty_window(folder: Path) -> MainWindow:
    """The window before it has a workspace to show; it remembers its shape in ``folder``."""
    window = MainWindow(window_memory(folder), Jobs(), Changes())
    window.jobs.setParent(window)
    window.changes.setParent(window)
    return window


def close_window(window: MainWindow) -> None:
    """Close it and end its threads; what is unsaved is written first."""
    window.close()
    window.jobs.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, 0)


def main(location: str = "", file: str = "", language: str = "") -> int:
    """Run the program on the workspace at ``location`` (empty: the user's own). Returns the exit code.

    The window is painted first; the workspace and all that works on it are loaded behind it. Where it runs already, its window
    comes to the front and this start ends.

    Args:
        file: a ``.newsletter`` file to open, empty for none.
        language: instead of the one that is set, for this start.
    """
    try:
        refuse_broken_qt()
    except ComposerError as error:
        print(error, file=sys.stderr)  # noqa: T201 -- there is no window yet that could say it
        return 1
    location = location or default_workspace()
    folder = workspace_folder(location)
    look = read_first_look(folder / "settings.toml")
    application = make_application(theme=look.theme, text_size=look.text_size, all_weights=False)
    one = OneInstance(location, application)
    if one.hand_over(file):
        return 0
    speak(application, language or look.language)
    window = empty_window(folder)
    opening = Opening(window, location)
    opening.open_file(file)
    one.asked.connect(window.come_to_front)
    one.asked.connect(opening.open_file)
    before = sys.excepthook
    sys.excepthook = lambda kind, error, trace: _on_fault(window, kind, error, trace)

    def move_on() -> None:
        # Started twice within a moment: the other one was not to be seen yet when this one began.
        if one.hand_over(file):
            window.close()
            return
        one.listen()
        active_theme().load_all_weights()
        window.make_ready()
        opening.begin()

    opening.painted.connect(move_on)
    window.show()
    code = application.exec()
    sys.excepthook = before
    one.close()
    restarts = window.restarts
    close_window(window)
    opening.close()
    if restarts:
        QProcess.startDetached(sys.executable, ["-m", "composer", *sys.argv[1:]])
    return code or (1 if opening.failed else 0)


def _on_fault(window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, trace)
    if issubclass(kind, KeyboardInterrupt):
        window.close()
    elif isinstance(error, ComposerError):
        window.show_error(error)
    else:
        window.show_bug(error)
