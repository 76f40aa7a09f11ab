"""An event as schema.org's words describe it (https://schema.org/Event), to what an item needs."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from composer.i18n import _
from composer.sources.address import is_web_address
from composer.sources.event_links import is_meeting
from composer.sources.event_making import RawEvent, html_of_words
from composer.sources.event_schedule import length_of, written_moment
from composer.sources.json_reading import part, text_of, words_at
from composer.sources.link_cleaning import resolved
from composer.sources.linked_data import LinkedData, types_of
from composer.sources.post_making import title_words
from composer.sources.source import FetchContext

_TIMED = re.compile(r"\d[T ]\d|\d:\d\d|\d\s?[ap]\.?m\b|\bnoon\b", re.IGNORECASE)
_CURRENCIES = {"GBP": "£", "EUR": "€", "USD": "$"}


def raw_event(thing: dict[str, Any], data: LinkedData, starts: datetime, location: str, context: FetchContext) -> RawEvent:
    """The event, which begins at ``starts``; ``location`` is where its page lies."""
    ends = _end(thing, data, starts)
    link = resolved(data.words(thing, "url"), location) or (location if is_web_address(location) else "")
    status = " ".join(text_of(found) or words_at(found, "@id") for found in data.every(thing, "eventStatus"))
    image, alt = picture_of(thing, data)
    title = data.words(thing, "name", "headline")
    return RawEvent(
        key=f"{link}\n{title}\n{starts.isoformat()}",
        title=title,
        starts=starts,
        ends=ends,
        all_day=_whole_days(data.words(thing, "startDate"), starts, ends),
        html=html_of_words(data.words(thing, "description")),
        link=link,
        place=_place(thing, data),
        online_link=_online(thing, data),
        booking_link=_booking(thing, data, link),
        cost=_cost(thing, data),
        contact=next(
            (
                words
                for who in data.every(thing, "organizer")
                if (words := words_at(who, "email") or words_at(who, "name") or text_of(who))
            ),
            "",
        ),
        image=resolved(image, link or location),
        image_alt=title_words(alt),
        cancelled="EventCancelled" in status or "EventCanceled" in status,
        zone=context.zone.key if data.words(thing, "startDate").endswith("Z") else "",  # a machine wrote it, not a clock
        reason=_("The page itself describes it as an event."),
        notes=_notes(thing, data, status),
    )


def _end(thing: dict[str, Any], data: LinkedData, starts: datetime) -> datetime | None:
    """When it ends. A bare day beside a start with a time means that day to its end, where it is not the day it starts on."""
    written = data.words(thing, "endDate")
    ends = written_moment(written)
    timed = _TIMED.search(data.words(thing, "startDate")) is not None
    if ends is None:
        lasts = length_of(data.words(thing, "duration")) if timed else None
        return starts + lasts if lasts else None
    if timed and not _TIMED.search(written):
        return datetime.combine(ends.date(), time(23, 59), starts.tzinfo) if ends.date() > starts.date() else None
    return ends


def _notes(thing: dict[str, Any], data: LinkedData, status: str) -> tuple[str, ...]:
    """What its status says beside that it takes place."""
    notes = []
    if "EventPostponed" in status:
        notes.append(_("The page says that it is postponed."))
    if "EventRescheduled" in status:
        before = written_moment(data.words(thing, "previousStartDate"))
        day = before.date().isoformat() if before is not None else ""
        notes.append(
            _("The page says that it was moved from {day}.").format(day=day) if day else _("The page says that it was moved.")
        )
    if "EventMovedOnline" in status:
        notes.append(_("The page says that it was moved online."))
    return tuple(notes)


def _booking(thing: dict[str, Any], data: LinkedData, link: str) -> str:
    """Where an offer leads, unless that is the event's own page."""
    offers = [inner for offer in data.every(thing, "offers") for inner in (offer, *data.every(offer, "offers"))]
    for offer in offers:
        address = words_at(offer, "url")
        if address and resolved(address, link).rstrip("/") != link.rstrip("/"):
            return address
    return ""


def _whole_days(written: str, starts: datetime, ends: datetime | None) -> bool:
    """True where only a day is given, and for what lasts from midnight to the last minute of a day."""
    if not _TIMED.search(written):
        return True
    return starts.time() == time() and ends is not None and (ends.hour, ends.minute) == (23, 59)


def picture_of(thing: dict[str, Any], data: LinkedData) -> tuple[str, str]:
    for image in (*data.every(thing, "image"), *data.every(thing, "thumbnailUrl")):
        address = text_of(image) or words_at(image, "url") or words_at(image, "contentUrl") or words_at(image, "@id")
        if address:
            return address, words_at(image, "caption") or words_at(image, "description")
    return "", ""


def _place(thing: dict[str, Any], data: LinkedData) -> str:
    for place in data.every(thing, "location"):
        if "VirtualLocation" in types_of(place):
            continue
        if isinstance(place, str):
            return "" if is_web_address(place) else place
        kept: list[str] = [words_at(place, "name")]
        for address in data.every(place, "address") if isinstance(place, dict) else ():
            names = ("streetAddress", "addressLocality", "addressRegion", "postalCode")
            kept += [text_of(address)] if isinstance(address, str) else [words_at(address, name) for name in names]
        told: list[str] = []
        for words in (title_words(written) for written in kept):
            if words and not any(words.lower() in before.lower() for before in told):
                told.append(words)
        if told:
            return ", ".join(told)
    return ""


def _online(thing: dict[str, Any], data: LinkedData) -> str:
    for place in data.every(thing, "location"):
        if "VirtualLocation" in types_of(place):
            if address := words_at(place, "url") or words_at(place, "sameAs"):
                return address
        elif isinstance(place, str) and is_web_address(place):
            return place
        elif is_meeting(words_at(place, "url")):
            return words_at(place, "url")
    return ""


def _cost(thing: dict[str, Any], data: LinkedData) -> str:
    if part(thing, "isAccessibleForFree") in (True, "true", "True"):
        return _("free")
    for offer in data.every(thing, "offers"):
        price = words_at(offer, "price") or words_at(offer, "lowPrice")
        if not re.fullmatch(r"\d{1,9}(?:[.,]\d{1,2})?", price.strip()):
            continue
        number = float(price.replace(",", "."))
        if not number:
            return _("free")
        currency = words_at(offer, "priceCurrency").upper()[:3]
        amount = f"{number:.2f}".removesuffix(".00")
        money = f"{_CURRENCIES[currency]}{amount}" if currency in _CURRENCIES else f"{amount} {currency}".strip()
        several = not words_at(offer, "price") or len(data.every(thing, "offers")) > 1
        return _("from {price}").format(price=money) if several else money
    return ""
