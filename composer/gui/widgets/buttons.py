"""Buttons of every kind, made in one line and named for those who do not see them.

A button takes the focus by Tab and never by a click: a click on “B” leaves the caret in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from composer.gui.icons import icon as themed_icon
from composer.gui.theme import mark


class Button(QPushButton):
    """Return presses it too, not only Space. Other words are another name for those who listen, unless it has one of its own."""

    def setText(self, text: str) -> None:
        follows = self.accessibleName() in ("", _said(self.text()))
        super().setText(text)
        if follows and text:
            self.setAccessibleName(_said(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)


def _said(text: str) -> str:
    """Words as a screen reader says them: without the space before them and the mark of a shortcut."""
    return text.strip().replace("&&", "&")


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "plain",
    icon: str = "",
    tip: str = "",
    dense: bool = False,
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words, 36 px high, or 32 where ``dense``. Kinds: primary, plain, quiet, danger, link."""
    words, letter = without_mnemonic(text)
    made = Button(parent)
    mark(made, kind=kind, dense=dense)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if icon:
        colour = {"primary": "on_accent", "danger": "danger", "link": "accent"}.get(kind, "text")
        made.setIcon(themed_icon(icon, colour, colour))
        made.setIconSize(QSize(18, 18))
    set_words(made, words)
    if letter:
        # A shortcut instead of a mnemonic: Fusion underlines those all the time, and a page full of lines is hard to read.
        made.setShortcut(QKeySequence(f"Alt+{letter}"))
    if tip:
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def set_words(made: QPushButton, words: str) -> None:
    """Give a button other words, and its name."""
    # Qt puts 4 px between a button's drawing and its words, whatever the style sheet says.
    shortcut = made.shortcut()
    made.setText(words if made.icon().isNull() else f"\N{FOUR-PER-EM SPACE}{words}")
    made.setShortcut(shortcut)  # setText() takes it away
    made.setAccessibleName(words.replace("&&", "&"))


def icon_button(
    icon: str,
    name: str,
    on_click: Callable[[], object] | None = None,
    *,
    keys: str = "",
    checkable: bool = False,
    dense: bool = False,
    colour: str = "text",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button that is only a drawing: 36 px, or 32 where ``dense``; its name is its tool tip, with the keys."""
    made = Button(parent)
    mark(made, kind="icon", dense=dense)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setIcon(themed_icon(icon, colour))
    made.setIconSize(QSize(18, 18) if dense else QSize(20, 20))
    made.setCheckable(checkable)
    name_icon_button(made, name, keys)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def name_icon_button(made: QPushButton, name: str, keys: str = "") -> None:
    """Give an icon button its name and tool tip (again)."""
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  ({keys})" if keys else name)


def without_mnemonic(text: str) -> tuple[str, str]:
    """The words without their ``&``, and the letter it stood before ("" for none; ``&&`` is an ampersand)."""
    found = re.search(r"&([^&])", text.replace("&&", "\x00"))
    words = re.sub(r"&([^&])", r"\1", text.replace("&&", "\x00")).replace("\x00", "&&")
    return words, found[1].upper() if found else ""


class Segments(QFrame):
    """A few choices side by side of which one holds; arrow keys change it. ``chosen`` carries the value the user chose."""

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], *, name: str = "", icons: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        """``options`` pairs value and words; with ``icons`` the words become names of drawings."""
        super().__init__(parent)
        mark(self, surface="segments")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        for at, (value, words) in enumerate(options):
            made = Button("" if icons else words)
            mark(made, kind="segment")
            made.setCheckable(True)
            made.setAccessibleName(f"{name}: {words}" if name else words)
            if icons:
                made.setIcon(themed_icon(icons[at], "text", "on_accent_soft"))
                made.setToolTip(words)
            made.clicked.connect(lambda _checked=False, value=value: self._choose(value))
            self._group.addButton(made)
            self._buttons[value] = made
            row.addWidget(made)
        self.setAccessibleName(name)
        self._show_stop(next(iter(self._buttons), ""))

    def value(self) -> str:
        """The value that holds; empty where none does yet."""
        for value, made in self._buttons.items():
            if made.isChecked():
                return value
        return ""

    def set_value(self, value: str) -> None:
        """Show ``value`` as chosen, without a signal."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)
            self._show_stop(value)

    def _show_stop(self, value: str) -> None:
        """One Tab stop for all: the one that holds."""
        for other, made in self._buttons.items():
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if other == value else Qt.FocusPolicy.NoFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Handed on here and not by a focus proxy: with one, Qt 6.11 takes the frame itself for a stop of Tab, and leads back.
        stop = self._buttons.get(self.value()) or next(iter(self._buttons.values()), None)
        if stop is not None:
            stop.setFocus(event.reason())

    def _choose(self, value: str) -> None:
        self.set_value(value)
        self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        focused = next((value for value, made in self._buttons.items() if made.hasFocus()), None)
        if not step or focused is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        values = list(self._buttons)
        value = values[(values.index(focused) + step) % len(values)]
        self._choose(value)
        self._buttons[value].setFocus(Qt.FocusReason.TabFocusReason)
