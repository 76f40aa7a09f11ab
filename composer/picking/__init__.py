"""From the shelf into an issue: what block an item becomes, where it goes, and what a new issue starts from.

What a block looks like belongs in ``composer.rendering``; finding items in ``composer.library``. Nothing here asks a store or the
network: everything is a function of values.
"""

from composer.picking.blocks_from_items import block_from_item, event_entry
from composer.picking.excerpts import excerpt
from composer.picking.placing import place, unplace
from composer.picking.starting import default_issue_name, new_issue, next_issue_name
from composer.picking.subjects import subject_suggestions

__all__ = [
    "block_from_item",
    "default_issue_name",
    "event_entry",
    "excerpt",
    "new_issue",
    "next_issue_name",
    "place",
    "subject_suggestions",
    "unplace",
]
