"""The ways a letter can be looked at: on which device, in which colours, with or without pictures, or as bare text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from composer.gui.preview.letter_view import COMPUTER_WIDTH, PHONE_WIDTH
from composer.i18n import N_

Dark = Literal["light", "author", "partly", "inverted"]
Show = Literal["letter", "text", "aloud", "source", "headers", "weight"]
SHEETS: tuple[Show, ...] = ("letter", "text", "source", "aloud", "headers", "weight")
"""In the order they lie in the pane."""


@dataclass(frozen=True)
class Look:
    """How to look.

    Attributes:
        phone: 375 pixels wide instead of 640.
        dark: "light"; "author": the letter's own dark colours; "partly", "inverted": apps that turn
            light colours, or all, round (simulations).
        pictures: False as in apps that do not load them.
        styles: False as in apps that drop the letter's style sheets and keep what stands on each part itself.
        show: the letter, its plain-text part, what is read aloud of it, its HTML source, its headers, or what each part weighs.
    """

    phone: bool = False
    dark: Dark = "light"
    pictures: bool = True
    styles: bool = True
    show: Show = "letter"

    @property
    def css_width(self) -> int:
        """Width of the reader's screen in CSS pixels."""
        return PHONE_WIDTH if self.phone else COMPUTER_WIDTH


@dataclass(frozen=True)
class LookRow:
    """A button of the pane, or a row of its menu: what it changes, its icon, its name, and the line below the letter while on."""

    id: str
    icon: str
    name: str
    note: str
    in_menu: bool = False


LOOK_ROWS: tuple[LookRow, ...] = (
    LookRow("computer", "monitor", N_("On a computer"), N_("On a computer, 640 pixels wide")),
    LookRow("phone", "smartphone", N_("On a phone"), N_("On a phone, 375 pixels wide")),
    LookRow("dark", "moon", N_("In dark mode"), N_("In dark mode, with the newsletter’s own dark colours")),
    LookRow(
        "partly",
        "sun-moon",
        N_("In apps that darken light colours (a simulation)"),
        N_("A simulation of apps that darken light colours only; each does it in its own way"),
    ),
    LookRow(
        "inverted",
        "contrast",
        N_("In apps that invert all colours (a simulation)"),
        N_("A simulation of apps that invert all colours; each does it in its own way"),
    ),
    LookRow("pictures_off", "image-off", N_("Without pictures"), N_("Without pictures, as many apps show it at first")),
    LookRow("text", "text", N_("Plain text"), N_("The plain-text part, for readers and apps without HTML")),
    LookRow("aloud", "list-ordered", N_("Read aloud"), N_("In the order and words a screen reader meets it")),
    LookRow("source", "code", N_("Source"), N_("The HTML as it goes out"), in_menu=True),
    LookRow(
        "styles_off",
        "layout-template",
        N_("Without style sheets"),
        N_("Without style sheets, as Gmail shows it to people with another mailbox"),
        in_menu=True,
    ),
    LookRow("headers", "mail", N_("Headers"), N_("The headers of this reader’s letter, as they go out"), in_menu=True),
    LookRow("weight", "database", N_("Weight of each part"), N_("Gmail cuts letters off at 102 KB"), in_menu=True),
)


def is_on(look: Look, row_id: str) -> bool:
    """Whether the button is pressed in this look."""
    return {
        "computer": not look.phone,
        "phone": look.phone,
        "dark": look.dark == "author",
        "partly": look.dark == "partly",
        "inverted": look.dark == "inverted",
        "pictures_off": not look.pictures,
        "styles_off": not look.styles,
    }.get(row_id, look.show == row_id)


def pressed(look: Look, row_id: str) -> Look:
    """The look after this button was pressed: devices change places, everything else goes on and off."""
    on = is_on(look, row_id)
    if row_id in ("computer", "phone"):
        return replace(look, phone=row_id == "phone", show="letter")
    darks: dict[str, Dark] = {"dark": "author", "partly": "partly", "inverted": "inverted"}
    if row_id in darks:
        # The letter's own dark colours stand in its style sheets.
        return replace(look, dark="light" if on else darks[row_id], styles=look.styles or row_id == "dark", show="letter")
    if row_id == "pictures_off":
        return replace(look, pictures=on, show="letter")
    if row_id == "styles_off":
        return replace(look, styles=on, dark="light" if look.dark == "author" else look.dark, show="letter")
    sheet = next(sheet for sheet in SHEETS if sheet == row_id)
    return replace(look, show="letter" if on else sheet)


_ROUND = (
    Look(),
    Look(phone=True),
    Look(dark="author"),
    Look(dark="partly"),
    Look(dark="inverted"),
    Look(pictures=False),
    Look(styles=False),
    Look(show="text"),
    Look(show="aloud"),
    Look(show="source"),
    Look(show="headers"),
    Look(show="weight"),
)


def next_look(look: Look) -> Look:
    """The next of the plain looks; from a mixture, the first."""
    return _ROUND[(_ROUND.index(look) + 1) % len(_ROUND)] if look in _ROUND else _ROUND[0]


def note_of(look: Look) -> str:
    """The id of the row whose note describes the look best."""
    for row_id in (
        "weight",
        "headers",
        "source",
        "aloud",
        "text",
        "partly",
        "inverted",
        "dark",
        "styles_off",
        "pictures_off",
        "phone",
    ):
        if is_on(look, row_id):
            return row_id
    return "computer"
