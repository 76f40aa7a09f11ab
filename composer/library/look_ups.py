"""What was found when items were last looked up at their sources: kept while the program runs, asked again before sending."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from composer.library.item import Item

Standing = Literal["there", "gone", "unpublished", "unlisted", "front_page", "unknown"]
"""How an item stands at its source: ``there``; ``gone`` for good (404, 410, or missing from a list that still reaches back so
far); ``unpublished``: the site shows it to nobody, or only after signing in; ``unlisted``: its source names it no more though its
page still opens; ``front_page``: its address leads to the front page now; ``unknown``: it could not be looked up."""


@dataclass(frozen=True)
class LookedUp:
    """What became of one item.

    Attributes:
        item: what its source says now, where it said anything.
        reason: why it is not there, or could not be looked up, as a sentence.
        link: where its address leads now for good, where that is another one.
        file_gone: its document (a PDF) is no longer there.
        at: when it was looked up.
        away: nothing answered at all (no connection, or no answer in time), so there is no use in asking the same site on.
        silent: why it could not be looked up the last time, where it had been before; the rest is as it was then.
    """

    standing: Standing = "there"
    item: Item | None = None
    reason: str = ""
    link: str = ""
    file_gone: bool = False
    at: datetime | None = None
    away: bool = False
    silent: str = ""


class LookUps:
    """The newest result for each item. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[str, LookedUp] = {}

    def note(self, found: Mapping[str, LookedUp]) -> None:
        """Keep results. One that could not be looked up does not hide what was found before, and says so beside it."""
        with self._lock:
            for item, result in found.items():
                before = self._found.get(item)
                if result.standing == "unknown" and before is not None and before.standing != "unknown":
                    result = replace(before, silent=result.reason)
                self._found[item] = result

    def of(self, items: Iterable[str]) -> dict[str, LookedUp]:
        """What is known of these; those never looked up are left out."""
        with self._lock:
            return {item: self._found[item] for item in items if item in self._found}
