"""Dates: nothing is announced that is over when people read it, and weekdays fit their dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from composer.blocks.events import EventEntry, Events
from composer.blocks.markdown_text import words_of
from composer.blocks.tender import Tender
from composer.checks.check import HOME_ZONE, Check, CheckContext, Finding
from composer.checks.reading import Passage, passages
from composer.document.edits import Edit, RemoveBlock, UpdateBlock
from composer.i18n import _

SOON = timedelta(days=3)


class Dates(Check):
    """Events, deadlines, and the dates written into texts."""

    name: ClassVar[str] = "dates"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        for block in context.issue.blocks:
            if isinstance(block, Events):
                for number, event in enumerate(block.entries):
                    yield from self._event(context, block, number, event)
            elif isinstance(block, Tender):
                yield from self._tender(context, block)
        for passage in passages(context.issue):
            yield from self._text(context, passage)

    def _event(self, context: CheckContext, block: Events, number: int, event: EventEntry) -> Iterator[Finding]:
        if event.starts is None:
            return
        if event.ends is not None and event.ends < _like(event.starts, event.ends):
            yield self.finding(
                "ends_first",
                "error",
                _("“{title}” ends before it starts.").format(title=event.title),
                _("Correct one of the two."),
                block=block.id,
                field="entries",
            )
        elif _is_over(context, event.ends or event.starts, event.all_day, event.zone):
            rest = block.entries[:number] + block.entries[number + 1 :]
            fix: Edit = UpdateBlock(block.id, {"entries": rest}) if rest else RemoveBlock(block.id)
            yield self.finding(
                "event_past",
                "error",
                _("“{title}” is over: it was {when}.").format(title=event.title, when=event.when()),
                _("Take it out, or correct its date."),
                block=block.id,
                field="entries",
                fix=fix,
            )

    def _tender(self, context: CheckContext, block: Tender) -> Iterator[Finding]:
        if block.closes is None:
            return
        if _is_over(context, block.closes, block.day_only, ""):
            yield self.finding(
                "deadline_past",
                "error",
                _("The tender “{title}” has closed: {when}.").format(title=block.title_text, when=block.closes_in_words()),
                _("Take it out, or correct its closing date."),
                block=block.id,
                field="closes",
                fix=RemoveBlock(block.id),
            )
        elif block.closes.date() - context.reading_day < SOON:
            yield self.finding(
                "deadline_soon",
                "advice",
                _("The tender “{title}” closes very soon: {when}.").format(title=block.title_text, when=block.closes_in_words()),
                _("Some people read their letters only at the weekend."),
                block=block.id,
                field="closes",
            )

    def _text(self, context: CheckContext, passage: Passage) -> Iterator[Finding]:
        from composer.sources.dates import find_dates

        text = words_of(passage.text) if passage.rich else passage.text
        for found in find_dates(text, published=None, today=context.reading_day):
            if found.wrong_weekday and found.starts is not None:
                yield self.finding(
                    "weekday",
                    "warning",
                    _("“{words}”: that day is a {weekday}.").format(words=found.words, weekday=_weekday(found.starts)),
                    _("Correct the weekday or the date."),
                    at=passage,
                )
            last = found.ends or found.starts
            if found.role == "closes" and last is not None and not found.year_guessed and last < context.reading_day:
                yield self.finding(
                    "text_deadline_past",
                    "warning",
                    _("The text speaks of a deadline that has passed: “{words}”.").format(words=found.words),
                    _("Take it out, or correct the date."),
                    at=passage,
                )


def _is_over(context: CheckContext, moment: datetime, day_only: bool, zone: str) -> bool:
    """True where the moment (or, with ``day_only``, the end of its day) lies before the letter is read."""
    if moment.date() < context.reading_day:
        return True
    if day_only or (moment.hour, moment.minute) == (0, 0):
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(zone))
    return moment < context.now


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else HOME_ZONE
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return HOME_ZONE


def _like(moment: datetime, other: datetime) -> datetime:
    """The moment made comparable with the other: with a zone where that has one, without where it has none."""
    if (moment.tzinfo is None) == (other.tzinfo is None):
        return moment
    return moment.replace(tzinfo=other.tzinfo)


def _weekday(day: date) -> str:
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[day.weekday()]
