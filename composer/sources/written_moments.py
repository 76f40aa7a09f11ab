"""Moments as feeds write them: by the rules (RFC 822, ISO 8601), and in the other ways that sites really use."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from composer.sources.foreign_months import in_english

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_TIME = (
    r"(?:[\sT,]{1,3}(?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\.?)?)?"
)
_ZONE = r"(?:\s?(?P<zone>z|ut|utc|[a-z]{3,5}|[a-z]{2,20}/[a-z_]{2,30}|(?:gmt|utc)?[+-]\d{1,2}:?(?:\d{2})?))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s?)?"
_YEAR = r"(?P<year>\d{4}|\d{2}(?!\d))"
_FORMS = tuple(
    re.compile(f"{_WEEKDAY}{day}{_TIME}{_ZONE}", re.IGNORECASE)
    for day in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of )?{_MONTH},?[\s-]{_YEAR}",
        rf"{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})",
        r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})",
    )
)
_OFFSETS = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    "bst": 1,
    "wst": 1,
    "west": 1,
    "cet": 1,
    "met": 1,
    "cest": 2,
    "mest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "aest": 10,
    "aedt": 11,
    "awst": 8,
    "nzst": 12,
    "nzdt": 13,
    "jst": 9,
}
"""Hours east of Greenwich of the zones people write in letters; BST is Britain's."""
_BY_RULE = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b|\d{4}-\d\d-\d\d)"
)
"""How nearly all feeds write a moment."""
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")


def moment_of(written: str, fallback: tuple[int, ...] | None = None) -> datetime | None:
    """A moment with its offset; UTC where no offset is written. ``fallback``: year to second in UTC.

    The first day of 1970 is no date: it is what a program writes that has none.
    """
    text = " ".join(written[:100].split())
    moment = _parsed(text) if text.isascii() and _BY_RULE.match(text) else _parsed(in_english(text))
    if moment is None and fallback is not None:
        year, month, day, hour, minute, second = fallback[:6]
        try:
            moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        except ValueError:
            return None
    if moment is None or not 1970 <= moment.year <= 2200 or (moment.year, moment.month, moment.day) == (1970, 1, 1):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _parsed(text: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return _made(found)
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if re.search(r"\d:\d\d\s?[+-]\d\d?:\d\d$|/", text):  # read as Greenwich's time, or by chance
        return None
    try:
        return parsedate_to_datetime(re.sub(r"\b(Z|UT)$", "GMT", text))
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _made(found: re.Match[str]) -> datetime | None:
    """The moment in one of the forms; None where there is no such day, hour or zone."""
    part = {name: value or "" for name, value in found.groupdict().items()}
    year, day = int(part["year"]), int(part["day"])
    if len(part["year"]) == 2:
        year += 2000 if year < 70 else 1900
    month = int(part["month"]) if part["month"].isdigit() else _MONTHS.index(part["month"].lower()) + 1
    # 11/3/2026 9:05 AM is how Americans write; with the hours of the day it is the third month in Britain.
    by_number = part["month"].isdigit() and found.start("day") < found.start("month")
    if by_number and (month > 12 or (part["half"] and day <= 12)):
        day, month = month, day
    hour = int(part["hour"] or 0)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].lower().startswith("p") else 0)
    try:
        moment = datetime(year, month, day, tzinfo=UTC) + timedelta(
            hours=hour, minutes=int(part["minute"] or 0), seconds=min(int(part["second"] or 0), 59)
        )
        if hour > 24 or int(part["minute"] or 0) > 59:
            return None
        return _in_zone(moment, part["zone"])
    except (ValueError, OverflowError):
        return None


def _in_zone(moment: datetime, zone: str) -> datetime | None:
    """The moment with the offset that its zone means; None where nobody knows that zone."""
    known = _OFFSETS.get(zone.lower())
    if not zone or known is not None:
        return moment.replace(tzinfo=timezone(timedelta(hours=known or 0)))
    if "/" in zone:
        try:
            return moment.replace(tzinfo=timezone(moment.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta(0)))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    offset = re.fullmatch(r"(?:gmt|utc)?([+-])(\d{1,2}?):?(\d{2})?", zone, re.IGNORECASE)
    if offset is None:
        return moment.replace(tzinfo=UTC)
    sign, hours, minutes = offset.groups()
    shift = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return moment.replace(tzinfo=timezone(-shift if sign == "-" else shift))
