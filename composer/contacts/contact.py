"""Contact: one person who may be written to, and the forms a contact is searched and sorted by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

import msgspec

from composer.contacts.addresses import normalise_address
from composer.i18n import N_

__all__ = ["BASES", "Basis", "Contact", "clean_text", "fold", "normalise_address", "search_text", "sort_name"]

Basis = Literal["", "consent", "charity_soft_opt_in", "product_soft_opt_in", "corporate"]
BASES: dict[str, str] = {
    "consent": N_("They agreed to get this"),
    "charity_soft_opt_in": N_("They support the charity and gave us the address themselves"),
    "product_soft_opt_in": N_("They bought something from us"),
    "corporate": N_("It is an organisation’s address"),
}
"""Why a person may be written to (PECR reg 22 and 22(3A)), and how that is said."""

LONGEST_NAME = 200
LONGEST_TEXT = 1000

_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Contact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One person.

    Attributes:
        id: empty for one that is not kept yet.
        email: as written; compared by :func:`normalise_address`.
        language: BCP 47 tag, or empty.
        extra: further columns of an import that the user chose to keep.
        basis: why this person may be written to; ``basis_date``, ``basis_source`` (where),
            ``basis_wording`` (what they were shown) and ``basis_evidence`` (where the proof lies) tell how that is known.
        added: when the contact was first kept; None for one that is not kept yet.
        origin: file or form it came from.
    """

    id: str = ""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    language: str = ""
    extra: Mapping[str, str] = {}
    basis: str = ""
    basis_date: date | None = None
    basis_source: str = ""
    basis_wording: str = ""
    basis_evidence: str = ""
    added: datetime | None = None
    origin: str = ""

    @property
    def full_name(self) -> str:
        """First and last name, as far as they are known."""
        return f"{self.first_name} {self.last_name}".strip()


def clean_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """``text`` on one line, without control characters and without marks that turn the direction of writing."""
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    elif not text.isprintable():
        text = _CONTROLS.sub("", text)
    return " ".join(text.split())[:longest].rstrip()


def fold(text: str) -> str:
    """``text`` as it is searched: no capitals, no accents (``Müller`` is found by ``muller``)."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def search_text(email: str, first_name: str, last_name: str) -> str:
    """What a search reads: every word begins after a space, so that one or two letters can be looked for at the beginning."""
    return f" {fold(first_name)} {fold(last_name)} {fold(email)}"[:300]


def sort_name(email: str, first_name: str, last_name: str) -> str:
    """What people are sorted by: family name, first name, and the address of those without a name."""
    return fold(f"{last_name} {first_name}".strip() or email)[:60]
