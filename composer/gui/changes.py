"""What kind of stored thing changed; pages refresh when they are next seen.

A page that stored something says so, ``self.stored.emit(PEOPLE)``; the window tells :class:`Changes`, and every page that names
that kind in its ``depends_on`` is refreshed: at once if it shows, else when it is next shown.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

ISSUES: Final = "issues"
SHELF: Final = "shelf"
SOURCES: Final = "sources"
PEOPLE: Final = "people"
BRAND: Final = "brand"
ACCOUNTS: Final = "accounts"
CAMPAIGNS: Final = "campaigns"
SETTINGS: Final = "settings"

KINDS: Final = frozenset({ISSUES, SHELF, SOURCES, PEOPLE, BRAND, ACCOUNTS, CAMPAIGNS, SETTINGS})


class Changes(QObject):
    """Passes on that something of a kind changed."""

    changed = Signal(str)

    def note(self, kind: str) -> None:
        """Something of this kind was stored, changed or removed."""
        if kind not in KINDS:
            raise ValueError(f"nothing of the kind {kind} is stored")
        self.changed.emit(kind)
