"""One event from what a site, a page or a table says about it: cleaned, made whole, with its days as an item has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from html import escape
from zoneinfo import ZoneInfo

from composer.i18n import _
from composer.library.item import Item
from composer.sources.event_links import addresses_behind, booking_link_in, online_link_in
from composer.sources.html_to_markdown import html_to_words
from composer.sources.item_details import summary_of
from composer.sources.kinds import names_a_big_day
from composer.sources.link_cleaning import resolved
from composer.sources.post_making import first_picture, stable_id, title_words
from composer.sources.sanitizer import sanitize, to_markdown
from composer.sources.source import FetchContext, Problem

DAYS_BACK, DAYS_AHEAD = 31, 366
"""The window where nobody names one."""
_MARKUP = re.compile(r"</?(?:p|br|div|a|b|strong|em|i|ul|ol|li|span|h[1-6]|table|img|html|body)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|br|div|li)\b", re.IGNORECASE)


@dataclass(frozen=True)
class RawEvent:
    """An event as its source gives it.

    Attributes:
        key: what identifies it there (address, number).
        starts, ends: as :class:`Item` has them, ``ends`` of whole days being the last day; times with an offset, or floating.
        zone: the zone it is shown in, where that is not its own.
        reason: why it is taken for an event, one short sentence.
    """

    key: str
    title: str
    starts: datetime
    ends: datetime | None = None
    all_day: bool = False
    html: str = ""
    summary_html: str = ""
    link: str = ""
    updated: datetime | None = None
    place: str = ""
    online_link: str = ""
    booking_link: str = ""
    cost: str = ""
    contact: str = ""
    image: str = ""
    image_alt: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    zone: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()
    number: str = ""


def make_event(raw: RawEvent, location: str) -> Item:
    """The item for an event found at ``location``. What it costs is kept in ``value`` and said at the end of its text."""
    base = raw.link or location
    html = raw.html or raw.summary_html
    cost = title_words(raw.cost)[:120]
    clean = sanitize(html, base)
    body = clean.html
    if cost and cost not in html_to_words(body):
        body += f"<p>{escape(_('Cost: {cost}').format(cost=cost), quote=False)}</p>"
    image, alt = (resolved(raw.image, base), raw.image_alt) if raw.image else first_picture(clean.html)
    words, linked = html_to_words(clean.html), addresses_behind(clean.html)
    title = title_words(raw.title)
    summary = " ".join(html_to_words(sanitize(raw.summary_html, base).html).split()) if raw.html else ""
    big_day = raw.all_day and names_a_big_day(title)
    starts, ends = raw.starts, raw.ends
    if raw.all_day:
        starts = datetime.combine(starts.date(), time())
        ends = datetime.combine(max((ends or starts).date(), starts.date()), time())
    elif ends is not None and ((ends.tzinfo is None) != (starts.tzinfo is None) or ends <= starts):
        ends = None
    return Item(
        id=stable_id(location, raw.key),
        kind="awareness" if big_day else "event",
        kind_reason=_("Its title names a day or week.") if big_day else raw.reason,
        title=title,
        link=resolved(raw.link, location),
        updated=raw.updated,
        starts=starts,
        ends=ends,
        all_day=raw.all_day,
        zone="" if raw.all_day else raw.zone or zone_name(starts.tzinfo, starts),
        place=title_words(raw.place),
        online_link=resolved(raw.online_link, base) or online_link_in((raw.place, words, *linked)),
        booking_link=resolved(raw.booking_link, base) or booking_link_in("\n".join((words, *linked))),
        value=cost,
        contact=title_words(raw.contact)[:200],
        summary=summary_of(summary or words),
        html=body,
        text=to_markdown(body),
        image=image,
        image_alt=alt,
        categories=tuple(dict.fromkeys(name for category in raw.categories if (name := title_words(category))))[:30],
        source=location,
        cancelled=raw.cancelled,
        number=raw.number,
        notes=(*raw.notes, *clean.dropped),
    )


def zone_name(zone: tzinfo | None, moment: datetime) -> str:
    """The name of a moment's zone; empty for floating times."""
    if zone is None:
        return ""
    return zone.key if isinstance(zone, ZoneInfo) else moment.tzname() or ""


def event_window(context: FetchContext) -> tuple[date, date]:
    """The days ``[since, until)`` to ask for: what the context says, else from a month ago to a year ahead."""
    today = context.today()
    since = context.since or min(today - timedelta(days=DAYS_BACK), context.until or today)
    return since, context.until or max(today + timedelta(days=DAYS_AHEAD), since + timedelta(days=DAYS_AHEAD))


def happens_within(item: Item, window: tuple[date, date], home: ZoneInfo) -> bool:
    """True where some day of the event lies in the window ``[since, until)``."""
    if item.starts is None:
        return True
    first, last = (
        (moment.astimezone(home) if moment.tzinfo else moment).date() for moment in (item.starts, item.ends or item.starts)
    )
    return first < window[1] and last >= window[0]


def wall_moment(written: str) -> datetime | None:
    """A day or moment in ISO 8601 (a space for the ``T`` is fine), with its offset where one is written; None otherwise."""
    text = " ".join(written.split())[:40]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if 1970 <= moment.year <= 2200 else None


def utc_moment(written: str) -> datetime | None:
    """As :func:`wall_moment`, for a moment that is in UTC where no offset is written."""
    moment = wall_moment(written)
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def without_date(location: str, title: str) -> Problem:
    """What to say about an event that names no day."""
    name = title_words(title)[:80] or _("without a title")
    return Problem(location, _("The event “{name}” has no usable date and was left out.").format(name=name))


def html_of_words(written: str) -> str:
    """A description that may be HTML or plain text, as HTML; plain text keeps its lines."""
    if _MARKUP.search(written):
        return written if _BLOCK.search(written) else written.replace("\n", "<br>")
    paragraphs = [escape(paragraph.strip(), quote=False) for paragraph in re.split(r"\n\s*\n", written) if paragraph.strip()]
    return "".join(f"<p>{paragraph}</p>".replace("\n", "<br>") for paragraph in paragraphs)
