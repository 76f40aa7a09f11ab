"""The dates found in an item's text, in words, and those of them that are worth offering."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from composer.blocks.dates_in_words import day_in_words, when_in_words
from composer.i18n import _
from composer.library.item import FoundDate, Item
from composer.picking.blocks_from_items import wall_time

Use = Literal["closes", "event"]


def closes_in_words(item: Item) -> str:
    """The closing moment; only its day where no time of day is known."""
    closes = wall_time(item.deadline, item.zone)
    return when_in_words(closes, None, closes.time() == time()) if closes is not None else ""


def date_in_words(found: FoundDate) -> str:
    """A found date as it is understood: ``Friday 10 July 2026, 12:00``."""
    if found.starts is None:
        return ""
    first = datetime.combine(found.starts, time.fromisoformat(found.time or "00:00"))
    last = datetime.combine(found.ends or found.starts, time.fromisoformat(found.until or "00:00"))
    return when_in_words(first, last, not found.time)


def weekday_note(found: FoundDate) -> str:
    """A sentence where the weekday that is written does not suit the date; else empty."""
    if not found.wrong_weekday or found.starts is None:
        return ""
    # The second half of a span may be the one that is wrong.
    day = found.ends if found.ends and day_name(found.starts) == found.wrong_weekday else found.starts
    meant = day_in_words(datetime.combine(day or found.starts, time()))
    return _("It says {weekday}, but that day is {day}.").format(weekday=_(found.wrong_weekday), day=meant)


def day_name(day: date) -> str:
    """The English name of a day's weekday, as :class:`FoundDate` keeps it."""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]


def offers(item: Item, zone: ZoneInfo, most: int = 6) -> list[tuple[FoundDate, tuple[Use, ...]]]:
    """The dates of the text that are worth offering, and as what. Closing dates stand first; a date that is used already and one
    that was over when the post appeared are left out."""
    published = item.published.astimezone(zone).date() if item.published is not None else None
    moments = (wall_time(item.starts, item.zone or str(zone)), wall_time(item.deadline, item.zone or str(zone)))
    used = {moment.date() for moment in moments if moment is not None}
    found: list[tuple[FoundDate, tuple[Use, ...]]] = []
    seen: set[tuple[date, date | None, str, str]] = set()
    for one in sorted(item.dates, key=lambda each: each.role != "closes"):
        if one.starts is None or not one.day or (one.ends or one.starts) in used or one.starts in used:
            continue
        if published is not None and (one.ends or one.starts) < published:
            continue
        same = (one.starts, one.ends, one.time, one.role)
        if same in seen:
            continue
        seen.add(same)
        found.append((one, ("closes", "event") if one.role == "closes" else ("event", "closes")))
    return found[:most]


def quoted(found: FoundDate, most: int = 110) -> str:
    """The words around a date, as they stand in the text, cut to a line or two."""
    sentence = found.sentence or found.words
    if len(sentence) <= most:
        return sentence
    at = max(sentence.find(found.words), 0)
    begin = max(0, min(at - most // 2, len(sentence) - most))
    end = min(len(sentence), begin + most)
    cut = sentence[begin:end]
    if begin:
        cut = "…" + cut.partition(" ")[2]
    return cut if end == len(sentence) else cut.rpartition(" ")[0] + "…"
