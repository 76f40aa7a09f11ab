"""The user's calendar of awareness days, as a source like any other: read, paused, renamed and removed with the rest."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from composer.i18n import N_, _
from composer.library.awareness import AHEAD, items_of
from composer.sources.download import Download
from composer.sources.source import FetchContext, Fetched, Source

LOCATION = "awareness:days"
"""Where it lies: in the workspace, under this name."""


class Awareness(Source):
    """Days and weeks of the calendar that are ahead."""

    type: ClassVar[str] = "awareness"
    label: ClassVar[str] = N_("Awareness days")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        return 100 if location == LOCATION else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        return self.fetch(LOCATION, context)

    def fetch(self, location: str, context: FetchContext) -> Fetched:
        today = context.today()
        since, until = context.since or today, context.until or _later(today)
        items = [item for day in context.awareness for item in items_of(day, since, until)]
        items.sort(key=lambda item: (item.starts.isoformat() if item.starts else "", item.title))
        return Fetched(tuple(items), title=_("Awareness days"))


def _later(today: date) -> date:
    return today + AHEAD
