"""What an item becomes in an issue."""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from composer.blocks.article import Article, Layout
from composer.blocks.block import Block
from composer.blocks.dates_in_words import when_in_words
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.i18n import _, ngettext
from composer.library.item import Item
from composer.picking.excerpts import excerpt
from composer.picking.snapshots import snapshot

LEAD_WORDS = 70
WORDS = 50
EVENT_WORDS = 25
_MARK = re.compile(r"([\\`*\[\]])|(?<!\w)(_)|(_)(?!\w)")
_LINE_MARK = re.compile(r"^(\s{0,3})([#>+-]|\d{1,9}(?=[.)]\s))", re.MULTILINE)


def block_from_item(item: Item, *, lead: bool = False, picture: Picture = NO_PICTURE) -> Block:
    """The block that tells of ``item``: a tender and a report have their own; an event with a date stands in a block of dates.

    Args:
        lead: it opens the issue: the picture stands above, and the text is a little longer.
        picture: the item's picture, already kept.
    """
    words = LEAD_WORDS if lead else WORDS
    if item.kind == "event" and item.starts is not None:
        return Events(title_text=_("Coming up"), entries=(event_entry(item),))
    if item.kind == "tender":
        return tender_of(item, words)
    if item.kind == "report":
        return report_of(item, words, picture)
    return article_of(item, words, picture, "none" if not picture else "above" if lead else "left")


def article_of(item: Item, words: int = WORDS, picture: Picture = NO_PICTURE, layout: Layout = "left") -> Article:
    """The item as a post; of a day or week it says first when that is."""
    made = Article(
        title_text=plain_words(item.title),
        text=with_days(item, opening(item, words)),
        byline=_byline(item),
        link=item.link,
        button=_("Read the whole post") if item.kind == "blog" else _("Read the full story"),
        picture=picture,
        layout=layout,
        item=item.id,
    )
    return replace(made, taken=snapshot(made, item))


def tender_of(item: Item, words: int = WORDS) -> Tender:
    """The item as an invitation to tender."""
    day_only = item.deadline is None or item.deadline.time() == time(0)
    made = Tender(
        title_text=plain_words(item.title),
        closes=wall_time(item.deadline, "" if day_only else item.zone),
        day_only=day_only,
        text=opening(item, words),
        value=plain_words(item.value)[:120],
        contact=plain_words(item.contact)[:200],
        link=item.link,
        button=_("Read the invitation to tender"),
        item=item.id,
    )
    return replace(made, taken=snapshot(made, item))


def report_of(item: Item, words: int = WORDS, picture: Picture = NO_PICTURE) -> Report:
    """The item as a report to download."""
    made = Report(
        title_text=plain_words(item.title),
        text=opening(item, words),
        file_info=file_in_words(item),
        link=item.file_link or item.link,
        button=_("Download the report") if item.file_link or item.file_type else _("Read the report"),
        picture=picture,
        item=item.id,
    )
    return replace(made, taken=snapshot(made, item))


def event_entry(item: Item) -> EventEntry:
    """An event as a line among dates."""
    made = EventEntry(
        title=plain_words(item.title),
        starts=wall_time(item.starts, item.zone),
        ends=wall_time(item.ends, item.zone),
        all_day=item.all_day,
        place=plain_words(item.place) or (_("Online") if item.online_link else ""),
        text=opening(item, EVENT_WORDS),
        link=item.link or item.booking_link or item.online_link,
        item=item.id,
        zone=item.zone,
    )
    return replace(made, taken=snapshot(made, item))


def with_days(item: Item, words: str) -> str:
    """A post's words with the days before them, where the item is a day or a week."""
    if item.kind != "awareness" or item.starts is None:
        return words
    when = when_in_words(wall_time(item.starts, item.zone), wall_time(item.ends, item.zone), item.all_day)
    return f"**{when}**\n\n{words}".strip()


def opening(item: Item, words: int) -> str:
    """The first sentences of an item as Markdown: its own summary where it has one, else the beginning of its text."""
    if item.summary.strip():
        return excerpt(_as_markdown(item.summary), words)
    return excerpt(_without_tags(item.text), words)


def plain_words(text: str) -> str:
    """One line without what would be taken for a merge tag."""
    return " ".join(_without_tags(text).split())


def wall_time(moment: datetime | None, zone: str) -> datetime | None:
    """What the clock on the wall shows at ``moment`` in ``zone`` (an IANA name; where unknown, as the moment is written)."""
    if moment is None or moment.tzinfo is None:
        return moment
    try:
        there = moment.astimezone(ZoneInfo(zone)) if zone else moment
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):  # calendars invent names of zones
        there = moment
    return there.replace(tzinfo=None)


def file_in_words(item: Item) -> str:
    """What kind of file it is, how large and how long: ``PDF, 2.4 MB, 36 pages``."""
    parts = [item.file_type.strip().lstrip(".").upper()]
    if item.file_size >= 1_000_000:
        parts.append(_("{count} MB").format(count=f"{item.file_size / 1_000_000:.1f}"))
    elif item.file_size > 0:
        parts.append(_("{count} KB").format(count=max(1, round(item.file_size / 1_000))))
    if item.file_pages > 0:
        parts.append(ngettext("{count} page", "{count} pages", item.file_pages).format(count=item.file_pages))
    return ", ".join(part for part in parts if part)[:80]


def _byline(item: Item) -> str:
    if item.kind != "blog" or not item.author.strip():
        return ""
    name, role = plain_words(item.author), plain_words(item.author_role)
    return _("By {name}, {role}").format(name=name, role=role) if role else _("By {name}").format(name=name)


def _as_markdown(plain: str) -> str:
    """Plain words written so that Markdown shows them as they are."""
    marked = _MARK.sub(lambda found: f"\\{found.group()}", _without_tags(plain))
    return _LINE_MARK.sub(_escaped_line, marked)


def _escaped_line(found: re.Match[str]) -> str:
    sign = found.group(2)
    return f"{found.group(1)}{sign}\\" if sign[0].isdigit() else f"{found.group(1)}\\{sign}"


def _without_tags(text: str) -> str:
    """A stranger's double braces are not our merge tags."""
    return text.replace("{{", "{ {").replace("}}", "} }")
