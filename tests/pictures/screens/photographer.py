"""Hands, eyes and a camera for a window: real key and mouse events, and a picture of what shows once it stands still."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QScrollArea, QWidget

from composer.gui.theme import active_theme
from composer.gui.widgets.toast import Toast
from composer.i18n import _
from screens.faults import Fault, faults

CONTROL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
LONGEST_WORK, LONGEST_STIR = 60.0, 2.0
"""Seconds: how long work may be under way, and how long what shows may go on moving (a bar that runs, a web page that loads)."""


@dataclass
class Found:
    """A picture's name and what is wrong with it."""

    picture: str
    faults: list[Fault]


@dataclass
class Photographer:
    """``sizes`` in logical pixels, each with the word it has in a file's name; nothing is saved where ``out`` is None.

    ``thrifty``: the second colours only at the first and the last size, for a change of colours moves nothing; and no long wait
    after a mere change of size.
    """

    window: Any
    sizes: Sequence[tuple[str, QSize]]
    themes: Sequence[str] = ("light", "dark")
    out: Path | None = None
    scene: str = ""
    found: list[Found] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)
    look: bool = True
    thrifty: bool = False

    def __post_init__(self) -> None:
        QApplication.setCursorFlashTime(0)
        self._rest()

    # -- waiting ----------------------------------------------------------------------------------------------------------------

    def wait(self, holds: Callable[[], Any], what: str, seconds: float = 60) -> None:
        """Until something is there."""
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until:
                raise TimeoutError(f"waited in vain for {what} (scene {self.scene}, place {self.window.shown})")
            self.breathe(0.02)

    def breathe(self, seconds: float) -> None:
        """Let the program work."""
        until = time.monotonic() + seconds
        while True:
            QApplication.processEvents()
            if time.monotonic() >= until:
                return
            time.sleep(0.005)

    def settle(self, stir: float = LONGEST_STIR, *, quick: bool = False) -> None:
        """Until no work is under way and two looks show the same; ``quick`` where nothing was asked for that takes time."""
        latest = time.monotonic() + LONGEST_WORK
        quiet = 0
        while quiet < (2 if quick else 5) and time.monotonic() < latest:
            self.breathe(0.02)
            quiet = 0 if self.window.jobs.busy else quiet + 1
        latest = time.monotonic() + stir
        before = self._grab()
        while time.monotonic() < latest:
            self.breathe(0.04 if quick else 0.09)
            now = self._grab()
            if now == before:
                return
            before = now

    # -- hands ------------------------------------------------------------------------------------------------------------------

    def press(self, *keys: Qt.Key | tuple[Qt.KeyboardModifier, Qt.Key]) -> None:
        """Keys, to whatever has the focus."""
        for key in keys:
            modifier, plain = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
            QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or self.window, plain, modifier)
            self.breathe(0.05)

    def write(self, words: str) -> None:
        """Words, letter by letter, to whatever has the focus."""
        for letter in words:
            popup = QApplication.activePopupWidget()
            QTest.keyClicks((popup.focusWidget() if popup else None) or QApplication.focusWidget() or self.window, letter)
        self.breathe(0.1)

    def paste(self, words: str) -> None:
        """What lies on the clipboard, by Ctrl+V."""
        QApplication.clipboard().setText(words)
        self.press((CONTROL, Qt.Key.Key_V))

    def find(self, words: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The control that shows and says so."""
        return self._find(words, kind)

    def shows(self, words: str) -> bool:
        """Whether anything that shows says so, in the language of the window."""
        words = _(words)
        return any(words in _says(widget) for widget in self.window.findChildren(QWidget) if widget.isVisible())

    def click(
        self, words: str, kind: type[QWidget] = QAbstractButton, button: Qt.MouseButton = Qt.MouseButton.LeftButton
    ) -> None:
        """A real press of the mouse in the middle of the control that says so, in the language of the window."""
        widget = self._find(_(words), kind)
        QTest.mouseClick(widget, button, Qt.KeyboardModifier.NoModifier, widget.rect().center())
        self.breathe(0.1)

    def click_on(self, widget: QWidget) -> None:
        """A real press on this very widget, brought into sight first."""
        self.to_sight(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())
        self.breathe(0.1)

    def to_sight(self, widget: QWidget) -> None:
        """As if it had been scrolled there: its top at the top, or as near as that goes."""
        step = widget.parentWidget()
        while step is not None:
            if isinstance(step, QScrollArea):
                inside = step.widget()
                step.verticalScrollBar().setValue(widget.mapTo(inside, QPoint(0, 0)).y() - 16 if inside is not None else 0)
            step = step.parentWidget()
        self.breathe(0.02)

    def without_toast(self) -> None:
        """As if its time were over."""
        for toast in self.window.findChildren(Toast):
            toast.hide()

    def click_row(self, view: QAbstractItemView, row: int) -> None:
        """A press on a row of a list."""
        at = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.breathe(0.1)

    def drop(self, target: QWidget, path: Path) -> None:
        """A file, dragged from outside and let go."""
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(path))])
        middle, none = target.rect().center(), Qt.KeyboardModifier.NoModifier
        left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        QApplication.sendEvent(target, QDragEnterEvent(middle, copy, carried, left, none))
        QApplication.sendEvent(target, QDropEvent(QPointF(middle), copy, carried, left, none))
        self.breathe(0.1)

    def go(self, number: int) -> None:
        """To a place of the rail, by its key."""
        self.press((CONTROL, Qt.Key(Qt.Key.Key_0.value + number)))
        self.settle()

    def _find(self, words: str, kind: type[QWidget]) -> Any:
        roots = [self.window, *(widget for widget in QApplication.topLevelWidgets() if widget.isVisible())]
        some = [widget for root in roots for widget in root.findChildren(kind) if widget.isVisible() and words in _says(widget)]
        if not some:
            raise LookupError(f"nothing that shows says “{words}” (scene {self.scene}, place {self.window.shown})")
        exact = [widget for widget in some if words in (widget.accessibleName(), _words(widget).strip())]
        return (exact or some)[0]

    # -- camera -----------------------------------------------------------------------------------------------------------------

    def take(self, name: str, *, still: bool = False, stir: float = LONGEST_STIR, sight: QWidget | None = None) -> None:
        """Pictures of what shows, in every colour and size.

        ``still`` for what a change of size would put away; ``sight`` is scrolled to before each.
        """
        sizes = self.sizes[:1] if still else self.sizes
        for at, theme in enumerate(self.themes):
            active_theme().set_mode(theme)  # type: ignore[arg-type]
            for number, (word, size) in enumerate(sizes):
                if self.thrifty and at and 0 < number < len(sizes) - 1:
                    continue
                self.window.resize(size)
                self.settle(stir, quick=self.thrifty and bool(at or number))
                if sight is not None:
                    self.to_sight(sight)
                    self.settle(stir, quick=True)
                self._picture(f"{word}/{name}-{theme}.png" if word else f"{name}-{theme}.png")
        self._rest()

    def _rest(self) -> None:
        active_theme().set_mode(self.themes[0])  # type: ignore[arg-type]
        self.window.resize(self.sizes[0][1])
        self.breathe(0.05)

    def _picture(self, name: str) -> None:
        picture = self._grab()
        if self.out is not None:
            path = self.out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not picture.save(str(path)):
                raise SystemExit(f"{path} cannot be written")
            self.taken.append(path)
        if self.look:
            wrong = faults(self.window, picture)
            popup = QApplication.activePopupWidget()
            if popup is not None:
                wrong += faults(popup)
            sheet = self.window.bug_sheet
            if sheet is not None and sheet.isVisible() and not name.rpartition("/")[2].startswith("bug-"):
                wrong.append(Fault("our fault", "the window", "the sheet “That was our fault” lies over it"))
            if self.window.width() > self.wanted_width(name):
                wrong.append(Fault("too wide", "the window", f"{self.window.width()} instead of {self.wanted_width(name)}"))
            self.found.append(Found(name, wrong))

    def wanted_width(self, name: str) -> int:
        """How wide the window was asked to be for a picture."""
        word = name.rpartition("/")[0]
        return dict(self.sizes)[word].width()

    def _grab(self) -> QImage:
        image: QImage = self.window.grab().toImage()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            painter = QPainter(image)
            at: QPoint = self.window.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0)))
            painter.drawImage(QRect(at, popup.size()), popup.grab().toImage())
            painter.end()
        return image


def _words(widget: QWidget) -> str:
    return str(widget.text()) if isinstance(widget, QAbstractButton | QLabel) else ""


def _says(widget: QWidget) -> str:
    return f"{widget.accessibleName()}\n{_words(widget)}"
