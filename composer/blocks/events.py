"""Coming up: a list of dates."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

from composer.blocks.block import Block, new_id
from composer.blocks.dates_in_words import when_in_words
from composer.blocks.fields import Entries, Flag, Moment, RichText, Source, Text, Url
from composer.blocks.markdown_text import words_of
from composer.i18n import N_


class EventEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One event. Times are wall times where the event takes place; ``zone`` is its IANA name, shown if it is not the reader's.

    ``taken``: what the source said when it was taken, as marks (:mod:`composer.picking.snapshots`).
    """

    id: str = msgspec.field(default_factory=new_id)
    title: Annotated[str, Text(N_("Event"), essential=True)] = ""
    starts: Annotated[datetime | None, Moment(N_("Starts"), essential=True)] = None
    ends: Annotated[datetime | None, Moment(N_("Ends"), N_("For several days: the last day."))] = None
    all_day: Annotated[bool, Flag(N_("All day"))] = False
    place: Annotated[str, Text(N_("Place"))] = ""
    text: Annotated[str, RichText(N_("A sentence about it"))] = ""
    link: Annotated[str, Url(N_("More about it at"))] = ""
    item: Annotated[str, Source(N_("Made from"))] = ""
    zone: str = ""
    taken: dict[str, str] = msgspec.field(default_factory=dict)

    def when(self) -> str:
        """The event's date in words: ``Friday 12 December 2025, 10:00 to 12:00``, ``12 to 16 June 2026``."""
        return when_in_words(self.starts, self.ends, self.all_day)


class Events(Block, frozen=True, kw_only=True, tag="events"):
    """Dates in the order they happen; the order is kept when one is added."""

    title_text: Annotated[str, Text(N_("Heading"))] = N_("Coming up")
    entries: Annotated[
        tuple[EventEntry, ...], Entries(N_("Events"), entry=EventEntry, entry_name=N_("event"), essential=True)
    ] = ()

    label: ClassVar[str] = N_("Events")
    group: ClassVar[str] = "content"
    icon: ClassVar[str] = "calendar-days"

    def title(self) -> str:
        return self.title_text.strip() or super().title()

    def plain_text(self) -> str:
        parts = [self.title_text.strip()]
        for event in self.entries:
            lines = [event.when(), event.title.strip()]
            if event.place.strip():
                lines.append(event.place.strip())
            if event.text.strip():
                lines.append(words_of(event.text))
            if event.link:
                lines.append(event.link)
            parts.append("\n".join(line for line in lines if line))
        return "\n\n".join(part for part in parts if part)
