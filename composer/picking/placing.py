"""Where picked items go in an issue, so that nobody has to arrange them. What a person moved afterwards stays where it is."""

from __future__ import annotations

from collections.abc import Sequence

from composer.blocks.article import Article
from composer.blocks.block import Block
from composer.blocks.contents import Contents
from composer.blocks.events import EventEntry, Events
from composer.blocks.fields import Picture
from composer.blocks.heading import Heading
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.blocks.text import TextBlock
from composer.document.edits import Edit, InsertBlock, RemoveBlock, Several, UpdateBlock
from composer.document.issue import Issue
from composer.document.letter_words import letter_words
from composer.i18n import _, ngettext
from composer.library.item import Item
from composer.picking.blocks_from_items import block_from_item, event_entry

_POSTS = (Article, Report, Tender)


def place(issue: Issue, rows: Sequence[tuple[Item, Picture]]) -> Edit:
    """The one edit that puts these items, each with its picture, into the issue.

    Posts go after the last post, in the order given; the first article of an issue leads it. Events join the block of dates, each
    where its date belongs. What is in the issue already is left alone.
    """
    there = set(issue.items())
    wanted: dict[str, tuple[Item, Picture]] = {}
    for item, picture in rows:
        if item.id not in there:
            wanted.setdefault(item.id, (item, picture))
    posts: list[Block] = []
    entries: list[EventEntry] = []
    lead_wanted = not any(isinstance(block, Article) for block in issue.blocks)
    with letter_words(issue.brand):
        for item, picture in wanted.values():
            if item.kind == "event" and item.starts is not None:
                entries.append(event_entry(item))
                continue
            block = block_from_item(item, lead=lead_wanted, picture=picture)
            lead_wanted = lead_wanted and not isinstance(block, Article)
            posts.append(block)
        index = _after_the_last_post(issue)
        edits: list[Edit] = [InsertBlock(block, index + offset) for offset, block in enumerate(posts)]
        if entries:
            edits.append(_events_edit(issue, entries, index + len(posts)))
    return Several(tuple(edits), words=_label([item for item, _picture in wanted.values()]))


def unplace(issue: Issue, item_id: str) -> Edit | None:
    """The edit that takes out everything made from this item; None where nothing is."""
    edits: list[Edit] = []
    for block in issue.blocks:
        if getattr(block, "item", "") == item_id:
            edits.append(RemoveBlock(block.id))
        elif isinstance(block, Events):
            left = tuple(entry for entry in block.entries if entry.item != item_id)
            if not left and block.entries:
                edits.append(RemoveBlock(block.id))
            elif len(left) < len(block.entries):
                edits.append(UpdateBlock(block.id, {"entries": left}))
    if not edits or not item_id:
        return None
    return Several(tuple(edits), words=_("Remove “{title}”").format(title=_title_of(issue, item_id)))


def _after_the_last_post(issue: Issue) -> int:
    """Behind the last post; where there is none, behind the greeting and what introduces the posts."""
    blocks = issue.blocks
    for index in range(len(blocks) - 1, -1, -1):
        if isinstance(blocks[index], _POSTS):
            return index + 1
    greeting = next((index for index, block in enumerate(blocks) if isinstance(block, TextBlock)), -1)
    index = greeting + 1
    if greeting < 0 and blocks and not isinstance(blocks[0], Contents | Heading | Events) and blocks[0].kind == "image":
        index = 1  # a banner stays on top
    if index < len(blocks) and isinstance(blocks[index], Contents):
        index += 1
    if index < len(blocks) and isinstance(blocks[index], Heading) and not _introduces_dates(issue, index):
        index += 1
    return index


def _introduces_dates(issue: Issue, index: int) -> bool:
    return index + 1 < len(issue.blocks) and isinstance(issue.blocks[index + 1], Events)


def _events_edit(issue: Issue, entries: Sequence[EventEntry], index: int) -> Edit:
    block = next((block for block in issue.blocks if isinstance(block, Events)), None)
    together = list(block.entries) if block is not None else []
    for entry in sorted(entries, key=_date_of):
        later = next((place for place, known in enumerate(together) if _date_of(known) > _date_of(entry)), len(together))
        together.insert(later, entry)
    if block is None:
        return InsertBlock(Events(title_text=_("Coming up"), entries=tuple(together)), index)
    return UpdateBlock(block.id, {"entries": tuple(together)})


def _date_of(entry: EventEntry) -> tuple[bool, str]:
    """For ordering by the day it happens: wall time as ISO 8601; what has no date yet comes last."""
    if entry.starts is None:
        return True, ""
    return False, entry.starts.replace(tzinfo=None).isoformat()


def _label(items: Sequence[Item]) -> str:
    if len(items) == 1:
        return _("Add “{title}”").format(title=items[0].title)
    return ngettext("Add {count} item", "Add {count} items", len(items)).format(count=len(items))


def _title_of(issue: Issue, item_id: str) -> str:
    for block in issue.blocks:
        if getattr(block, "item", "") == item_id:
            return block.title()
        for entry in getattr(block, "entries", ()):
            if getattr(entry, "item", "") == item_id:
                return str(entry.title)
    return ""
