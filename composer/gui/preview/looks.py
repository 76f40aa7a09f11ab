"""The ways a letter can be looked at: on which device, in which colours, with or without pictures, or as bare text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from composer.gui.preview.letter_view import COMPUTER_WIDTH, PHONE_WIDTH
from composer.i18n import N_

Dark = Literal["light", "author", "inverted"]


@dataclass(frozen=True)
class Look:
    """How to look.

    Attributes:
        phone: 375 pixels wide instead of 640.
        dark: "light"; "author": the letter's own dark colours; "inverted": apps that turn colours round (a simulation).
        pictures: False as in apps that do not load them.
        show: the letter, its plain-text part, or its HTML source.
    """

    phone: bool = False
    dark: Dark = "light"
    pictures: bool = True
    show: Literal["letter", "text", "source"] = "letter"

    @property
    def css_width(self) -> int:
        """Width of the reader's screen in CSS pixels."""
        return PHONE_WIDTH if self.phone else COMPUTER_WIDTH


@dataclass(frozen=True)
class LookRow:
    """A button of the pane: what it changes, its icon, its name, and the line below the letter while it is on."""

    id: str
    icon: str
    name: str
    note: str


LOOK_ROWS: tuple[LookRow, ...] = (
    LookRow("computer", "monitor", N_("On a computer"), N_("On a computer, 640 pixels wide")),
    LookRow("phone", "smartphone", N_("On a phone"), N_("On a phone, 375 pixels wide")),
    LookRow("dark", "moon", N_("In dark mode"), N_("In dark mode, with the newsletter’s own dark colours")),
    LookRow(
        "inverted",
        "contrast",
        N_("In apps that invert colours (a simulation)"),
        N_("A simulation of apps that invert colours; each does it in its own way"),
    ),
    LookRow("pictures_off", "image-off", N_("Without pictures"), N_("Without pictures, as many apps show it at first")),
    LookRow("text", "text", N_("Plain text"), N_("The plain-text part, for readers and apps without HTML")),
    LookRow("source", "code", N_("Source"), N_("The HTML as it goes out")),
)


def is_on(look: Look, row_id: str) -> bool:
    """Whether the button is pressed in this look."""
    return {
        "computer": not look.phone,
        "phone": look.phone,
        "dark": look.dark == "author",
        "inverted": look.dark == "inverted",
        "pictures_off": not look.pictures,
        "text": look.show == "text",
        "source": look.show == "source",
    }[row_id]


def pressed(look: Look, row_id: str) -> Look:
    """The look after this button was pressed: devices change places, everything else goes on and off."""
    on = is_on(look, row_id)
    if row_id in ("computer", "phone"):
        return replace(look, phone=row_id == "phone", show="letter")
    if row_id in ("dark", "inverted"):
        wanted: Dark = "author" if row_id == "dark" else "inverted"
        return replace(look, dark="light" if on else wanted, show="letter")
    if row_id == "pictures_off":
        return replace(look, pictures=on, show="letter")
    if row_id == "text":
        return replace(look, show="letter" if on else "text")
    return replace(look, show="letter" if on else "source")


_ROUND = (
    Look(),
    Look(phone=True),
    Look(dark="author"),
    Look(dark="inverted"),
    Look(pictures=False),
    Look(show="text"),
    Look(show="source"),
)


def next_look(look: Look) -> Look:
    """The next of the seven plain looks; from a mixture, the first."""
    return _ROUND[(_ROUND.index(look) + 1) % len(_ROUND)] if look in _ROUND else _ROUND[0]


def note_of(look: Look) -> str:
    """The id of the row whose note describes the look best."""
    for row_id in ("source", "text", "inverted", "dark", "pictures_off", "phone"):
        if is_on(look, row_id):
            return row_id
    return "computer"
