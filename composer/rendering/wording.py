"""Words that stand on every letter: its title, its number and day, and what a date plate shows."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from composer.blocks.dates_in_words import month_name
from composer.blocks.events import EventEntry
from composer.blocks.header import Header
from composer.blocks.social import Profile
from composer.document.brand import Brand
from composer.document.issue import Issue
from composer.i18n import _
from composer.rendering.addresses import safe_address


def header_of(issue: Issue) -> Header | None:
    """The header somebody put in; only the first counts."""
    return next((block for block in issue.blocks if isinstance(block, Header)), None)


def title_of(issue: Issue) -> str:
    """The letter's one big title: the header's, the issue's name, or its subject."""
    header = header_of(issue)
    own = header.title_text.strip() if header is not None else ""
    return own or issue.name.strip() or issue.subject.strip() or issue.brand.organisation.strip()


def issue_line(issue: Issue) -> str:
    """``Issue 12 · 3 December 2026``, as far as it is known; else empty."""
    parts = []
    header = header_of(issue)
    if header is not None and not header.show_day:
        return ""
    if issue.number > 0:
        parts.append(_("Issue {number}").format(number=issue.number))
    if issue.planned:
        day = issue.planned
        parts.append(_("{day} {month} {year}").format(day=day.day, month=month_name(day.month), year=day.year))
    return " · ".join(parts)


def sender_lines(brand: Brand) -> tuple[str, tuple[str, ...]]:
    """The organisation's name and the lines of its address; the name is empty where the address begins with it."""
    lines = tuple(line.strip() for line in brand.postal_address.splitlines() if line.strip())
    name = brand.organisation.strip()
    named = bool(lines) and lines[0].casefold().startswith(name.casefold())
    return "" if named else name, lines


def followed(brand: Brand) -> tuple[Profile, ...]:
    """The organisation's pages elsewhere, those that can be linked to, each once."""
    links = dict.fromkeys(filter(None, (safe_address(page) for page in brand.pages)))
    return tuple(Profile(id=str(at), link=link) for at, link in enumerate(links))


class Plate(msgspec.Struct, frozen=True):
    """A small calendar leaf: ``Dec`` over ``12`` over ``Sat``.

    Attributes:
        day: ``12``, or ``12–16`` for days in one month.
        until: ``to 2 Jan`` where the span ends in another month; else empty.
    """

    month: str
    day: str
    weekday: str
    until: str


def plate_of(event: EventEntry) -> Plate | None:
    """The event's calendar leaf, or None where its date is not known."""
    starts, ends = event.starts, event.ends
    if starts is None:
        return None
    day, until = str(starts.day), ""
    if ends is not None and ends.date() > starts.date():
        if (ends.year, ends.month) == (starts.year, starts.month):
            day = f"{starts.day}–{ends.day}"
        else:
            until = _("to {day}").format(day=_("{day} {month}").format(day=ends.day, month=short_month(ends)))
        return Plate(short_month(starts), day, "", until)
    return Plate(short_month(starts), day, short_weekday(starts), "")


def short_month(moment: date) -> str:
    """``Dec``; from gettext, as the full names are."""
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )[moment.month - 1]  # fmt: skip


def short_weekday(moment: datetime) -> str:
    """``Sat``."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[moment.weekday()]
