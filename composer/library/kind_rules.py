"""Which kind everything of a category is, because a person said so once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, Select, delete, select

from composer.database.stored_text import storable
from composer.database.tables import kind_rules
from composer.database.upsert import insert_or_update
from composer.i18n import _
from composer.library.item import Item, Kind


@dataclass(frozen=True)
class KindRule:
    """Everything that ``source`` (an id) files under a category is of this kind.

    Attributes:
        category: folded for comparing; empty where the rule is for everything from the source.
        words: the category as its site writes it.
    """

    source: str
    category: str
    words: str
    kind: Kind
    made: datetime


def category_key(category: str) -> str:
    """Two spellings of one category give the same text."""
    return " ".join(storable(category).split()).casefold()


def ruled(item: Item, rules: Mapping[str, KindRule]) -> Item:
    """The item with the kind that the first of its categories with a rule gives it, else its source's; else unchanged."""
    keys = [category_key(category) for category in item.categories]
    rule = next((rules[key] for key in (*keys, "") if key in rules), None)
    if rule is None:
        return item
    if rule.category:
        reason = _("You said so for “{category}”.").format(category=rule.words[:60])
    else:
        reason = _("You said so for everything from this source.")
    return replace(item, kind=rule.kind, kind_reason=reason)


def rules_by_source(connection: Connection, sources: Sequence[str] = ()) -> dict[str, dict[str, KindRule]]:
    """source -> category's key -> rule; of these sources, or of all where none are named."""
    query: Select[tuple[str, str, str, Kind, datetime]] = select(
        kind_rules.c.source, kind_rules.c.category, kind_rules.c.words, kind_rules.c.kind, kind_rules.c.made
    ).order_by(kind_rules.c.made, kind_rules.c.source, kind_rules.c.category)
    if sources:
        query = query.where(kind_rules.c.source.in_(sorted(set(sources))))
    found: dict[str, dict[str, KindRule]] = {}
    for row in connection.execute(query):
        found.setdefault(row.source, {})[row.category] = KindRule(row.source, row.category, row.words, row.kind, row.made)
    return found


def write_rule(connection: Connection, rule: KindRule) -> None:
    """Keep a rule; one for the same source and category is replaced."""
    row = {"source": rule.source, "category": rule.category, "words": storable(rule.words), "kind": rule.kind, "made": rule.made}
    insert_or_update(connection, kind_rules, [row], ["source", "category"])


def remove_rule(connection: Connection, source: str, category: str) -> None:
    """Forget a rule; nothing happens where there is none."""
    connection.execute(delete(kind_rules).where(kind_rules.c.source == source, kind_rules.c.category == category))
