"""Nothing in the letter leads to what the site does not show its visitors: drafts, private posts, posts scheduled for later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from composer.blocks.dates_in_words import day_in_words
from composer.checks.check import HOME_ZONE, Check, CheckContext, Finding
from composer.checks.reading import links
from composer.i18n import _
from composer.library.item import Item
from composer.picking.three_way import holders


class Drafts(Check):
    """Items that were drafts when their site was last read, and links to them from anywhere in the letter."""

    name: ClassVar[str] = "drafts"

    def run(self, context: CheckContext) -> Iterator[Finding]:
        known = {item_id: known.item for item_id, known in context.at_source.items() if known.item is not None}
        hidden = {item_id: item for item_id, item in known.items() if _hidden(item, context)}
        by_link = {item.link: item for item in hidden.values() if item.link}
        linked: set[str] = set()
        for link in links(context.issue):
            item = by_link.get(link.address.strip())
            if item is not None:
                linked.add(item.id)
                remedy = _("Publish it first and read the source again, or take the link out.")
                yield self.finding("link", "error", _of_link(item), remedy, at=link)
        for block in context.issue.blocks:
            for holder in holders(block):
                item = hidden.get(holder.item)
                if item is not None and item.id not in linked:
                    remedy = _("Make sure that it may be told already.")
                    yield self.finding("text", "warning", _of_text(item), remedy, block=block.id)


def _hidden(item: Item, context: CheckContext) -> bool:
    """True for what readers cannot open on the day they get the letter."""
    if item.state == "future" and item.published is not None:
        return item.published > context.now and item.published.astimezone(HOME_ZONE).date() >= context.reading_day
    return bool(item.state)


def _of_link(item: Item) -> str:
    if item.state == "future" and item.published is not None:
        day = day_in_words(item.published.astimezone(HOME_ZONE), weekday=False)
        return _("“{title}” is scheduled on your site for {day}; until then its link leads nowhere.").format(
            title=item.title, day=day
        )
    if item.state == "private":
        return _("“{title}” is private on your site; readers cannot open its link.").format(title=item.title)
    return _("“{title}” is still a draft on your site; readers cannot open its link.").format(title=item.title)


def _of_text(item: Item) -> str:
    if item.state == "private":
        return _("“{title}” is private on your site.").format(title=item.title)
    return _("“{title}” is not published on your site yet.").format(title=item.title)
