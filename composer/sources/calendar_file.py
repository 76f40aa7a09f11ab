"""Calendars: iCalendar files and addresses (also ``webcal:``); recurring events expanded, damaged ones mended or named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from composer.errors import FormatError
from composer.i18n import N_, _, ngettext
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.sources.address import place_of
from composer.sources.calendar_events import CalendarEvents, events_of
from composer.sources.calendar_items import ItemMaker
from composer.sources.download import Download
from composer.sources.event_making import event_window
from composer.sources.ical_outline import calendar_text, outline
from composer.sources.look_up import by_reading_again
from composer.sources.post_making import title_words
from composer.sources.recurrence import Expanded, expand
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.text_encoding import decode


class CalendarFile(Source):
    """A calendar."""

    type: ClassVar[str] = "calendar"
    label: ClassVar[str] = N_("Calendar (iCalendar)")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if head is None:
            return 50 if re.match(r"\s*webcals?:", location, re.IGNORECASE) else 0
        opening = decode(head.content[:2000], head.charset).text.lstrip("\ufeff \t\r\n").upper()
        if opening.startswith("BEGIN:VCALENDAR"):
            return 95
        return 40 if head.media_type == "text/calendar" or opening.startswith("BEGIN:VEVENT") else 0

    def read(self, download: Download, context: FetchContext) -> Fetched:
        window = event_window(context)
        text = calendar_text(download.content, download.charset)
        plan = outline(text, *window)
        if not plan.named and not plan.found:
            raise FormatError(
                _("What lies at {place} is not a calendar.").format(place=place_of(download.location)),
                _("Use the address that the calendar offers for subscribing, or a file ending in .ics."),
            )
        context.stop_if_cancelled()
        known = events_of(text, plan, window, context.zone)
        context.stop_if_cancelled()
        found = expand(known.events, *window, context.zone)
        maker = ItemMaker(download.location, context.zone)
        items: dict[str, Item] = {}
        for place, occurrence in enumerate(found.occurrences):
            if place % 100 == 0:
                context.stop_if_cancelled()
            item = maker.item(occurrence)
            items.setdefault(item.id, item)
        problems = _problems(download.location, known, found, plan.found, bool(items), window)
        return Fetched(tuple(items.values()), tuple(problems), title_words(known.title))

    def look_up(self, items: Sequence[Item], location: str, context: FetchContext) -> Mapping[str, LookedUp]:
        """By the UID, which an event keeps wherever it moves to: the calendar is asked for once, whatever is wanted of it."""
        return by_reading_again(self, items, location, context, upcoming=True)


def _problems(
    location: str, known: CalendarEvents, found: Expanded, count: int, some: bool, window: tuple[date, date]
) -> Iterator[Problem]:
    """What a person should know about a calendar that was not perfect."""
    for component in known.broken[:20]:
        name = title_words(component.words("SUMMARY")) or component.words("UID") or _("without a title")
        yield Problem(location, _("The event “{name}” has no usable date and was left out.").format(name=name[:80]))
    if len(known.broken) > 20:
        more = len(known.broken) - 20
        yield Problem(
            location,
            ngettext("{count} more event has no usable date.", "{count} more events have no usable date.", more).format(
                count=more
            ),
        )
    for event in found.refused[:20]:
        name = title_words(event.source.words("SUMMARY")) or _("without a title")
        yield Problem(
            location, _("The event “{name}” recurs too often to be followed; only its first date counts.").format(name=name[:80])
        )
    for component in known.unread[:20]:
        name = title_words(component.words("SUMMARY")) or _("without a title")
        words = _("The event “{name}” recurs in a way that cannot be understood; only its first date counts.")
        yield Problem(location, words.format(name=name[:80]))
    if known.left_out:
        words = ngettext(
            "The calendar holds {count} event; {left_out} of those that may matter was left out.",
            "The calendar holds {count} events; the last {left_out} of those that may matter were left out.",
            count,
        )
        yield Problem(
            location, words.format(count=count, left_out=known.left_out), _("Ask for fewer days, or for a smaller calendar.")
        )
    if found.cut:
        yield Problem(location, _("The calendar holds very many events; the later ones were left out."))
    if not some and (known.events or count > len(known.broken)):
        words = ngettext(
            "The calendar holds {count} event, but none from {since} to {until}.",
            "The calendar holds {count} events, but none from {since} to {until}.",
            count,
        )
        last = window[1] - timedelta(days=1)
        yield Problem(location, words.format(count=count, since=window[0].isoformat(), until=last.isoformat()))
