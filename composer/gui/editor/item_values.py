"""The fields of each kind of item as a form shows them: moments as the clock on the wall, a file's size in words; and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from composer.blocks.fields import Field, Flag, FormField, Moment, RichText, Text, Url
from composer.gui.fields.url_field import problem_of
from composer.i18n import N_, _
from composer.library.item import Item, Kind
from composer.picking.blocks_from_items import wall_time

FIELDS: dict[str, Field] = {
    "title": Text(N_("Title"), essential=True),
    "author": Text(N_("Written by"), max_length=120),
    "author_role": Text(N_("Role"), N_("For instance: volunteer at the harbour kitchen"), max_length=120),
    "starts": Moment(N_("Starts")),
    "ends": Moment(N_("Ends")),
    "all_day": Flag(N_("All day")),
    "place": Text(N_("Place")),
    "online_link": Url(N_("Online at")),
    "booking_link": Url(N_("Booking at")),
    "deadline": Moment(N_("Closes"), N_("Leave the time empty where only the day is known.")),
    "value": Text(N_("Value"), N_("For instance: up to £30,000"), max_length=120),
    "contact": Text(N_("Contact"), max_length=200),
    "file_link": Url(N_("File at")),
    "file_type": Text(N_("Type of file"), N_("Empty: its server is asked. For instance: PDF"), max_length=20),
    "file_size": Text(N_("Size"), N_("For instance: 2.4 MB"), max_length=20),
    "file_pages": Text(N_("Pages"), max_length=6),
    "link": Url(N_("Page")),
    "text": RichText(N_("Text")),
}
OF_KIND: dict[Kind, tuple[str, ...]] = {
    "news": ("title", "author", "text", "link"),
    "blog": ("title", "author", "author_role", "text", "link"),
    "event": ("title", "starts", "ends", "all_day", "place", "online_link", "booking_link", "text", "link"),
    "awareness": ("title", "starts", "ends", "text", "link"),
    "tender": ("title", "deadline", "value", "contact", "text", "link"),
    "report": ("title", "author", "file_link", "file_type", "file_size", "file_pages", "text", "link"),
}
_SIZE = re.compile(r"^(\d{1,6}(?:[.,]\d{1,3})?)\s*(bytes?|octets?|b|kb|kib|ko|k|mb|mib|mo|m|gb|gib|go|g)$", re.IGNORECASE)
_UNITS = {"b": 1, "o": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def lines_of(kind: Kind) -> tuple[FormField, ...]:
    """The form of a kind."""
    return tuple(FormField(name, FIELDS[name], None) for name in OF_KIND[kind])


def values_of(item: Item) -> dict[str, Any]:
    """An item's fields, all of them, as a form shows them."""
    return {
        **{name: getattr(item, name) for name in FIELDS},
        "text": item.text or item.summary,
        "starts": wall_time(item.starts, item.zone),
        "ends": wall_time(item.ends, item.zone),
        "deadline": wall_time(item.deadline, item.zone),
        "file_size": size_words(item.file_size),
        "file_pages": str(item.file_pages or ""),
    }


def problems(kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by field; a form with none may be kept."""
    found: dict[str, str] = {}
    names = OF_KIND[kind]
    if not str(values["title"] or "").strip():
        found["title"] = _("Give it a title.")
    starts, ends = values["starts"], values["ends"]
    if "starts" in names and starts is None and ends is not None:
        found["starts"] = _("Say when it starts.")
    elif "starts" in names and starts is not None and ends is not None and _last(ends, values) < starts:
        found["ends"] = _("It ends before it starts.")
    for name in names:
        if isinstance(FIELDS[name], Url) and (wrong := problem_of(str(values[name] or ""))):
            found[name] = wrong
    if "file_size" in names and read_size(values["file_size"]) is None:
        found["file_size"] = _("Write a size like 2.4 MB.")
    pages = str(values["file_pages"] or "").strip()
    if "file_pages" in names and pages and not (pages.isascii() and pages.isdigit()):
        found["file_pages"] = _("Write a number, or leave it empty.")
    return found


def filled(item: Item, kind: Kind, values: Mapping[str, Any], zone: ZoneInfo) -> Item:
    """The item with what a form holds; ``values`` have no :func:`problems`. What is shown as it was stays exactly as it was."""
    before = values_of(item)
    changed: dict[str, Any] = {
        name: values[name].strip() if isinstance(values[name], str) else values[name]
        for name in OF_KIND[kind]
        if values[name] != before[name]
    }
    if "file_size" in changed:
        changed["file_size"] = read_size(changed["file_size"]) or 0
    if "file_pages" in changed:
        changed["file_pages"] = int(changed["file_pages"] or 0)
    if "file_type" in changed:
        changed["file_type"] = changed["file_type"].lstrip(".").lower()
    if "text" in changed:
        changed["summary"] = ""
    if "deadline" in changed:
        changed["deadline"] = _aware(changed["deadline"], item.zone, zone)
        if changed["deadline"] is not None and not item.zone:
            changed["zone"] = str(zone)
    if {"starts", "ends", "all_day"} & changed.keys():
        changed |= _moments(kind, values, item.zone, zone)
    return replace(item, kind=kind, **changed)


def _moments(kind: Kind, values: Mapping[str, Any], zone_name: str, zone: ZoneInfo) -> dict[str, Any]:
    starts, ends = values["starts"], values["ends"]
    midnights = starts is None or (starts.time() == time() and (ends is None or ends.time() == time()))
    if kind == "awareness" or values["all_day"] or midnights:
        first, last = _day_only(starts), _day_only(ends) or _day_only(starts)
        return {"starts": first, "ends": last, "all_day": first is not None}
    return {
        "starts": _aware(starts, zone_name, zone),
        "ends": _aware(ends, zone_name, zone),
        "all_day": False,
        "zone": zone_name or str(zone),
    }


def _day_only(moment: datetime | None) -> datetime | None:
    return datetime.combine(moment.date(), time()) if moment is not None else None


def _last(ends: datetime, values: Mapping[str, Any]) -> datetime:
    """The end for comparing: a day without a time lasts until its end."""
    return datetime.combine(ends.date(), time.max) if values["all_day"] or ends.time() == time() else ends


def _aware(moment: datetime | None, zone_name: str, zone: ZoneInfo) -> datetime | None:
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=ZoneInfo(zone_name)) if zone_name else moment.replace(tzinfo=zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # calendars invent names of zones
        return moment.replace(tzinfo=zone)


def size_words(size: int) -> str:
    """``2.4 MB``; empty for 0."""
    if size <= 0:
        return ""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1_000))} KB"


def read_size(text: Any) -> int | None:
    """Bytes of ``2.4 MB``; 0 of nothing; None where it is no size."""
    words = str(text or "").strip()
    if not words:
        return 0
    found = _SIZE.match(words)
    if not found:
        return None
    return round(float(found[1].replace(",", ".")) * _UNITS[found[2][0].lower()])
