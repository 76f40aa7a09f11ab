"""The sample organisation's calendar as an iCalendar file (RFC 5545), from ``resources/sample/calendar.toml``."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from composer.sample.moving_days import ZONE, moment

if TYPE_CHECKING:
    from icalendar import Event

DOMAIN = "smallhours.example"
_LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar_file(toml: Path, monday: date, website: str) -> bytes:
    """The calendar, with its days counted from ``monday`` and its links leading to ``website``."""
    from icalendar import Calendar, Timezone

    facts = tomllib.loads(toml.read_text(encoding="utf-8"))
    calendar = Calendar()
    calendar.add("prodid", f"-//Small Hours Alliance (sample)//{DOMAIN}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", facts["name"])
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add_component(Timezone.from_ical(_LONDON.replace("\n", "\r\n")))
    for event in facts["events"]:
        for component in _components(event, monday, website):
            calendar.add_component(component)
    content: bytes = calendar.to_ical()
    return content


def _components(facts: dict[str, Any], monday: date, website: str) -> list[Event]:
    """The event, and where one of its occurrences was moved, that one too."""
    first = _component(facts, monday, website)
    if "every" not in facts:
        _set_times(first, facts, monday + timedelta(days=facts["day"]))
        return [first]
    occurrences = _occurrences(facts, monday)
    _set_times(first, facts, occurrences[0].date())
    first.add("rrule", _rule(facts, occurrences[0]))
    coming = [start for start in occurrences if start.date() >= monday]
    if "without" in facts:
        first.add("exdate", coming[facts["without"] - 1])
    if "moved" not in facts:
        return [first]
    move = facts["moved"]
    was = coming[move["occurrence"] - 1]
    other = _component(facts, monday, website)
    other.add("recurrence-id", was)
    _set_times(other, {**facts, **move}, was.date() + timedelta(days=move["days"]))
    return [first, other]


def _component(facts: dict[str, Any], monday: date, website: str) -> Event:
    from icalendar import Event

    component = Event()
    component.add("uid", f"{facts['uid']}@{DOMAIN}")
    component.add("dtstamp", moment(monday, -7))
    component.add("last-modified", moment(monday, -7))
    component.add("summary", facts["title"])
    component.add("description", facts["text"])
    component.add("url", website + facts["page"])
    component.add("categories", facts["categories"])
    if "place" in facts:
        component.add("location", facts["place"])
    component.add("status", "CANCELLED" if facts.get("cancelled") else "CONFIRMED")
    return component


def _set_times(component: Event, facts: dict[str, Any], day: date) -> None:
    """Start and end. Of an all-day event the file names the day after its last one (RFC 5545, section 3.6.1)."""
    if "start" in facts:
        component.add("dtstart", moment(day, 0, facts["start"]))
        component.add("dtend", moment(day, 0, facts["end"]))
        return
    days = facts.get("last_day", facts["day"]) - facts["day"] + 1
    component.add("dtstart", day)
    component.add("dtend", day + timedelta(days=days))


def _rule(facts: dict[str, Any], first: datetime) -> dict[str, Any]:
    """The recurrence rule (RFC 5545, section 3.3.10)."""
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[first.weekday()]
    if facts["every"] == "fortnight":
        return {"freq": "weekly", "interval": 2, "byday": weekday}
    return {"freq": "monthly", "byday": f"{facts['week']}{weekday}"}


def _occurrences(facts: dict[str, Any], monday: date) -> list[datetime]:
    """When it happens, from the first time on and over the coming year. Wall times: summer time does not move the group."""
    day, end = monday + timedelta(days=facts["day"]), monday + timedelta(days=365)
    if facts["every"] == "fortnight":
        days = [day + timedelta(days=14 * turn) for turn in range((end - day).days // 14)]
    else:
        weeks = [day + timedelta(days=7 * turn) for turn in range((end - day).days // 7)]
        days = [found for found in weeks if (found.day - 1) // 7 == facts["week"] - 1]
    return [moment(found, 0, facts["start"]) for found in days]
