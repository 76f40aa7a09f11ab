"""Items from the occurrences of a calendar. What all occurrences of an event share is made once."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from composer.i18n import _
from composer.library.item import Item
from composer.sources.event_links import addresses_behind, addresses_in, booking_link_in, is_meeting, online_link_in
from composer.sources.event_making import html_of_words
from composer.sources.html_to_markdown import html_to_words
from composer.sources.ical_text import Component
from composer.sources.ical_values import moment_of
from composer.sources.item_details import summary_of
from composer.sources.kinds import names_a_big_day
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import first_picture, stable_id, title_words
from composer.sources.recurrence import Event, Occurrence
from composer.sources.sanitizer import sanitize, to_markdown

LONGEST_DESCRIPTION = 200_000
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp)(?:[?#]|$)", re.IGNORECASE)


class ItemMaker:
    """Makes the items of one calendar, read at ``location``; ``home``: the zone in which moments in UTC are shown."""

    def __init__(self, location: str, home: ZoneInfo) -> None:
        self._location = location
        self._home = home
        self._made: dict[int, Item] = {}

    def item(self, occurrence: Occurrence) -> Item:
        """The item for one occurrence. ``ends`` of whole days becomes the last day (RFC 5545 gives the day after)."""
        event = occurrence.event
        shared = self._made.get(event.place)
        if shared is None:
            shared = self._made[event.place] = self._shared(event)
        starts, ends = occurrence.starts, occurrence.ends
        all_day = not isinstance(starts, datetime)
        if isinstance(starts, datetime):
            first, last = starts, ends if isinstance(ends, datetime) else None
        else:
            final = max(ends - timedelta(days=1), starts) if ends is not None else starts
            first, last = datetime.combine(starts, time()), datetime.combine(final, time())
        big_day = all_day and names_a_big_day(shared.title)
        return replace(
            shared,
            id=stable_id(self._location, _identity(occurrence, shared.title)),
            kind="awareness" if big_day else "event",
            kind_reason=_("Its title names a day or week.") if big_day else shared.kind_reason,
            starts=first,
            ends=last,
            all_day=all_day,
            zone=self._zone_name(first, event),
        )

    def _shared(self, event: Event) -> Item:
        """What does not depend on the day."""
        component, location = event.source, self._location
        clean = sanitize(_description(component), location)
        words = html_to_words(clean.html)
        place = title_words(component.words("LOCATION"))
        link = resolved(component.words("URL"), location)
        pictured, alt = first_picture(clean.html)
        picture = _picture(component, location)
        online = _online(component, place, "\n".join((words, *addresses_behind(clean.html))))
        private = component.words("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL")
        return Item(
            kind="event",
            kind_reason=_("It stands in a calendar."),
            title=title_words(component.words("SUMMARY")),
            link=link or next((resolved(address) for address in addresses_in(words) if not is_meeting(address)), ""),
            updated=_moment(component, "LAST-MODIFIED"),
            place=place,
            online_link=online,
            booking_link=booking_link_in("\n".join((words, *addresses_behind(clean.html), link))),
            contact=_organiser(component),
            summary=summary_of(words),
            html=clean.html,
            text=to_markdown(clean.html),
            image=picture or pictured,
            image_alt="" if picture else alt,
            categories=_categories(component),
            source=location,
            cancelled=event.cancelled,
            notes=(*((_("The calendar marks it as private."),) if private else ()), *clean.dropped),
        )

    def _zone_name(self, moment: datetime, event: Event) -> str:
        """The zone in which the event is shown; what is given in UTC is shown as clocks at home do."""
        if moment.tzinfo is None:
            return ""
        if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key not in ("UTC", "Etc/UTC"):
            return moment.tzinfo.key
        if moment.tzname() in ("UTC", "GMT", "Z"):
            return event.zone.key if isinstance(event.zone, ZoneInfo) else self._home.key
        return moment.tzname() or ""


def _identity(occurrence: Occurrence, title: str) -> str:
    """What makes an occurrence the same at the next fetch: its UID (else its title), and for a series which one by the rule."""
    key = occurrence.event.key
    if key.startswith("\n"):  # no UID
        key = f"{title}\n{occurrence.event.starts}{key if not title else ''}"
    return f"{key}\n{occurrence.nominal.isoformat()}" if occurrence.nominal is not None else key


def _description(component: Component) -> str:
    """The description as HTML: written as such where the calendar has it twice; plain text keeps its lines."""
    words = component.words("DESCRIPTION")[:LONGEST_DESCRIPTION]
    for line in (*component.every("X-ALT-DESC"), *component.every("STYLED-DESCRIPTION")):
        if "html" in line.parameters.get("FMTTYPE", "").lower() and "<" in line.value:
            styled = line.words()[:LONGEST_DESCRIPTION]
            if not words or html_to_words(sanitize(styled).html).strip():
                return styled
    return html_of_words(words)


def _moment(component: Component, name: str) -> datetime | None:
    line = component.first(name)
    moment = moment_of(line.value, None) if line is not None else None
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def _online(component: Component, place: str, words: str) -> str:
    """Where people meet online: what is made to say so (RFC 7986, 5.11), else an address in the place or the text."""
    for name in ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK"):
        for line in component.every(name):
            if (link := resolved(line.value.strip())).startswith("http"):
                return link
    found = online_link_in((place, component.words("URL"), words, component.words("COMMENT")))
    return found or (resolved(place) if place.startswith(("http://", "https://")) and " " not in place else "")


def _organiser(component: Component) -> str:
    """Whom to ask: who organises it by name, else the contact that the event names."""
    line = component.first("ORGANIZER")
    named = title_words(line.parameters.get("CN", "")) if line is not None else ""
    return named or title_words(component.words("CONTACT"))[:200]


def _categories(component: Component) -> tuple[str, ...]:
    names = (title_words(name) for line in component.every("CATEGORIES") for name in re.split(r"(?<!\\),", line.value))
    return tuple(dict.fromkeys(name.replace("\\,", ",") for name in names if name))[:30]


def _picture(component: Component, location: str) -> str:
    """The event's picture: RFC 7986's IMAGE, what is attached as one, or what Google and others name so."""
    for line in (*component.every("IMAGE"), *component.every("ATTACH"), *component.every("X-WP-IMAGES-URL")):
        value, form = line.value.strip(), line.parameters.get("FMTTYPE", "").lower()
        if line.name == "X-WP-IMAGES-URL":
            parts = value.split(";")  # thumbnail;https://…;150;150;1,medium;https://…
            value = next((part for part in parts if part.startswith("http")), "")
        elif line.name == "ATTACH" and not (form.startswith("image/") or (not form and _PICTURE_FILE.search(value))):
            continue
        if line.parameters.get("VALUE", "").upper() == "BINARY" or not value.lower().startswith(("http", "/")):
            continue
        if address := resolved(value, location):
            return address
    return ""
