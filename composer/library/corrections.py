"""What people correct by hand: an item's fields and its kind, and the rule that everything of a category is of a kind.

Every change gives back what to hand to :meth:`Corrections.take_back`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, Row, Select, select

from composer.clock import Clock
from composer.database.tables import items as items_table
from composer.library.item import Item, Kind
from composer.library.item_rows import layers_of, row_of, stored_row, write_rows
from composer.library.kind_rules import KindRule, category_key, remove_rule, rules_by_source, write_rule
from composer.library.layers import Layered, corrections, laid_over


@dataclass(frozen=True)
class Before:
    """What an item's corrections were before a change."""

    item_id: str
    by_hand: Mapping[str, Any]


@dataclass(frozen=True)
class RuleBefore:
    """The rule there was for a category before a change (None: there was none), and how many items the change touched."""

    source: str
    category: str
    rule: KindRule | None
    changed: int


@dataclass(frozen=True)
class Both:
    """An item as it is shown, as its source gives it, and the names of the fields a person corrected."""

    shown: Item
    given: Item
    corrected: frozenset[str]


class Corrections:
    """Every method is one transaction; usable from several threads.

    Args:
        zone: where times of day found in texts are meant.
    """

    def __init__(self, engine: Engine, clock: Clock, zone: ZoneInfo) -> None:
        self._engine = engine
        self._clock = clock
        self._zone = zone

    # -- one item ---------------------------------------------------------------------------------------------------------------

    def both(self, item_id: str) -> Both:
        """What the source says and what we say.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._engine.connect() as connection:
            layers = layers_of(stored_row(connection, item_id))
        return Both(layers.item, layers.given(), frozenset(layers.by_hand))

    def update(self, item: Item) -> Before:
        """Keep the item as a person corrected it; what differs from its source stays so when that is read again.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self._correct(item.id, lambda _before: item)

    def set_kind(self, item_id: str, kind: Kind) -> Before:
        """Correct an item's kind. Where the new kind asks for a date, it is taken from the text.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self._correct(item_id, lambda before: replace(before, kind=kind))

    def restore(self, item_id: str, names: Collection[str]) -> Before:
        """Take these fields as the source says them.

        Raises:
            NotFoundError: there is none with this id.
        """
        return self._lay(item_id, lambda kept: {name: value for name, value in kept.by_hand.items() if name not in names})

    def take_back(self, before: Before) -> Before:
        """Make the corrections what they were.

        Raises:
            NotFoundError: the item is no longer here.
        """
        return self._lay(before.item_id, lambda _kept: before.by_hand)

    def note_file(self, item_id: str, file_type: str, size: int, pages: int) -> None:
        """Keep what the server said of a report's file: not a correction, what a person wrote stays.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._engine.begin() as connection:
            row = stored_row(connection, item_id)
            kept = layers_of(row)
            given = replace(kept.given(), file_type=file_type, file_size=size, file_pages=pages)
            self._write(connection, row, laid_over(given, kept.by_hand, self._rules(connection, row.source), self._zone))

    # -- everything of a category -----------------------------------------------------------------------------------------------

    def rules(self) -> list[KindRule]:
        """Every rule, the oldest first."""
        with self._engine.connect() as connection:
            every = [rule for rules in rules_by_source(connection).values() for rule in rules.values()]
        return sorted(every, key=lambda rule: (rule.made, rule.source, rule.category))

    def learn(self, source: str, category: str, kind: Kind) -> RuleBefore:
        """From now on everything that a source files under ``category`` (empty: everything from it) is of this kind, what is on
        the shelf already as well; what a person chose for a single item stays."""
        rule = KindRule(source, category_key(category), " ".join(category.split()), kind, self._clock())
        return self._rule(source, rule.category, rule)

    def forget(self, source: str, category: str) -> RuleBefore:
        """Take a rule away; its items are again what they were taken for."""
        return self._rule(source, category_key(category), None)

    def take_rule_back(self, before: RuleBefore) -> RuleBefore:
        """Make the rule for a category what it was."""
        return self._rule(before.source, before.category, before.rule)

    # -- how --------------------------------------------------------------------------------------------------------------------

    def _correct(self, item_id: str, change: Callable[[Item], Item]) -> Before:
        with self._engine.begin() as connection:
            row = stored_row(connection, item_id)
            before = layers_of(row)
            rules = self._rules(connection, row.source)
            by_hand = corrections(before, change(before.item), rules, self._zone)
            self._write(connection, row, laid_over(before.given(), by_hand, rules, self._zone))
        return Before(item_id, before.by_hand)

    def _lay(self, item_id: str, by_hand: Callable[[Layered], Mapping[str, Any]]) -> Before:
        with self._engine.begin() as connection:
            row = stored_row(connection, item_id)
            before = layers_of(row)
            rules = self._rules(connection, row.source)
            self._write(connection, row, laid_over(before.given(), by_hand(before), rules, self._zone))
        return Before(item_id, before.by_hand)

    def _rule(self, source: str, category: str, rule: KindRule | None) -> RuleBefore:
        with self._engine.begin() as connection:
            earlier = self._rules(connection, source).get(category)
            if rule is None:
                remove_rule(connection, source, category)
            else:
                write_rule(connection, rule)
            rules = self._rules(connection, source)
            query: Select[Any] = select(items_table).where(items_table.c.source == source)
            changed = []
            for row in connection.execute(query):
                before = layers_of(row)
                after = laid_over(before.given(), before.by_hand, rules, self._zone)
                if after != before:
                    changed.append(row_of(after, self._zone, first_seen=row.first_seen, last_seen=row.last_seen))
            write_rows(connection, changed)
        return RuleBefore(source, category, earlier, len(changed))

    def _write(self, connection: Connection, row: Row[Any], layered: Layered) -> None:
        write_rows(connection, [row_of(layered, self._zone, first_seen=row.first_seen, last_seen=row.last_seen)])

    @staticmethod
    def _rules(connection: Connection, source: str) -> Mapping[str, KindRule]:
        return rules_by_source(connection, [source]).get(source, {})
