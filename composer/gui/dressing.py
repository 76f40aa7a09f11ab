"""Who wears the style sheet: each page and each part of a window on its own, so a change of the look is not one long wait.

Qt styles everything below the widget whose sheet changes in one go: for a window with all its pages that was a third of a
second, for the composer alone more than a tenth. What can be seen is dressed anew at once, a large page part by part with
its keys answered between two of them, and seen in one go; what is hidden follows piece by piece while nothing else is to be
done, or when it shows.
"""

from __future__ import annotations

import time

import shiboken6
from PySide6.QtCore import QChildEvent, QEvent, QObject, QTimer
from PySide6.QtWidgets import QSplitterHandle, QWidget

AT_A_TIME = 0.02
"""Seconds after which the rest of what is seen waits for the window's next turn."""
AHEAD = 400
"""Milliseconds before what nobody has seen yet is dressed ahead."""


class Dressing(QObject):
    """Keeps the widgets that wear the sheet; what is in them wears it too."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = ""
        self._worn: list[QWidget] = []
        self._seen: list[QWidget] = []
        self._due: list[QWidget] = []
        self._open: list[QWidget] = []
        self._held: list[QWidget] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._dress_one)

    def dress(self, widget: QWidget) -> None:
        """Give a widget, with all that is or will be in it, the sheet: now and whenever it changes.

        One that was given to :meth:`dress_inside` stays without: what is in it wears it.
        """
        if not _among(self._open, widget) and self._keep(widget):
            widget.setStyleSheet(self._sheet)

    def dress_inside(self, *containers: QWidget) -> None:
        """Dress whatever is put straight into these, when Qt makes it ready to be shown; not the containers themselves."""
        for container in containers:
            self._open.append(container)
            container.installEventFilter(self)

    def change(self, sheet: str) -> None:
        """From now on this is the sheet."""
        self._sheet = sheet
        self._worn = [widget for widget in self._worn if shiboken6.isValid(widget)]
        self._open = [widget for widget in self._open if shiboken6.isValid(widget)]
        self._seen = [widget for widget in self._worn if widget.isVisible()]
        self._due = [widget for widget in self._worn if not widget.isVisible()]
        begun = time.monotonic()
        while self._seen and time.monotonic() - begun < AT_A_TIME:
            self._seen.pop(0).setStyleSheet(sheet)
        for widget in self._seen:
            # Half of a page in the new look and half in the old one is not for anybody's eyes.
            window = widget.window()
            if window.updatesEnabled():
                window.setUpdatesEnabled(False)
                self._held.append(window)
        self._let_see()
        if self._seen or self._due:
            self._next.start(0)

    def _keep(self, widget: QWidget) -> bool:
        """Remember that it wears the sheet; whether that is new."""
        if _among(self._worn, widget):
            return False
        self._worn = [*(each for each in self._worn if shiboken6.isValid(each)), widget]
        widget.installEventFilter(self)
        return True

    def _dress_one(self) -> None:
        widgets = self._seen or self._due
        if widgets:
            widget = widgets.pop(0)
            if shiboken6.isValid(widget):
                widget.setStyleSheet(self._sheet)
        self._let_see()
        if self._seen or self._due:
            self._next.start(0)

    def _let_see(self) -> None:
        if not self._seen:
            for window in self._held:
                if shiboken6.isValid(window):
                    window.setUpdatesEnabled(True)
            self._held = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            for widget in self._due:
                if widget is watched:
                    self._due.remove(widget)
                    widget.setStyleSheet(self._sheet)
                    break
        elif event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, QWidget) and not isinstance(child, QSplitterHandle) and _among(self._open, watched):
                self._take_in(child)
        return False

    def _take_in(self, child: QWidget) -> None:
        if _among(self._open, child) or not self._keep(child):
            return
        if child.isVisible():
            child.setStyleSheet(self._sheet)
            return
        # What nobody sees costs nothing until it shows; by then it is dressed, unless somebody is quick.
        self._due.append(child)
        if not self._next.isActive():
            self._next.start(AHEAD)


def _among(widgets: list[QWidget], wanted: QObject) -> bool:
    return any(known is wanted for known in widgets)
