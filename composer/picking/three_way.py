"""What a block says, what its source said when it was taken, and what it says now: told apart, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Literal

from composer.blocks.article import Article
from composer.blocks.dates_in_words import when_in_words
from composer.blocks.events import EventEntry
from composer.blocks.fields import NO_PICTURE, Picture
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.document.brand import Brand
from composer.document.letter_words import letter_words
from composer.i18n import N_, _
from composer.library.item import Item
from composer.picking.blocks_from_items import (
    EVENT_WORDS,
    LEAD_WORDS,
    WORDS,
    article_of,
    event_entry,
    opening,
    report_of,
    tender_of,
    with_days,
)
from composer.picking.lengths import count_words, lengths
from composer.picking.snapshots import FACETS, KEPT_PICTURE, Holder, mark, mark_of, picture_marks, values_of

Change = Literal["updated", "ours", "both", "unlike"]
"""``updated``: only the site changed it; ``ours``: only we did; ``both``: each says something new; ``unlike``: they differ, and
nobody knows any more what the site said at first (the issue is older than that memory)."""

LABELS: Mapping[str, str] = {
    "headline": N_("Headline"),
    "text": N_("Text"),
    "byline": N_("Written by"),
    "link": N_("Link"),
    "picture": N_("Picture"),
    "date": N_("Date"),
    "place": N_("Place"),
    "deadline": N_("Closing date"),
    "value": N_("Value"),
    "contact": N_("Contact"),
    "file": N_("File"),
}
"""What each thing is called on screen."""


@dataclass(frozen=True)
class Difference:
    """One thing that the block and the site do not say alike.

    Attributes:
        facet: a key of :data:`LABELS`.
        ours, theirs: both in words, for people.
        values: what the block's fields hold once the site's is taken.
        marks: what the block remembers of the site once this was taken; kept: the same where ours was kept.
        fetch: address of a picture that must be kept before it can be taken; empty where nothing must.
    """

    facet: str
    change: Change
    ours: str
    theirs: str
    values: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    fetch: str = ""


def differences(
    holder: Holder, item: Item, picture: Picture = NO_PICTURE, *, brand: Brand | None = None
) -> tuple[Difference, ...]:
    """Everything that ``holder`` and its source, which says ``item`` now, do not say alike; in the order of the form.

    Args:
        picture: the item's picture, where it is kept already.
        brand: of the letter, which says what language the words made for it are in.

    A text counts as unchanged where the words taken are still one of the lengths the site's text offers.
    """
    with letter_words(brand) if brand is not None else nullcontext():
        now = _MAKERS[type(holder)](item, picture)
    return tuple(found for facet in FACETS[type(holder)] if (found := _one(holder, now, item, facet, picture)) is not None)


def _one(holder: Holder, now: Holder, item: Item, facet: str, picture: Picture) -> Difference | None:
    if facet == "picture":
        return _picture(holder, item, picture)
    ours = values_of(holder, facet)
    theirs = {"text": _text_now(holder, item)} if facet == "text" else values_of(now, facet)
    their_mark = mark_of(theirs)
    change = _change(holder.taken.get(facet), mark_of(ours), their_mark)
    if change is None:
        return None
    marks = {facet: their_mark}
    return Difference(facet, change, in_words(facet, ours), in_words(facet, theirs), theirs, marks, marks)


def _change(base: str | None, ours: str, theirs: str) -> Change | None:
    """Which of the three changed; None where block and site agree."""
    if ours == theirs:
        return None
    if base is None:
        return "unlike"
    if ours == base:
        return "updated"
    return "ours" if theirs == base else "both"


def _text_now(holder: Holder, item: Item) -> str:
    """The site's text at the length that was taken: the very words where they still stand, else the text nearest in length."""
    first = EVENT_WORDS if isinstance(holder, EventEntry) else WORDS
    offered = [opening(item, words) for words in dict.fromkeys((first, LEAD_WORDS, WORDS, EVENT_WORDS))] + lengths(item)
    if isinstance(holder, Article):
        offered = [*(with_days(item, text) for text in offered), *offered]
    ours = str(getattr(holder, "text", ""))
    for known in (holder.taken.get("text"), mark(ours)):
        for text in offered:
            if known is not None and mark(text) == known:
                return text
    count = count_words(ours)
    return min(offered, key=lambda text: abs(count_words(text) - count)) if count else offered[0]


def _picture(holder: Holder, item: Item, picture: Picture) -> Difference | None:
    """Pictures are told apart by their address at the site; whether we put in another by what is kept in the block."""
    ours: Picture = getattr(holder, "picture", NO_PICTURE)
    base, kept = holder.taken.get("picture"), holder.taken.get(KEPT_PICTURE)
    if base is None or kept is None:
        return None  # an address cannot be told from a kept picture
    changed_there = mark(item.image) != base
    changed_here = mark_of({"picture": ours}) != kept and not (picture and picture.hash == ours.hash)
    if not changed_there and not changed_here:
        return None
    change: Change = "both" if changed_there and changed_here else "updated" if changed_there else "ours"
    marks = picture_marks(item.image, picture)
    fetch = item.image if not picture else ""
    theirs = picture.alt or item.image_alt or item.image.rsplit("/", 1)[-1]
    words = _picture_in_words(ours), theirs or _("no picture")
    return Difference(
        "picture", change, *words, {"picture": picture}, marks, {"picture": marks["picture"], KEPT_PICTURE: ""}, fetch
    )


def _picture_in_words(picture: Picture) -> str:
    if not picture:
        return _("no picture")
    return picture.alt or picture.url.rsplit("/", 1)[-1] or _("a picture without a description")


def in_words(facet: str, values: Mapping[str, Any]) -> str:
    """What these fields say, for people; empty where they say nothing."""
    if facet == "date":
        return when_in_words(values["starts"], values["ends"], values["all_day"])
    if facet == "deadline":
        return when_in_words(values["closes"], None, values["day_only"]) if values["closes"] else ""
    return str(next(iter(values.values())) or "")


def holders(block: Any) -> Iterator[Holder]:
    """The parts of a block that were made from an item: the block itself, or its lines."""
    for holder in (block, *getattr(block, "entries", ())):
        if isinstance(holder, Article | Report | Tender | EventEntry) and holder.item:
            yield holder


_MAKERS: Mapping[type, Callable[[Item, Picture], Holder]] = {
    Article: lambda item, picture: article_of(item, picture=picture),
    Tender: lambda item, _picture: tender_of(item),
    Report: lambda item, picture: report_of(item, picture=picture),
    EventEntry: lambda item, _picture: event_entry(item),
}
