"""What makes an issue recognisable, and what its footer owes the reader."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from composer.blocks.fields import NO_PICTURE, Picture

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation's look and legal lines. Colours are ``#RRGGBB``: mail programs know no other form safely."""

    organisation: str = ""
    website: str = ""
    logo: Picture = NO_PICTURE
    logo_dark: Picture = NO_PICTURE
    """The logo for dark grounds; without one, the other stands on a white plate."""
    main_colour: str = "#0F6B57"
    accent_colour: str = "#B4552D"
    postal_address: str = ""
    charity_number: str = ""
    reason: str = ""
    """Why the reader gets this: one sentence in the footer."""
    pages: tuple[str, ...] = ()
    """Addresses of the organisation's pages elsewhere (Facebook, Mastodon …), for the foot of every letter."""
    typeface: Literal["", "serif", "sans"] = ""
    """Empty: the template's own. Mail programs know only their readers' own fonts, so there are no others."""
    language: str = "en-GB"
    right_to_left: bool = False

    def __post_init__(self) -> None:
        for name in ("main_colour", "accent_colour"):
            if not _COLOUR.fullmatch(getattr(self, name)):
                raise ValueError(f"{name} must be a six-digit colour like #0F6B57")


class NamedBrand(msgspec.Struct, frozen=True):
    """A brand that waits under a name (:mod:`composer.document.brands`)."""

    name: str
    brand: Brand
