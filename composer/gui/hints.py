"""One sentence at the first visit to a place, above it and never over it; put away once, it is gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from composer.gui import changes
from composer.gui.icons import pixmap
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import button, icon_button
from composer.gui.widgets.labels import label
from composer.i18n import N_, _

if TYPE_CHECKING:
    from composer.gui.main_window import MainWindow
    from composer.workspace import Workspace

HINTS: dict[str, str] = {
    "issues": N_("Each card is an issue: Return opens it, a right click or the menu key does everything else with it."),
    "compose": N_("Space adds what is new to your issue, Alt with the arrows moves a part, and everything is saved as you go."),
    "people": N_("Drop a spreadsheet anywhere here to take people in; whoever unsubscribed stays out, whatever a file says."),
    "brand": N_("Take name, colour and logo from your website with one press; each colour says whether it can be read."),
    "sources": N_("Paste the address of a site, a feed, a calendar or a table; what it publishes is offered to you from now on."),
    "sent": N_("Everything that went out stays here as it was sent, with what became of each letter."),
    "review": N_("Nothing leaves before you press the green button, and while it counts down you can still take it back."),
}
"""By place: one sentence each."""
LEAST_HEIGHT = 600
"""Logical pixels; in a lower window the room belongs to the work."""


class HintStrip(QFrame):
    """``closed`` when it is put away, ``more_wanted`` when somebody wants to read on."""

    closed = Signal()
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="banner-info")
        self._drawing = QLabel()
        self._words = label("", "", wrap=True)
        self.more = button(_("More…"), self.more_wanted.emit, kind="quiet", dense=True)
        self.more.setAccessibleName(_("More about this in the guide"))
        self.close_button = icon_button("x", _("Put this hint away for good"), self.closed.emit, dense=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 6, 2)
        row.setSpacing(10)
        row.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.more)
        row.addWidget(self.close_button)
        self.hide()
        active_theme().changed.connect(self._draw)
        self._draw()

    @property
    def words(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str) -> None:
        """Show this sentence; the focus stays where it is."""
        if self.words != words:
            self._words.setText(words)
            self.setAccessibleName(words)
            self.show()
            announce(self, words)

    def _draw(self) -> None:
        self._drawing.setPixmap(pixmap("info", "on_accent_soft", 18, self.devicePixelRatio()))


class Hints(QObject):
    """Shows the hints in a window, and remembers in the settings which were put away."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._off = set(workspace.settings.hints_off)
        self._place = ""
        self.strip = HintStrip()
        self.strip.closed.connect(self._on_closed)
        self.strip.more_wanted.connect(lambda: window.actions_table.trigger("guide"))
        window.add_above(self.strip)
        window.place_shown.connect(self._on_place)
        window.changes.changed.connect(self._on_changed)
        window.installEventFilter(self)
        self._on_place(window.shown)

    def _on_place(self, place: str) -> None:
        self._place = place
        words = HINTS.get(place, "")
        if not words or place in self._off or self._window.height() < LEAST_HEIGHT:
            self.strip.hide()
        else:
            self.strip.say(_(words))

    def _on_closed(self) -> None:
        self._off.add(self._place)
        self.strip.hide()
        self._window.focus_page()
        workspace, off = self._workspace, tuple(sorted(self._off))
        self._window.jobs.write(
            lambda: workspace.save_settings(msgspec.structs.replace(workspace.settings, hints_off=off)), owner=self
        )

    def _on_changed(self, kind: str) -> None:
        if kind == changes.SETTINGS:
            self._off = set(self._workspace.settings.hints_off)
            self._on_place(self._place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._on_place(self._place)
        return super().eventFilter(watched, event)
