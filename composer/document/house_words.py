"""The organisation's own list of words: how it writes them, and which it does not use. One line each::

tenants -> residents
e-mail -> email
the elderly ->
# a line like this is a note
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

MOST_WORDS = 500
LONGEST = 100
_ARROW = re.compile(r"\s*(?:->|→|=>|⇒)\s*")


class HouseWord(msgspec.Struct, frozen=True):
    """One line of the list: what is not to be written, and what instead (empty: nothing)."""

    avoid: str
    instead: str

    def found_in(self, text: str) -> str:
        """How it stands in the text, empty where it does not. Written as wanted, it does not count, also inside longer words.

        Where both differ by capitals or hyphens alone, capitals count; else they do not.
        """
        strict = self.avoid.casefold() == self.instead.casefold()
        pattern = _pattern(self.avoid, strict)
        shadow = _pattern(self.instead, strict).sub(" ", text) if self.instead and not strict else text
        found = pattern.search(shadow)
        return found[0] if found else ""


@lru_cache(maxsize=2 * MOST_WORDS)
def _pattern(words: str, strict: bool) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<![\w-]){spaced}(?![\w-])", 0 if strict else re.IGNORECASE)


@lru_cache(maxsize=16)
def house_words(written: str) -> tuple[HouseWord, ...]:
    """The list as somebody wrote it. Lines without an arrow are words not to be used; what is too long is left out."""
    found: dict[str, HouseWord] = {}
    for line in written.splitlines()[: 2 * MOST_WORDS]:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        avoid, _arrow, instead = (_ARROW.sub("\n", line, count=1)).partition("\n")
        avoid, instead = " ".join(avoid.split()), " ".join(instead.split())
        if avoid and avoid != instead and max(len(avoid), len(instead)) <= LONGEST:
            found.setdefault(avoid, HouseWord(avoid, instead))
    return tuple(found.values())[:MOST_WORDS]
