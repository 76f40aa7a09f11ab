"""An item in layers: what its source says, over it the kind a rule gives it, over that what a person corrected by hand.

What the source says of every field that is covered is kept as well, so that each layer can be taken off again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from composer.i18n import _
from composer.library.item import Item
from composer.library.item_moments import with_moments
from composer.library.kind_rules import KindRule, ruled

NEVER_COVERED = frozenset({"id", "source", "dates"})
WHEN = frozenset({"starts", "ends", "all_day", "zone"})
"""They mean something together only: chosen by hand with another kind, all of them are."""


@dataclass(frozen=True)
class Layered:
    """An item as it is shown, with what lies below.

    Attributes:
        by_hand: fields a person corrected -> what they hold (as JSON values).
        as_read: fields that are covered -> what the source says of them (as JSON values).
    """

    item: Item
    by_hand: Mapping[str, Any]
    as_read: Mapping[str, Any]

    def given(self) -> Item:
        """The item as its source gives it."""
        return msgspec.convert({**msgspec.to_builtins(self.item), **self.as_read}, Item) if self.as_read else self.item


def laid_over(given: Item, by_hand: Mapping[str, Any], rules: Mapping[str, KindRule], zone: ZoneInfo) -> Layered:
    """Lay rules and corrections over what a source says. A kind that differs takes its moments from the dates in the text."""
    item = _of_its_kind(given, by_hand, rules, zone)
    if by_hand:
        item = msgspec.convert({**msgspec.to_builtins(item), **by_hand}, Item)
    if item == given:
        return Layered(item, by_hand, {})
    written = msgspec.to_builtins(given)
    covered = {
        name: written[name]
        for name in item.__struct_fields__
        if name not in NEVER_COVERED and (name in by_hand or getattr(item, name) != getattr(given, name))
    }
    return Layered(item, by_hand, covered)


def corrections(before: Layered, after: Item, rules: Mapping[str, KindRule], zone: ZoneInfo) -> dict[str, Any]:
    """The corrections in force once a person made ``after`` of the item. Earlier ones stay; a field that is what it would be
    without one needs none, save the kind: who chose it once means it. The reason for a kind is ours, never a correction."""
    written = msgspec.to_builtins(after)
    names = [name for name in after.__struct_fields__ if name not in NEVER_COVERED and name != "kind_reason"]
    chosen = "kind" in before.by_hand or after.kind != before.item.kind
    kind = {"kind": after.kind} if chosen else {}
    plain = _of_its_kind(before.given(), kind, rules, zone)
    if chosen and after.kind != before.item.kind:
        # The moments of the kind it was are none of this kind's: only what was set by hand goes along.
        names = [name for name in names if name in before.by_hand or getattr(after, name) != getattr(before.item, name)]
        if WHEN.intersection(names):
            names += [name for name in sorted(WHEN) if name not in names]
    return {**kind, **{name: written[name] for name in names if name != "kind" and getattr(after, name) != getattr(plain, name)}}


def _of_its_kind(given: Item, by_hand: Mapping[str, Any], rules: Mapping[str, KindRule], zone: ZoneInfo) -> Item:
    if "kind" in by_hand:
        item = replace(given, kind=by_hand["kind"], kind_reason=_("You chose it."))
    else:
        item = ruled(given, rules)
    return with_moments(item, zone) if item.kind != given.kind else item


def with_file_facts(given: Item, before: Item) -> Item:
    """What was learned of a report's file stays while the file is the same one: sources do not tell it, its server was asked."""
    if given.file_link and given.file_link == before.file_link and not given.file_size and not given.file_pages:
        return replace(
            given,
            file_type=given.file_type or before.file_type,
            file_size=before.file_size,
            file_pages=before.file_pages,
        )
    return given
