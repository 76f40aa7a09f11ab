"""WordPress sites with The Events Calendar, through its own interface (REST): ``tribe/events/v1`` and the newer ``tec/v1``.

The older one answers ``{"events": [...], "total_pages": n}``, the newer a list with the number of pages in a header. Both have
the same fields; times are local to the event, with UTC beside them. Also files saved from either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec.structs import replace as with_fields

from composer.errors import ComposerError, FormatError, SourceError
from composer.i18n import N_, _
from composer.library.item import Item
from composer.library.look_ups import LookedUp
from composer.sources.address import host_of, is_web_address, place_of, web_address
from composer.sources.download import Download
from composer.sources.event_making import (
    RawEvent,
    event_window,
    happens_within,
    make_event,
    utc_moment,
    wall_moment,
    without_date,
)
from composer.sources.ical_zones import named_zone
from composer.sources.json_reading import is_json, part, read_json, text_of, words_at
from composer.sources.look_up import by_reading_again, each
from composer.sources.post_making import title_words
from composer.sources.source import FetchContext, Fetched, Offline, Problem, Source

PER_PAGE = 50
"""The most the older interface gives at a time."""
MOST_PAGES = 20
MOST_PICTURES = 100
"""How many pictures are asked for their descriptions in one question, the most WordPress answers."""
MOST_PROBLEMS = 20
_INTERFACE = re.compile(r"(?:/wp-json|[?&]rest_route=)/?(?:tribe/events|tec)/v1/events\b", re.IGNORECASE)


class EventsCalendar(Source):
    """The events of a WordPress site."""

    type: ClassVar[str] = "events_calendar"
    label: ClassVar[str] = N_("Events of a WordPress site (The Events Calendar)")

    @classmethod
    def matches(cls, location: str, head: Download | None) -> int:
        if is_web_address(location) and _INTERFACE.search(location.replace("%2F", "/")):
            return 95
        if head is None or not is_json(head):
            return 0
        opening = head.content[:60_000]
        return 88 if b'"utc_start_date"' in opening or (b'"start_date"' in opening and b'"all_day"' in opening) else 0

    def fetch(self, location: str, context: FetchContext) -> Fetched:
        """The events of the window, page by page, with the descriptions of their pictures."""
        if not is_web_address(location):
            return super().fetch(location, context)
        address = _interface(location)
        items: dict[str, Item] = {}
        pictures: dict[str, int] = {}
        problems: list[Problem] = []
        offline: Offline | None = None
        for page in range(1, MOST_PAGES + 1):
            context.stop_if_cancelled()
            try:
                download = context.open(_asking(address, page, context))
                events, pages = _events(download)
            except (SourceError, FormatError) as error:
                if page == 1:
                    raise
                if not re.search(r"HTTP 40[04]", error.details):  # how it says that there is no such page
                    problems.append(Problem(location, error.message, error.remedy))
                break
            fetched = self.read_noting_age(download, context)
            items.update((item.id, item) for item in fetched.items if item.id not in items)
            problems += [problem for problem in fetched.problems if problem not in problems]
            offline = offline or fetched.offline
            pictures.update(_pictures(events))
            if not events or (page >= pages if pages else len(events) < PER_PAGE):
                break
        else:
            problems.append(
                Problem(location, _("The site holds more events; the first {count} were read.").format(count=len(items)))
            )
        described = _with_descriptions(items, pictures, address, context)
        return Fetched(described, tuple(problems[:MOST_PROBLEMS]), host_of(address), offline=offline)

    def read(self, download: Download, context: FetchContext) -> Fetched:
        items: dict[str, Item] = {}
        problems: list[Problem] = []
        window = event_window(context)
        for event in _events(download)[0]:
            context.stop_if_cancelled()
            raw = _raw(event)
            if raw is None:
                problems.append(without_date(download.location, _title(event)))
                continue
            item = make_event(raw, download.location)
            if happens_within(item, window, context.zone):
                items.setdefault(item.id, item)
        return Fetched(tuple(items.values()), tuple(problems[:MOST_PROBLEMS]))

    def look_up(self, items: Sequence[Item], location: str, context: FetchContext) -> Mapping[str, LookedUp]:
        """Each event by its number; one without a number is looked for in the whole calendar."""
        address = _interface(location) if is_web_address(location) else ""
        numbered = [item for item in items if item.number.isdecimal()] if address else []

        def ask(item: Item) -> LookedUp:
            context.stop_if_cancelled()
            (event, *_more), _pages = _events(context.open(_alone(address, item.number)))
            raw = _raw(event)
            if raw is None or words_at(event, "status").lower() in ("draft", "private", "pending", "trash"):
                return LookedUp("unpublished", reason=_("The site does not show it to its visitors."))
            return LookedUp(item=with_fields(make_event(raw, address), id=item.id))

        rest = [item for item in items if item not in numbered]
        others = by_reading_again(self, rest, location, context, upcoming=True) if rest else {}
        return {**each(ask, numbered), **others}


def _interface(location: str) -> str:
    """The address the site's events are asked at."""
    address = web_address(location)
    return address if _INTERFACE.search(address.replace("%2F", "/")) else address.rstrip("/") + "/wp-json/tribe/events/v1/events"


def _alone(address: str, number: str) -> str:
    """The address of one event."""
    parts = urlsplit(address)
    own = dict(parse_qsl(parts.query))
    if "rest_route" in own:
        return urlunsplit(parts._replace(query=urlencode({"rest_route": f"{own['rest_route'].rstrip('/')}/{number}"}, safe="/")))
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{number}", query=""))


def _asking(address: str, page: int, context: FetchContext) -> str:
    """The address of one page of the events in the window, the earliest first."""
    parts = urlsplit(address)
    own = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in ("page", "per_page")]
    names = {name for name, _value in own}
    since, until = event_window(context)
    window = (("start_date", since), ("end_date", until - timedelta(days=1)))
    own += [(name, day.isoformat()) for name, day in window if name not in names]
    own += [("per_page", str(PER_PAGE)), ("page", str(page))]
    return urlunsplit(parts._replace(query=urlencode(own, safe="/")))


def _events(download: Download) -> tuple[list[dict[str, Any]], int]:
    """The events in an answer or a file, and how many pages there are (0 where nobody says).

    Raises:
        FormatError: it holds none; where the site refuses, its own words say why.
    """
    document = read_json(download)
    if isinstance(document, dict) and isinstance(document.get("events"), list):
        found, pages = document["events"], words_at(document, "total_pages")
    else:
        found = document if isinstance(document, list) else [document]
        pages = download.headers.get("x-wp-totalpages", "")
    events = [event for event in found if isinstance(event, dict) and ("start_date" in event or "utc_start_date" in event)]
    if events or found == []:
        return events, int(pages[:6]) if pages.isdecimal() else 0
    refusal = title_words(words_at(document, "message"))
    if refusal:
        raise FormatError(
            _("{host} answers: “{words}”").format(host=host_of(download.location), words=refusal[:200]),
            _("Ask whoever looks after the site whether its events may be read by everybody."),
        )
    raise FormatError(
        _("What lies at {place} holds no events of The Events Calendar.").format(place=place_of(download.location)),
        _("Use the address of the site itself; its sources are found from there."),
    )


def _title(event: dict[str, Any]) -> str:
    return words_at(event, "title") or words_at(event, "title", "rendered")


def _key(event: dict[str, Any]) -> str:
    """What stays the same: its address at the site (an event of a series has one for each day), else its number."""
    return words_at(event, "url") or words_at(event, "link") or words_at(event, "global_id") or text_of(event.get("id"))


def _raw(event: dict[str, Any]) -> RawEvent | None:
    """The event; None where it has no usable start."""
    starts, ends = _moment(event, "start"), _moment(event, "end")
    if starts is None:
        return None
    image = part(event, "image")
    status = (words_at(event, "event_status") or words_at(event, "status")).lower()
    venue, organiser = (_first(event, name) for name in ("venue", "organizer"))
    return RawEvent(
        key=_key(event) or f"{_title(event)}\n{starts.isoformat()}",
        title=_title(event),
        starts=starts,
        ends=ends,
        all_day=part(event, "all_day") in (True, 1, "1", "true", "yes"),
        html=_html(event, "description") or _html(event, "content"),
        summary_html=_html(event, "excerpt"),
        link=words_at(event, "url") or words_at(event, "link"),
        updated=utc_moment(words_at(event, "modified_utc") or words_at(event, "modified_gmt")),
        place=_place(venue),
        online_link=words_at(event, "virtual_url"),
        booking_link=words_at(event, "website"),
        cost=words_at(event, "cost"),
        contact=words_at(organiser, "email") or words_at(organiser, "organizer") or _named(organiser),
        image=words_at(image, "url") or (image if isinstance(image, str) else ""),
        image_alt=title_words(words_at(image, "alt") or words_at(image, "alt_text")),
        categories=tuple(words_at(category, "name") for category in _dicts(event.get("categories"))),
        number=text_of(event.get("id")),
        cancelled=status in ("canceled", "cancelled"),
        reason=_("It stands in the site's calendar."),
        notes=(_("The site says that it is postponed."),) if status == "postponed" else (),
    )


def _html(event: dict[str, Any], name: str) -> str:
    return words_at(event, name) or words_at(event, name, "rendered")


def _dicts(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; where a plugin numbers them, those in an object; an object by itself."""
    if isinstance(value, dict):
        value = [value] if any(isinstance(inner, str | int) for inner in value.values()) else list(value.values())
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _first(event: dict[str, Any], name: str) -> dict[str, Any]:
    return next(iter(_dicts(event.get(name)) or _dicts(event.get(f"{name}s"))), {})


def _named(thing: dict[str, Any]) -> str:
    return _title(thing) or words_at(thing, "name")


def _place(venue: dict[str, Any]) -> str:
    """Name and address of a venue on one line; what the name says already is not said twice."""
    kept: list[str] = []
    region = words_at(venue, "stateprovince") or words_at(venue, "state") or words_at(venue, "province")
    named = words_at(venue, "venue") or _named(venue)
    parts = (named, words_at(venue, "address"), words_at(venue, "city"), region, words_at(venue, "zip"))
    for words in (title_words(written) for written in parts):
        if words and not any(words.lower() in before.lower() for before in kept):
            kept.append(words)
    return ", ".join(kept)


def _moment(event: dict[str, Any], which: str) -> datetime | None:
    """A moment in the event's own zone; where nobody knows that zone, with the offset between local time and UTC."""
    local = wall_moment(words_at(event, f"{which}_date"))
    utc = utc_moment(words_at(event, f"utc_{which}_date") or words_at(event, f"{which}_date_utc"))
    if local is None or local.tzinfo is not None:
        return local if local is not None else utc
    zone = named_zone(words_at(event, "timezone"))
    if zone is not None:
        return local.replace(tzinfo=zone)
    if utc is None:
        return local
    offset = timedelta(minutes=round((local - utc.replace(tzinfo=None)).total_seconds() / 60))
    return local.replace(tzinfo=timezone(offset)) if abs(offset) < timedelta(days=1) else utc


def _pictures(events: list[dict[str, Any]]) -> dict[str, int]:
    """The numbers of the pictures that come without a description, by the key of their event."""
    found: dict[str, int] = {}
    for event in events:
        image = part(event, "image")
        number = part(image, "id") if isinstance(image, dict) else part(event, "featured_media")
        described = words_at(image, "alt") or words_at(image, "alt_text")
        if isinstance(number, int) and 0 < number < 10**12 and not described:
            found[_key(event)] = number
    return found


def _with_descriptions(items: dict[str, Item], pictures: dict[str, int], address: str, context: FetchContext) -> tuple[Item, ...]:
    """The items with the descriptions of their pictures, which the site's library of pictures knows and the calendar does not."""
    wanted = list(dict.fromkeys(pictures.values()))[:MOST_PICTURES]
    if not wanted:
        return tuple(items.values())
    plain = address.replace("%2F", "/")
    root = re.split(r"(?:tribe/events|tec)/v1/", plain, maxsplit=1)[0]
    query = urlencode({"include": ",".join(map(str, wanted)), "per_page": MOST_PICTURES, "_fields": "id,alt_text,source_url"})
    try:
        known = read_json(context.get(f"{root}wp/v2/media{'&' if '?' in root else '?'}{query}", near=address))
    except ComposerError:  # its pictures are no less for being without a description
        return tuple(items.values())
    media = {part(entry, "id"): entry for entry in _dicts(known)}
    numbers = {make_key: media[number] for make_key, number in pictures.items() if number in media}
    return tuple(_described(item, numbers.get(item.link)) for item in items.values())


def _described(item: Item, picture: dict[str, Any] | None) -> Item:
    if picture is None:
        return item
    alt = title_words(words_at(picture, "alt_text"))
    return with_fields(item, image=item.image or words_at(picture, "source_url"), image_alt=item.image_alt or alt)
