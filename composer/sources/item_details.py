"""What follows from an item's own words: dates, kind, when it is, when it closes, a summary. Every source ends here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from composer.library.item import Item
from composer.library.item_moments import with_moments
from composer.picking.excerpts import sentences, word_count
from composer.sources.dates import find_dates
from composer.sources.file_links import file_link
from composer.sources.html_to_markdown import html_to_words
from composer.sources.kinds import guess_kind
from composer.sources.stated_facts import signed_inside, with_stated_facts

SUMMARY_WORDS = 50
_ENDED = re.compile(r"[.!?…。！？؟۔।][\"”’')\]」』）]*$")
LONGEST_LINE = 6_000
"""Characters of a paragraph that are looked at for its first sentences."""


@dataclass(frozen=True)
class Surroundings:
    """What is known beside the words: the present day, the home zone, and a year the whole page points to (or None)."""

    today: date
    zone: ZoneInfo
    year: int | None = None


def with_details(item: Item, around: Surroundings, *, kind_known: bool = False) -> Item:
    """The item with its dates, kind, reason, moments and summary filled in from its title and text; what is set already stays."""
    words = html_to_words(item.html) if item.html else item.text
    published = item.published.astimezone(around.zone).date() if item.published is not None else None
    dates = item.dates or find_dates(f"{item.title}\n\n{words}", published=published, today=around.today, year=around.year)
    item = replace(item, dates=dates, summary=item.summary or summary_of(words))
    if not item.file_link:
        address, file_type = file_link(item.html, words, item.title)
        item = replace(item, file_link=address, file_type=item.file_type or file_type)
    if not kind_known:
        signed = signed_inside(item.title, words) if not item.author_role else None
        if signed is not None:
            item = replace(item, author=signed.author[:200], author_role=signed.role[:200])
        kind, reason = guess_kind(item)
        item = replace(item, kind=kind, kind_reason=reason)
    return with_moments(with_stated_facts(item, words), around.zone)


def summary_of(words: str, most: int = SUMMARY_WORDS) -> str:
    """The first sentences, whole ones, up to about ``most`` words; headings, lists and lone short lines are passed over."""
    kept: list[str] = []
    count = 0
    for paragraph in words.split("\n\n"):
        line = " ".join(paragraph.split())
        if not _ENDED.search(line) and len(line) < 120:
            continue
        for sentence in sentences(line[:LONGEST_LINE]):
            length = word_count(sentence)
            if kept and count + length > most:
                return "".join(kept).strip()
            kept.append(sentence)
            count += length
        kept[-1] = f"{kept[-1].rstrip()} "
    if kept:
        return _shortened("".join(kept).strip(), most)
    return _shortened(" ".join(words.split()), most)


def _shortened(text: str, most: int) -> str:
    """The text, cut at a word where one sentence alone is far too long."""
    if word_count(text) <= 2 * most:
        return text
    words = text.split()
    short = " ".join(words[: 2 * most])
    return f"{short[: 4 * most] if word_count(short) > 2 * most else short}…"
