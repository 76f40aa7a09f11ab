"""An item is the same through JSON and over fetches, and says when its content changed."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from composer.library.item import FoundDate, Item, item_id

ITEM = Item(id="1", title="The roof", text="It is done.", link="https://example.org/roof", dates=(FoundDate(day=3, month=5),))


def test_json_and_back() -> None:
    assert msgspec.json.decode(msgspec.json.encode(ITEM), type=Item) == ITEM


def test_ids_depend_on_every_part_and_on_nothing_else() -> None:
    assert item_id("source", "guid") == item_id("source", "guid")
    assert len({item_id("a", "bc"), item_id("ab", "c"), item_id("abc"), item_id("a", "b", "c")}) == 4
    assert len(item_id("x")) == 16


def test_the_content_hash_follows_what_a_reader_would_see() -> None:
    for changed in (
        {"title": "The new roof"},
        {"text": "It leaks."},
        {"link": "https://example.org/other"},
        {"place": "Pier 2"},
        {"starts": datetime(2026, 12, 13, 10, tzinfo=UTC)},
        {"deadline": datetime(2026, 12, 13, tzinfo=UTC)},
    ):
        assert msgspec.structs.replace(ITEM, **changed).content_hash() != ITEM.content_hash()
    for unseen in ({"source": "other"}, {"notes": ("a link is missing",)}, {"categories": ("News",)}):
        assert msgspec.structs.replace(ITEM, **unseen).content_hash() == ITEM.content_hash()
