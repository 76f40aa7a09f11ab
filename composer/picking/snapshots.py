"""What a block remembers of its source: one short mark for each thing the site said when it was taken.

With it, “changed here” and “updated on your site” can be told apart later (:mod:`composer.picking.three_way`). Marks instead of
texts keep a block small; what the site says now is asked of the site, and what we say stands in the block.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from composer.blocks.article import Article
from composer.blocks.events import EventEntry
from composer.blocks.fields import Picture
from composer.blocks.report import Report
from composer.blocks.tender import Tender
from composer.library.item import Item

Holder = Article | Report | Tender | EventEntry
"""What an item becomes: a block, or a line in a block of dates."""

_WORDS = {"headline": ("title_text",), "text": ("text",), "link": ("link",)}
FACETS: Mapping[type, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Article: {**_WORDS, "byline": ("byline",), "picture": ("picture",)},
        Report: {**_WORDS, "file": ("file_info",), "picture": ("picture",)},
        Tender: {**_WORDS, "deadline": ("closes", "day_only"), "value": ("value",), "contact": ("contact",)},
        EventEntry: {
            "headline": ("title",),
            "date": ("starts", "ends", "all_day", "zone"),
            "place": ("place",),
            "text": ("text",),
            "link": ("link",),
        },
    }
)
"""What can be told apart in each kind of holder, and the fields that say it."""
KEPT_PICTURE = "picture_kept"
"""The mark of the picture as it stood in the block; ``picture`` is the mark of its address at the site."""


def snapshot(holder: Holder, item: Item) -> dict[str, str]:
    """The marks of a holder just made from ``item``: facet to mark."""
    taken = {facet: mark_of(values_of(holder, facet)) for facet in FACETS.get(type(holder), {}) if facet != "picture"}
    if "picture" in FACETS.get(type(holder), {}):
        taken["picture"] = mark(item.image)
        taken[KEPT_PICTURE] = mark_of(values_of(holder, "picture"))
    return taken


def picture_marks(address: str, kept: Picture) -> dict[str, str]:
    """The marks of a picture that lies at ``address`` and was kept."""
    return {"picture": mark(address), KEPT_PICTURE: mark_of({"picture": kept})}


def values_of(holder: Holder, facet: str) -> dict[str, Any]:
    """The holder's own fields that say this."""
    return {name: getattr(holder, name) for name in FACETS[type(holder)][facet]}


def mark_of(values: Mapping[str, Any]) -> str:
    """The mark of what these fields say; white space does not count, nor does the name of a zone."""
    return mark("\x1f".join(_words(value) for name, value in values.items() if name != "zone"))


def mark(words: str) -> str:
    """Twelve hex digits that stand for a text; nothing stands for nothing."""
    plain = " ".join(words.split())
    return hashlib.sha256(plain.encode("utf-8", "backslashreplace")).hexdigest()[:12] if plain else ""


def _words(value: Any) -> str:
    if isinstance(value, Picture):
        return value.hash or value.url
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return "" if value is None else str(value)
