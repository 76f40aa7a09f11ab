"""Time zones as calendars name them: IANA's names, Microsoft's (displayed ones too), plain offsets, definitions in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from composer.sources.calendar_zone import zone_from
from composer.sources.ical_text import Component
from composer.sources.rule_moments import Steps

MOST_STEPS = 200_000
"""How much looking the definitions of one calendar may cost together: some seventy zones whose rules have no end."""

# What remains of Microsoft's display names once the offset is gone, where no city in them has a zone of its own name.
_DISPLAY_NAMES = {
    "london": "Europe/London",
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "alaska": "America/Anchorage",
    "arizona": "America/Phoenix",
    "hawaii": "Pacific/Honolulu",
    "newfoundland": "America/St_Johns",
    "saskatchewan": "America/Regina",
    "indiana": "America/Indiana/Indianapolis",
    "greenwich mean time": "Europe/London",
    "coordinated universal time": "UTC",
    "west central africa": "Africa/Lagos",
    "central america": "America/Guatemala",
    "buenos aires": "America/Argentina/Buenos_Aires",
    "brasilia": "America/Sao_Paulo",
    "islamabad": "Asia/Karachi",
    "mumbai": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "astana": "Asia/Almaty",
    "abu dhabi": "Asia/Dubai",
    "cairo": "Africa/Cairo",
    "pretoria": "Africa/Johannesburg",
    "wellington": "Pacific/Auckland",
    "canberra": "Australia/Sydney",
}
_OFFSET = re.compile(r"^(?:UTC|GMT|Z)?\s*(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$", re.IGNORECASE)
_DISPLAY = re.compile(r"^\(?\s*(?:UTC|GMT)\s*([+-]\d{1,2}:?\d{2})?\s*\)\s*(.+)$", re.IGNORECASE)


class Zones:
    """The zones one calendar speaks of; ``definitions`` are its VTIMEZONE components by TZID."""

    def __init__(self, definitions: Mapping[str, Component]) -> None:
        self._definitions = definitions
        self._found: dict[str, tzinfo | None] = {}
        self.steps = Steps(MOST_STEPS)

    def get(self, name: str) -> tzinfo | None:
        """The zone; None where nobody can tell what is meant (its times are then taken as local)."""
        if name not in self._found:
            self._found[name] = named_zone(name) or self._defined(name)
        return self._found[name]

    def only(self) -> tzinfo | None:
        """The one zone that the calendar defines, where it defines exactly one."""
        names = list(self._definitions)
        return self.get(names[0]) if len(names) == 1 else None

    def _defined(self, name: str) -> tzinfo | None:
        """A zone from its definition in the file, as far as that makes sense."""
        component = self._definitions.get(name)
        if component is None:
            return None
        return named_zone(component.words("X-LIC-LOCATION")) or zone_from(component, self.steps)


def definitions_in(calendar: Component) -> dict[str, Component]:
    """The zones defined in a calendar, by name."""
    return {found.words("TZID"): found for found in calendar.walk("VTIMEZONE") if found.words("TZID")}


@cache
def named_zone(written: str) -> tzinfo | None:
    """The zone of a name, whoever's name it is; None where it is unknown."""
    name = written.strip().strip('"').strip()
    if not name or len(name) > 120:
        return None
    if match := _OFFSET.match(name):
        if not match[1]:
            return UTC
        delta = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(delta if match[1] == "+" else -delta) if delta < timedelta(hours=24) else None
    known = _iana(name)
    if known is not None:
        return known
    if name.lower() == "tzone://microsoft/utc":
        return UTC
    if named := _microsofts(name) or _loosely(name):
        return named
    if display := _DISPLAY.match(name):
        return _displayed(display[2], display[1] or "")
    parts = [part for part in name.split("/") if part]  # /citadel.org/20210210_1/Europe/London
    for start in range(1, len(parts)):
        found = _iana("/".join(parts[start:]))
        if found is not None and "/" in "/".join(parts[start:]):
            return found
    return None


def _microsofts(name: str) -> ZoneInfo | None:
    """By Microsoft's key, also with summer's name or the number Outlook puts behind the second of a name."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    standard = (
        re.sub(r"\s+\d{1,2}$", "", name).replace(" Daylight Time", " Standard Time").replace(" Summer Time", " Standard Time")
    )
    for key in (name, standard):
        if key in WINDOWS_TO_OLSON:
            return _iana(WINDOWS_TO_OLSON[key])
    return None


def _loosely(name: str) -> ZoneInfo | None:
    """By IANA's name in other case or with a space, by a city alone, and by what Britain calls its summer."""
    plain = name.replace(" ", "_").lower()
    found = _names_in_lower_case().get(plain) or _cities().get(plain) or {"bst": "Europe/London"}.get(plain)
    return _iana(found) if found else None


@cache
def _names_in_lower_case() -> dict[str, str]:
    return {name.lower(): name for name in sorted(available_timezones()) if "/" in name}


def _iana(name: str) -> ZoneInfo | None:
    if not re.fullmatch(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*", name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _displayed(words: str, offset: str) -> ZoneInfo | None:
    """``Canberra, Melbourne, Sydney`` with the offset Microsoft shows before it, which must fit the zone at some time of year."""
    wanted = offset.replace(":", "")
    lower = words.lower()
    candidates = [zone for text, zone in _DISPLAY_NAMES.items() if text in lower]
    cities = _cities()
    candidates += [cities[city] for part in re.split(r"[,:;()]", lower) if (city := part.strip().replace(" ", "_")) in cities]
    for name in candidates:
        zone = ZoneInfo(name)
        offsets = {f"{datetime(2024, month, 15, tzinfo=zone):%z}" for month in (1, 7)}
        if not wanted or _same_offset(wanted, offsets):
            return zone
    return None


def _same_offset(wanted: str, offsets: set[str]) -> bool:
    sign, figures = wanted[0], wanted[1:].zfill(4)
    return f"{sign}{figures}" in offsets or (figures == "0000" and "+0000" in offsets)


@cache
def _cities() -> dict[str, str]:
    """The last part of every zone's name, in lower case."""
    return {name.rpartition("/")[2].lower(): name for name in sorted(available_timezones()) if "/" in name and "Etc/" not in name}
