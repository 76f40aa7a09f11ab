"""What a block remembers of its source: short marks that stay with it and say nothing to readers."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from composer.blocks.block import block_from_data, block_to_data
from composer.blocks.fields import Picture
from composer.document.issue import Issue, issue_from_data, issue_to_data
from composer.library.item import Item
from composer.picking.blocks_from_items import block_from_item, event_entry
from composer.picking.snapshots import FACETS, mark, snapshot

ITEM = Item(id="roof", title="The roof", text="It is dry again.", link="https://harbour.example/roof")


def test_a_block_made_from_an_item_remembers_what_the_site_said() -> None:
    block = block_from_item(ITEM)
    assert set(block.taken) >= {"headline", "text", "link", "byline", "picture"}  # type: ignore[attr-defined]
    assert all(len(word) in (0, 12) for word in block.taken.values())  # type: ignore[attr-defined]


def test_it_survives_the_file_and_an_older_file_knows_nothing() -> None:
    block = block_from_item(ITEM)
    assert block_from_data(block_to_data(block)) == block
    older = block_to_data(block)
    del older["taken"]
    data = issue_to_data(Issue())
    data["blocks"] = [older]
    (opened,) = issue_from_data(data).blocks
    assert opened.taken == {}  # type: ignore[attr-defined]


def test_readers_get_nothing_of_it() -> None:
    """A letter that was tested counts as tested still."""
    block = block_from_item(ITEM)
    forgotten = msgspec.structs.replace(block, taken={})
    assert Issue(id="i", blocks=(block,)).fingerprint() == Issue(id="i", blocks=(forgotten,)).fingerprint()
    entry = event_entry(msgspec.structs.replace(ITEM, kind="event", starts=datetime(2026, 12, 1, 10, tzinfo=UTC)))
    assert set(entry.taken) == set(FACETS[type(entry)])


def test_a_picture_has_two_marks_its_address_and_what_was_kept() -> None:
    item = msgspec.structs.replace(ITEM, image="https://harbour.example/roof.jpg")
    with_it, without = block_from_item(item, picture=Picture(hash="ab" * 32)), block_from_item(item)
    assert with_it.taken["picture"] == without.taken["picture"] == mark(item.image)  # type: ignore[attr-defined]
    assert with_it.taken["picture_kept"]  # type: ignore[attr-defined]
    assert without.taken["picture_kept"] == ""  # type: ignore[attr-defined]


@given(st.text())
def test_white_space_does_not_count(words: str) -> None:
    assert mark(words) == mark(f"  {words}\n") == mark(" ".join(words.split()))
    assert len(mark(words)) == (12 if words.split() else 0)


def test_two_items_are_told_apart_by_what_they_say() -> None:
    one, other = block_from_item(ITEM), block_from_item(msgspec.structs.replace(ITEM, title="The floor"))
    assert {facet for facet in one.taken if one.taken[facet] != other.taken[facet]} == {"headline"}  # type: ignore[attr-defined]
    assert snapshot(one, ITEM) == one.taken  # type: ignore[arg-type, attr-defined]
