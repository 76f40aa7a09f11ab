"""Calendars: iCalendar files and addresses (also ``webcal:``); recurring events expanded, damaged ones mended or named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from html import escape
from typing import ClassVar
from zoneinfo import ZoneInfo

from composer.errors import FormatError
from composer.i18n import N_, _, ngettext
from composer.library.item import Item
from composer.sources.address import place_of
from composer.sources.download import Download
from composer.sources.html_to_markdown import html_to_words
from composer.sources.ical_text import Component, read_components
from composer.sources.ical_values import Moment, duration_of, moment_of, moments_of, rule_of
from composer.sources.ical_zones import Zones, definitions_in, named_zone
from composer.sources.item_details import summary_of
from composer.sources.kinds import names_a_big_day
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import first_picture, stable_id, title_words
from composer.sources.recurrence import Event, Expanded, Occurrence, expand
from composer.sources.sanitizer import sanitize, to_markdown
from composer.sources.source import FetchContext, Fetched, Problem, Source
from composer.sources.text_encoding import decode

MOST_EVENTS = 20_000
DAYS_BACK, DAYS_AHEAD = 31, 366
"""The window where nobody names one."""
_MEETING = re.compile(
    r"https?://[\w.-]*(?:zoom\.us|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com|gotomeeting\.com"
    r"|gotowebinar\.com|whereby\.com|meet\.jit\.si|bluejeans\.com|chime\.aws|youtube\.com/live)[^\s<>\"]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]")


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
        root = read_components(decode(download.content, download.charset).text)
        if not any(True for name in ("VCALENDAR", "VEVENT") for _found in root.walk(name)):
            raise FormatError(
                _("What lies at {place} is not a calendar.").format(place=place_of(download.location)),
                _("Use the address that the calendar offers for subscribing, or a file ending in .ics."),
            )
        calendar = next(root.walk("VCALENDAR"), root)
        zones = Zones(definitions_in(root))
        local = named_zone(calendar.words("X-WR-TIMEZONE")) or zones.only() or context.zone
        events, broken = _events(root, zones, local)
        since, until = _window(context)
        context.stop_if_cancelled()
        found = expand(events, since, until, context.zone)
        items: dict[str, Item] = {}
        for occurrence in found.occurrences:
            item = _item(occurrence, download.location)
            items.setdefault(item.id, item)
        problems = _problems(download.location, broken, found, len(events), bool(items), (since, until))
        return Fetched(
            tuple(items.values()), tuple(problems), title_words(calendar.words("X-WR-CALNAME") or calendar.words("NAME"))
        )


def _window(context: FetchContext) -> tuple[date, date]:
    today = context.today()
    since = context.since or min(today - timedelta(days=DAYS_BACK), context.until or today)
    until = context.until or max(today + timedelta(days=DAYS_AHEAD), since + timedelta(days=DAYS_AHEAD))
    return since, until


def _events(root: Component, zones: Zones, local: tzinfo) -> tuple[list[Event], list[Component]]:
    """The events with a start that can be, and those without a clear one (what holds nothing but a UID is no event)."""
    events: list[Event] = []
    broken: list[Component] = []
    for place, component in enumerate(root.walk("VEVENT")):
        if place >= MOST_EVENTS:
            break
        event = _event(component, place, zones, local)
        if event is not None:
            events.append(event)
        elif component.first("DTSTART") is not None or component.words("SUMMARY"):
            broken.append(component)
    return events, broken


def _event(component: Component, place: int, zones: Zones, local: tzinfo) -> Event | None:
    lines = component.every("DTSTART")
    starts = next(iter(moments_of(lines[0], zones)), None) if lines else None
    if starts is None or len({line.value for line in lines}) > 1:
        return None
    instead = component.first("RECURRENCE-ID")
    rule_line = component.first("RRULE")
    sequence = component.words("SEQUENCE")
    return Event(
        source=component,
        place=place,
        key=component.words("UID") or f"\n{place}",
        starts=starts,
        ends=_ends(component, starts, zones),
        sequence=int(sequence[:9]) if sequence.isdecimal() else 0,
        instead_of=next(iter(moments_of(instead, zones)), None) if instead is not None else None,
        rule=(rule_of(rule_line.value, starts, local) if rule_line is not None else None) or {},
        more=tuple(moment for line in component.every("RDATE") for moment in moments_of(line, zones))[:2000],
        less=tuple(moment for line in component.every("EXDATE") for moment in moments_of(line, zones))[:5000],
    )


def _ends(component: Component, starts: Moment, zones: Zones) -> Moment | None:
    """The end (exclusive), in the form of the start; None where it is missing, impossible or before the start."""
    line = component.first("DTEND")
    ends = next(iter(moments_of(line, zones)), None) if line is not None else None
    length = component.first("DURATION")
    if ends is None and length is not None and (span := duration_of(length.value)) is not None:
        try:
            ends = starts + span
        except OverflowError:
            return None
    if isinstance(starts, datetime):
        if ends is not None and not isinstance(ends, datetime):
            ends = datetime.combine(ends, time(), starts.tzinfo)
        if isinstance(ends, datetime) and (ends.tzinfo is None) != (starts.tzinfo is None):
            ends = ends.replace(tzinfo=starts.tzinfo)
    elif isinstance(ends, datetime):
        ends = ends.date()
    return ends if ends is not None and ends >= starts else None


def _item(occurrence: Occurrence, location: str) -> Item:
    """The item for one occurrence. ``ends`` of whole days becomes the last day (RFC 5545 gives the day after)."""
    component = occurrence.event.source
    starts, ends = occurrence.starts, occurrence.ends
    all_day = not isinstance(starts, datetime)
    if isinstance(starts, datetime):
        first, last = starts, ends if isinstance(ends, datetime) else None
    else:
        final = max(ends - timedelta(days=1), starts) if ends is not None else starts
        first, last = datetime.combine(starts, time()), datetime.combine(final, time())
    title = title_words(component.words("SUMMARY"))
    clean = sanitize(_description(component), location)
    words = html_to_words(clean.html)
    place = title_words(component.words("LOCATION"))
    link = resolved(component.words("URL"), location)
    image, alt = first_picture(clean.html)
    big_day = all_day and names_a_big_day(title)
    return Item(
        id=stable_id(location, _identity(occurrence, title)),
        kind="awareness" if big_day else "event",
        kind_reason=_("Its title names a day or week.") if big_day else _("It stands in a calendar."),
        title=title,
        link=link or next((found.group() for found in _ADDRESS.finditer(words)), ""),
        updated=_moment(component, "LAST-MODIFIED"),
        starts=first,
        ends=last,
        all_day=all_day,
        zone=_zone_name(first),
        place=place,
        online_link=_online(component, place, words),
        author="",
        contact=_organiser(component),
        summary=summary_of(words),
        html=clean.html,
        text=to_markdown(clean.html),
        image=_picture(component, location) or image,
        image_alt=alt,
        categories=_categories(component),
        source=location,
        cancelled=component.words("STATUS").upper() == "CANCELLED",
        notes=clean.dropped,
    )


def _identity(occurrence: Occurrence, title: str) -> str:
    """What makes an occurrence the same at the next fetch: its UID (else its title), and for a series which one by the rule."""
    key = occurrence.event.key
    if key.startswith("\n"):  # no UID
        key = f"{title}\n{occurrence.event.starts}{key if not title else ''}"
    return f"{key}\n{occurrence.nominal.isoformat()}" if occurrence.nominal is not None else key


def _description(component: Component) -> str:
    """The description as HTML; plain text keeps its lines."""
    words = component.words("DESCRIPTION")
    if not words:
        for line in (*component.every("X-ALT-DESC"), *component.every("STYLED-DESCRIPTION")):
            if "html" in line.parameters.get("FMTTYPE", "").lower():
                return line.words()
    if re.search(r"</?(?:p|br|div|a|b|strong|em|i|ul|ol|li|span|h[1-6]|table|img|html|body)\b[^<>]*>", words, re.IGNORECASE):
        return words if re.search(r"<(?:p|br|div|li)\b", words, re.IGNORECASE) else words.replace("\n", "<br>")
    paragraphs = [escape(paragraph.strip(), quote=False) for paragraph in re.split(r"\n\s*\n", words) if paragraph.strip()]
    return "".join(f"<p>{paragraph}</p>".replace("\n", "<br>") for paragraph in paragraphs)


def _moment(component: Component, name: str) -> datetime | None:
    line = component.first(name)
    moment = moment_of(line.value, None) if line is not None else None
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None


def _zone_name(moment: datetime) -> str:
    if moment.tzinfo is None:
        return ""
    return moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else moment.tzname() or ""


def _online(component: Component, place: str, words: str) -> str:
    conference = resolved(component.words("CONFERENCE"))
    if conference:
        return conference
    for text in (place, component.words("URL"), words, component.words("X-GOOGLE-CONFERENCE")):
        if match := _MEETING.search(text):
            return match.group()
    return resolved(place) if place.startswith(("http://", "https://")) else ""


def _organiser(component: Component) -> str:
    line = component.first("ORGANIZER")
    return title_words(line.parameters.get("CN", "")) if line is not None else ""


def _categories(component: Component) -> tuple[str, ...]:
    names = (title_words(name) for line in component.every("CATEGORIES") for name in re.split(r"(?<!\\),", line.value))
    return tuple(dict.fromkeys(name.replace("\\,", ",") for name in names if name))[:30]


def _picture(component: Component, location: str) -> str:
    for line in (*component.every("IMAGE"), *component.every("ATTACH")):
        if line.name == "IMAGE" or line.parameters.get("FMTTYPE", "").lower().startswith("image/"):
            return resolved(line.value.strip(), location)
    return ""


def _problems(
    location: str, broken: list[Component], found: Expanded, events: int, some: bool, window: tuple[date, date]
) -> Iterator[Problem]:
    """What a person should know about a calendar that was not perfect."""
    for component in broken[:20]:
        name = title_words(component.words("SUMMARY")) or component.words("UID") or _("without a title")
        yield Problem(location, _("The event “{name}” has no usable date and was left out.").format(name=name[:80]))
    if len(broken) > 20:
        more = len(broken) - 20
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
    if found.cut:
        yield Problem(location, _("The calendar holds very many events; the later ones were left out."))
    if not some and events:
        words = ngettext(
            "The calendar holds {count} event, but none from {since} to {until}.",
            "The calendar holds {count} events, but none from {since} to {until}.",
            events,
        )
        last = window[1] - timedelta(days=1)
        yield Problem(location, words.format(count=events, since=window[0].isoformat(), until=last.isoformat()))
