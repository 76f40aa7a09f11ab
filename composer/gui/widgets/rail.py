"""The rail on the left: the places, the state of the work, and the gear. Icons alone where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from composer.gui.icons import icon as themed_icon
from composer.gui.icons import pixmap
from composer.gui.theme import active_theme, mark
from composer.gui.widgets.announce import announce
from composer.gui.widgets.buttons import Button, name_icon_button
from composer.gui.widgets.labels import label
from composer.i18n import _

WIDE = 176
NARROW = 60
_GAP = "\N{EN SPACE}"  # Qt puts 4 px between a button's drawing and its words, whatever the style sheet says


class Rail(QFrame):
    """Shows the places it is given; ``chosen`` carries the id of the one the user went to."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, surface="rail")
        self.setAccessibleName(name)
        self._narrow = False
        self._labels: dict[str, tuple[str, str]] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._top = QVBoxLayout()
        self._top.setSpacing(4)
        self._bottom = QVBoxLayout()
        self._bottom.setSpacing(4)
        self._state_icon = QLabel()
        self._state_icon.setFixedSize(20, 20)
        self._state_words = label(role="caption", wrap=True)
        state = QHBoxLayout()
        state.setContentsMargins(10, 8, 0, 8)
        state.setSpacing(8)
        state.addWidget(self._state_icon)
        state.addWidget(self._state_words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 16, 9, 12)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addStretch(1)
        column.addLayout(state)
        column.addLayout(self._bottom)
        self._state = ("cloud-check", "muted", "")
        self._online = True
        self._widen()
        active_theme().changed.connect(self._draw_state)
        active_theme().changed.connect(self._widen)

    def add_place(self, place_id: str, words: str, icon: str, keys: str = "", *, bottom: bool = False) -> None:
        """One more place, below the others of its end."""
        made = Button("" if self._narrow else _GAP + words)
        mark(made, kind="place", narrow=self._narrow)
        made.setCheckable(True)
        made.setIcon(themed_icon(icon, "text", "on_accent_soft"))
        made.setIconSize(QSize(20, 20))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(place_id))
        self._group.addButton(made)
        self._buttons[place_id] = made
        self._labels[place_id] = (words, keys)
        (self._bottom if bottom else self._top).addWidget(made)
        self._name(place_id)

    def places(self) -> list[str]:
        """Ids of the places at the top, in their order."""
        return [place for place, made in self._buttons.items() if self._top.indexOf(made) >= 0]

    def light(self, place_id: str) -> None:
        """Show where one is; a place not in the rail leaves none lit."""
        if place_id in self._buttons:
            self._buttons[place_id].setChecked(True)
            return
        self._group.setExclusive(False)
        for made in self._buttons.values():
            made.setChecked(False)
        self._group.setExclusive(True)

    def set_state(self, icon: str, words: str, colour: str = "muted") -> None:
        """The line at the foot: “All changes saved”, “Offline”, “Sending 132 of 412”."""
        self._state = (icon, colour, words)
        self._draw_state()

    def set_online(self, online: bool) -> None:
        """Without a network the foot says so, except where it has something worse to say."""
        if online != self._online:
            self._online = online
            self._draw_state()
            announce(self, _("Online again.") if online else _("Offline. You can go on writing."))

    @property
    def state_words(self) -> str:
        """The line at the foot."""
        return self._said_now()[2]

    def _said_now(self) -> tuple[str, str, str]:
        icon, colour, words = self._state
        if self._online or colour in ("warn", "danger"):
            return icon, colour, words
        return "cloud-off", "muted", _("Offline")

    def _widen(self) -> None:
        self.setFixedWidth(NARROW if self._narrow else active_theme().room_for(WIDE))

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, or with their words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._widen()
        for place_id, made in self._buttons.items():
            made.setText("" if narrow else _GAP + self._labels[place_id][0])
            mark(made, narrow=narrow)
            self._name(place_id)
        self._state_words.setVisible(not narrow)

    def focus_widget(self) -> QWidget:
        """Where F6 lands."""
        return next((made for made in self._buttons.values() if made.isChecked()), next(iter(self._buttons.values()), self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        focused = next((at for at, made in enumerate(self._buttons.values()) if made.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
            return
        buttons = list(self._buttons.values())
        buttons[(focused + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _name(self, place_id: str) -> None:
        words, keys = self._labels[place_id]
        made = self._buttons[place_id]
        name_icon_button(made, words, keys)
        if not self._narrow:
            made.setToolTip(keys)

    def _draw_state(self) -> None:
        icon, colour, words = self._said_now()
        self._state_icon.setVisible(bool(words))
        if words:
            self._state_icon.setPixmap(pixmap(icon, colour, 16, self.devicePixelRatio()))
        offline = not self._online and icon == "cloud-off"
        self._state_icon.setToolTip(
            _("Offline: you can go on writing; tests and sending need the network.") if offline else words
        )
        self._state_icon.setAccessibleName(words)
        self._state_words.setText(words)
